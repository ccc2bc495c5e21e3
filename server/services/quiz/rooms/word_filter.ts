/** Words that a class should not have to read on the projector: those that no other word has in it, and those that some names do. */
const ANYWHERE = /fuck|nigger|fagg?ot|a(?:ss|rse)hole|dickhead|motherf/;
const WHOLE = /^(?:shit|shithead|cunts?|bitch(?:es)?|whores?|sluts?|wank(?:er)?|porn|hitler|nazis?|penis|vagina|bastards?)$/;
const LOOKALIKES: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  "$": "s",
  "!": "i",
};

/** Whether a name has one of a few rude English words in it, also with accents, with digits for letters, or l e t t e r by letter. */
export function isRude(name: string): boolean {
  const plain = name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const words = plain.replace(/[013457@$!]/g, (sign) => LOOKALIKES[sign]).split(/[^a-z]+/);
  const spelled = words.map((word) => word.length === 1 ? word : " ").join("").split(" ");
  return [...words, ...spelled].some((word) => ANYWHERE.test(word) || WHOLE.test(word));
}
