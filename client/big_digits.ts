/** Digits that can be read from afar: four columns and five rows each. */
const DIGITS = [
  "████|█  █|█  █|█  █|████",
  " ██ |  █ |  █ |  █ | ███",
  "████|   █|████|█   |████",
  "████|   █| ███|   █|████",
  "█  █|█  █|████|   █|   █",
  "████|█   |████|   █|████",
  "████|█   |████|█  █|████",
  "████|   █|  █ | █  | █  ",
  "████|█  █|████|█  █|████",
  "████|█  █|████|   █|████",
].map((digit) => digit.split("|"));

const ROWS = [0, 1, 2, 3, 4];

/** A number of six digits, in two halves; 37 columns. */
export function bigDigits(pin: string): string[] {
  const digits = [...pin].map((digit) => DIGITS[Number(digit)]);
  const row = (some: readonly string[][], y: number) => some.map((digit) => digit[y]).join("  ");
  return ROWS.map((y) => `${row(digits.slice(0, 3), y)}   ${row(digits.slice(3), y)}`.trimEnd());
}
