/** Words that a class should not have to read on the projector, and how they are written to get by. */
const RUDE =
  /fuck|shit|cunt|bitch|whore|slut|wank|nigg(?:er|a)|fagg?ot|asshole|arsehole|bastard|dickhead|penis|vagina|porn|hitler|nazi/;
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

/** Whether a name has one of a few rude English words in it, also with spaces, accents or digits in their letters' places. */
export function isRude(name: string): boolean {
  const plain = name.normalize("NFKD").toLowerCase().replace(/[013457@$!]/g, (sign) => LOOKALIKES[sign]).replace(/[^a-z]/g, "");
  return RUDE.test(plain);
}
