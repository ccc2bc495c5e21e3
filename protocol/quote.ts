/** How much of somebody's text an error shows, in characters. */
const SHOWN = 40;
// deno-lint-ignore no-control-regex -- control characters are what it is for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/** Somebody's text in quotation marks as an error shows it: not too long, and with no control character in it. */
export function quote(text: string): string {
  const characters = [...text];
  const shown = characters.length > SHOWN ? `${characters.slice(0, SHOWN).join("")}…` : text;
  return `"${escapeControls(shown)}"`;
}

/** A text with its control characters written as `\\uNNNN`, so that it can do nothing to a terminal. */
export function escapeControls(text: string): string {
  return text.replace(CONTROL, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
