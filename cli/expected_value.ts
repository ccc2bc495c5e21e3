/** What can stand in a place of the command line: files, one of some words, or something that nobody can guess. */
export type ExpectedValue = "file" | "folder" | "anything" | readonly string[];

/** What is expected where the help says `DIR`, `FILE`, `sort|quiz` or `PORT`. */
export function expectedAt(placeholder: string): ExpectedValue {
  if (/^[a-z]+(\|[a-z]+)+$/.test(placeholder)) return placeholder.split("|");
  if (/\bFILE\b/.test(placeholder)) return "file";
  return /\bDIR\b/.test(placeholder) ? "folder" : "anything";
}
