import { textWidth } from "./text_width.ts";

/** A line broken between words, so that a terminal with so many columns need not break one; it keeps the indent of the first. */
export function wrapWords(line: string, columns: number): string {
  const indent = line.match(/^ */)?.[0] ?? "";
  const [first, ...words] = line.slice(indent.length).split(" ");
  const lines = [indent + first];
  for (const word of words) {
    const longer = `${lines.at(-1)} ${word}`;
    if (textWidth(longer) <= columns) lines[lines.length - 1] = longer;
    else lines.push(indent + word);
  }
  return lines.join("\n");
}
