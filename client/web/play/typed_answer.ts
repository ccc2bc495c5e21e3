/** What a player typed as an answer: the number, or why it is none. Nothing is guessed: another number would cost marks. */
export function readAnswer(text: string): { value: number } | { problem: string } {
  const typed = text.trim();
  if (/^-?\d*[.,/]\d+$/.test(typed)) return { problem: "Every answer is a whole number" };
  if (!/^-?\d+$/.test(typed)) return { problem: "Type a whole number, for example -3" };
  const value = Number(typed);
  return Number.isSafeInteger(value) ? { value } : { problem: "This number is too large" };
}
