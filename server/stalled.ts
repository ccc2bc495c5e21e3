/** Something that sends to a client. */
export interface Sender {
  /** Since when the client has taken nothing of what is being sent to it, on a clock that never jumps; `null` if nothing is. */
  readonly stalledSince: number | null;
  /** Closes at once. */
  abort(): void;
}

/** A client that takes nothing of what is sent to it for so long is cut off, in milliseconds. */
export const STALL_MS = 30_000;
/** How long the rest of what a client sends is taken and thrown away when the server has closed its side, in milliseconds. */
export const LINGER_MS = 1000;
/** A client that takes nothing for so long has stalled, in milliseconds. */
const STALLED_MS = 1000;
/** How many clients may have stalled at once: for each, the operating system holds megabytes, and it has little for all together. */
const MAX_STALLED = 100;

/**
 * When a connection is to close, and its client takes nothing for so long, it is cut off, in milliseconds. A slow client takes much
 * at once: the operating system makes room for more only when a third of its buffer is free.
 */
export const ENDING_STALL_MS = 5000;

/** Resets those that stalled first where too many have. Cost: O(senders), and O(n log n) for n that have stalled. */
export function resetStalled(senders: Iterable<Sender>, now: number): void {
  const stalled: { sender: Sender; since: number }[] = [];
  for (const sender of senders) {
    const since = sender.stalledSince;
    if (since !== null && now - since >= STALLED_MS) stalled.push({ sender, since });
  }
  if (stalled.length <= MAX_STALLED) return;
  stalled.sort((a, b) => a.since - b.since);
  for (const { sender } of stalled.slice(0, stalled.length - MAX_STALLED)) sender.abort();
}
