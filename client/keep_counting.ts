import { type CounterEvent, CounterSession } from "./counter_session.ts";
import type { LineLink } from "./line_link.ts";
import { growingPauses, isPassing } from "./reconnection.ts";
import type { Timing } from "./terminal.ts";
import { WatchedLink } from "./watched_link.ts";

export interface KeepCountingOptions {
  /** Connects to the server, and shows the token where it needs one. */
  connect: () => Promise<LineLink>;
  /** The counter's ID; `null` for one that is free. */
  id: number | null;
  /** The token that the server gave for the counter before. */
  token?: string;
  /** Whether this counter was connected before: then a connection that can't be made is tried again from the first on. */
  wasConnected?: boolean;
  timing: Timing;
  random: () => number;
  /** Ends it. */
  signal: AbortSignal;
  /** When it is to end, by the timing's clock. */
  endAt: number;
  onConnected: (session: CounterSession) => void;
  onEvent: (event: CounterEvent, session: CounterSession) => void;
  /** The connection is lost, and tried again after a pause. */
  onLost: (error: unknown, pauseMs: number) => void;
}

/**
 * Counts, and comes back by itself when the connection is lost.
 *
 * @throws what the very first connection failed with, or what no other try would mend
 */
export async function keepCounting(options: KeepCountingOptions): Promise<void> {
  const { connect, timing, random, signal, endAt, onConnected, onLost } = options;
  let { id, token, wasConnected = false } = options;
  let pauses = growingPauses(random);
  while (!signal.aborted && timing.now() <= endAt) {
    try {
      const session = await CounterSession.open({ connect: async () => new WatchedLink(await connect(), timing), id, token });
      // Not `using`: browsers run this as well, and not all of them have it.
      try {
        if (signal.aborted) return;
        ({ id, token } = session);
        wasConnected = true;
        pauses = growingPauses(random);
        onConnected(session);
        await countOn(session, options);
        return;
      } finally {
        session[Symbol.dispose]();
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!wasConnected || !isPassing(error)) throw error;
      const pauseMs = pauses.next().value;
      onLost(error, pauseMs);
      await timing.pause(pauseMs, signal).catch(() => {});
    }
  }
}

/** Counts on one connection, which is closed at the end. */
async function countOn(
  session: CounterSession,
  { timing, random, signal, endAt, onEvent }: KeepCountingOptions,
): Promise<void> {
  const close = () => session[Symbol.dispose]();
  signal.addEventListener("abort", close, { once: true });
  try {
    const durationMs = endAt - timing.now();
    await session.count({ timing, random, signal, durationMs, onEvent: (event) => onEvent(event, session) });
  } finally {
    signal.removeEventListener("abort", close);
  }
}
