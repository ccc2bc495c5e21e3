import stringWidth from "fast-string-width";

/** How many columns a text takes on a terminal, its colours apart. */
export function textWidth(text: string): number {
  return stringWidth(text);
}

/** The end of a text, given in characters, as much of it as fits into so many columns. */
export function endThatFits(typed: readonly string[], columns: number): string {
  let start = typed.length;
  for (let width = 0; start > 0; start--) {
    width += textWidth(typed[start - 1]);
    if (width > columns) break;
  }
  return typed.slice(start).join("");
}
