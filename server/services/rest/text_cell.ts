/** A formula's beginning where a spreadsheet looks for one: in the cell, and behind whatever it may take for the end of a cell. */
const FORMULA = /(^|[;,\t|])(\s*)([=+\-@＝＋－＠])/gu;

/** A text that no spreadsheet takes for a formula: with a `'` in front of what could begin one. */
export function textCell(text: string): string {
  return text.replace(FORMULA, "$1$2'$3");
}
