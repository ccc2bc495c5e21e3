/** What accepting fails with if the client went away before, as after a port scan. */
const GONE = [Deno.errors.NotConnected, Deno.errors.ConnectionAborted, Deno.errors.ConnectionReset];

/** Whether a connection could not be accepted because its client is gone: then the next one can be. */
export function isGone(error: unknown): boolean {
  return GONE.some((kind) => error instanceof kind);
}
