/** What an error says, without the operating system's number for it; of anything else that was thrown, what it looks like. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.replaceAll(/ \(os error \d+\)/g, "") : String(error);
}

/** Why a file could not be opened, without its name, which Deno puts behind that. */
export function fileProblem(error: unknown): string {
  return messageOf(error).replace(/: \w+ '.*'$/s, "");
}
