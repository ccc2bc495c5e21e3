/** Characters that turn the direction of what stands around them (Unicode's UAX 9), or that nobody sees. */
const TRICKS = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A text of somebody else as it is to be shown: what would play tricks with what stands around it becomes visible. */
export function shown(text: string): string {
  return text.replace(TRICKS, (character) => `‹U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}›`);
}

/** A question of the quiz with the signs that people write. */
export function shownQuestion(question: string): string {
  return question.replace(" * ", " × ").replace(" / ", " ÷ ").replace(" - ", " − ");
}

const NUMBER = new Intl.NumberFormat("en");

/** A number for people. */
export function formatNumber(value: number): string {
  return NUMBER.format(value);
}

/** A number of bytes for people. */
export function formatBytes(bytes: number): string {
  if (bytes < 999.5) return `${bytes} B`;
  // What would be rounded up to 1000 is 1 of the next.
  const exponent = Math.min(4, Math.floor(Math.log10(bytes * 1.0005) / 3));
  return `${(bytes / 1000 ** exponent).toPrecision(3)} ${" kMGT"[exponent]}B`;
}

/** A time of the day, to the millisecond. */
export function formatTime(at: number): string {
  const time = new Date(at);
  const two = (value: number) => String(value).padStart(2, "0");
  const ms = String(time.getMilliseconds()).padStart(3, "0");
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${ms}`;
}

/** A PIN in two halves, as it is read out. */
export function formatPin(pin: string): string {
  return pin.replace(/^(\d{3})(\d{3})$/, "$1 $2");
}

/** A text with no more than so many characters: what is cut off ends in "…". */
export function cut(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("").trimEnd()}…`;
}

/** Marks for people: there may be quarters of them. */
export function formatMarks(marks: number): string {
  return `${formatScore(marks)} ${marks === 1 ? "mark" : "marks"}`;
}

/** Marks as a number alone. */
export function formatScore(marks: number): string {
  return `${marks}`.replace("-", "−");
}
