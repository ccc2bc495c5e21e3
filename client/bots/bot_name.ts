/** First names from many places, short enough for a projector. */
const NAMES = [
  ..."Ada Alan Grace Linus Edsger Barbara Dennis Radia Ken Margaret Tim Hedy Vint Frances Donald Karen Niklaus Mary".split(" "),
  ..."Leslie Sophie Bjarne Jean Guido Evelyn Claude Katherine Anita Rob Lin Annie Robin Joan Butler Ruth Peter Megan".split(
    " ",
  ),
];

/** The name of the bot with this number, from 0 on; each has another, with a mark by which people tell it from a person. */
export function botName(number: number): string {
  const round = Math.floor(number / NAMES.length) + 1;
  return `🤖 ${NAMES[number % NAMES.length]}${round === 1 ? "" : ` ${round}`}`;
}
