/** What an error says; of anything else that was thrown, what it looks like. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
