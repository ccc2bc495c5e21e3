/** How large a question is written, by its length: a sum fills the line, a paragraph still fits. */
export function sizeOf(text: string): "short" | "middle" | "long" | "longest" | "paragraph" {
  const { length } = text;
  return length <= 20 ? "short" : length <= 60 ? "middle" : length <= 140 ? "long" : length <= 260 ? "longest" : "paragraph";
}

/** From how many characters on a choice is a sentence, and gets a line of its own. */
const WORDY = 60;

/** Whether any choice is a sentence. */
export function isWordy(choices: readonly string[]): boolean {
  return choices.some(({ length }) => length > WORDY);
}

/** Where whoever has no pointer can scroll to the end of a long question. */
export function tabIndexOf(text: string): 0 | undefined {
  const size = sizeOf(text);
  return size === "longest" || size === "paragraph" ? 0 : undefined;
}
