/** What a player typed as an answer: the number, or why it is none. Nothing is guessed: another number would cost marks. */
export function readAnswer(text: string): { value: number } | { problem: string } {
  const typed = text.trim();
  if (/^-?\d*[.,/]\d+$/.test(typed)) return { problem: "Every answer is a whole number" };
  if (!/^-?\d+$/.test(typed)) return { problem: "Type a whole number, for example -3" };
  const value = Number(typed);
  return Number.isSafeInteger(value) ? { value } : { problem: "This number is too large" };
}

/** The same for a question of a set, whose answer may have a fraction: the text that is sent. */
export function readDecimal(text: string): { value: string } | { problem: string } {
  const typed = text.trim().replace(",", ".");
  if (!/^-?\d+(\.\d+)?$/.test(typed)) return { problem: "Type a number, for example 12 or -0.5" };
  return { value: typed };
}
