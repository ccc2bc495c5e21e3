/** What an error says, without the operating system's number for it; of anything else that was thrown, what it looks like. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replaceAll(/ \(os error \d+\)/g, "") : String(error);
}
