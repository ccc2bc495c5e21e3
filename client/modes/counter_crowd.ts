/** Many counters in one process, each with its own ID, to see what a server can bear. */
import type { ClientConfig } from "../config.ts";
import { connector } from "../connection.ts";
import { ConnectionError } from "../line_link.ts";
import { CounterSession, STEP_MS } from "../counter_session.ts";
import { roundToThousandths, summarizeDurations } from "../duration_summary.ts";
import type { ClientDependencies, Timing } from "../terminal.ts";

/** How many connect at once. */
const CONNECTING = 200;

/** A counter when it has ended. */
interface Ended {
  id: number;
  value: number;
  increment: number;
  /** How long each step took to be acknowledged, in milliseconds. */
  durations: number[];
  asks: number;
  error: Error | null;
}

/**
 * Lets the counters count side by side, and prints what came of it; with `--json` the last value of each before.
 *
 * @throws {ConnectionError} if one of them failed
 */
export async function runCounterCrowd(config: ClientConfig, dependencies: ClientDependencies): Promise<void> {
  const { terminal, timing } = dependencies;
  const { clients, seconds, json } = config;
  const sessions = await connectAll(config, dependencies);
  const startedAt = timing.now();
  const durationMs = seconds === null ? Infinity : 1000 * seconds;
  const ended = await Promise.all(sessions.map((session, i) =>
    // Spread over one step, so that not all of them come at once.
    countToTheEnd(session, {
      dependencies,
      random: dependencies.randomOf(i),
      durationMs,
      delayMs: i / sessions.length * STEP_MS,
    })
  ));
  if (json) {
    for (const { id, value, increment } of ended) terminal.print(JSON.stringify({ event: "ended", id, value, increment }));
  }
  const durations = ended.flatMap((counter) => counter.durations);
  const failed = ended.filter((counter) => counter.error !== null);
  const summary = {
    clients: ended.length,
    steps: durations.length,
    asks: ended.reduce((sum, { asks }) => sum + asks, 0),
    seconds: roundToThousandths((timing.now() - startedAt) / 1000),
    ...summarizeDurations(durations),
    failed: failed.length,
  };
  terminal.print(
    json
      ? JSON.stringify(summary)
      : `${summary.clients} counters, ${summary.steps} steps and ${summary.asks} new increments in ${summary.seconds} s, ` +
        `p50 ${summary.p50_ms} ms, p99 ${summary.p99_ms} ms, ${summary.failed} failed`,
  );
  const [first] = failed;
  if (first && !terminal.signal.aborted) {
    throw new ConnectionError(`${failed.length} of ${clients} counters failed; the first: ${first.error?.message}`);
  }
}

async function connectAll(config: ClientConfig, { terminal }: ClientDependencies): Promise<CounterSession[]> {
  const { clients, id } = config;
  const connect = connector(config, terminal.signal);
  const sessions: CounterSession[] = [];
  const count = clients ?? 1;
  try {
    for (let start = 0; start < count; start += CONNECTING) {
      const ids = Array.from({ length: Math.min(CONNECTING, count - start) }, (_, i) => (id ?? 0) + start + i);
      const opened = await Promise.allSettled(ids.map((id) => CounterSession.open({ connect, id })));
      for (const outcome of opened) if (outcome.status === "fulfilled") sessions.push(outcome.value);
      const failed = opened.find((outcome) => outcome.status === "rejected");
      if (failed) throw failed.reason;
      terminal.progress(`${sessions.length} of ${count} connected`);
    }
  } catch (error) {
    for (const session of sessions) session[Symbol.dispose]();
    throw error;
  } finally {
    terminal.progress("");
  }
  return sessions;
}

async function countToTheEnd(
  session: CounterSession,
  { dependencies: { terminal, timing }, random, durationMs, delayMs }: {
    dependencies: ClientDependencies;
    random: () => number;
    durationMs: number;
    delayMs: number;
  },
): Promise<Ended> {
  const { signal } = terminal;
  // No pause listens to the signal: thousands of listeners would come and go with every step. An interruption waits for the step.
  const unheeding: Timing = { ...timing, pause: (ms) => timing.pause(ms) };
  const durations: number[] = [];
  let asks = 0;
  let error: Error | null = null;
  try {
    await unheeding.pause(delayMs);
    await session.count({
      timing: unheeding,
      random,
      signal,
      durationMs,
      onEvent(event) {
        if (event.type === "step") durations.push(event.ms);
        else asks++;
      },
    });
  } catch (thrown) {
    if (!signal.aborted) error = thrown instanceof Error ? thrown : new Error(String(thrown));
  } finally {
    session[Symbol.dispose]();
  }
  const { id, value, increment } = session;
  return { id, value, increment, durations, asks, error };
}
