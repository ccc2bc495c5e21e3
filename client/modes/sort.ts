/** The mode `sort`: sends integers, shows what went out and the sorted answer, and checks it. */
import type { ClientConfig } from "../config.ts";
import { ConnectionError, ServerConnection } from "../connection.ts";
import { type DurationSummary, roundToThousandths, summarizeDurations } from "../duration_summary.ts";
import type { Terminal } from "../terminal.ts";

/** Up to this many rounds are shown one by one; of more, how far they are and what came of them. */
const SHOWN_ROUNDS = 10;
/** So many random integers are sent where nothing else is asked for. */
const FEWEST = 10;
const MOST = 20;
const RANDOM_VALUES = 1_000_000;
/** Progress is shown every so many milliseconds. */
const PROGRESS_MS = 100;

export interface SortDependencies {
  terminal: Terminal;
  random: () => number;
  /** Milliseconds from some point on, for how long things take. */
  now: () => number;
}

/**
 * Runs the mode to its end, or until the terminal's signal is aborted.
 *
 * @throws {ConnectionError} where there is no server, or its answer is wrong
 * @throws {ReplyError} where it answered `ERR`
 */
export async function runSort(
  { host, port, token, json, size, values, repeat }: ClientConfig,
  { terminal, random, now }: SortDependencies,
): Promise<void> {
  using connection = await ServerConnection.open({ hostname: host, port }, { token });
  const durations: number[] = [];
  let sentValues = 0;
  const startedAt = now();
  let shownAt = startedAt;
  while (durations.length < repeat && !terminal.signal.aborted) {
    const sent = values ?? randomIntegers(size ?? FEWEST + Math.floor(random() * (MOST - FEWEST + 1)), random);
    const sentAt = now();
    const answer = await connection.request(`SORT ${sent.join(" ")}`);
    const ms = now() - sentAt;
    const sorted = answer.split(" ").map(Number);
    checkSorted(sent, sorted);
    durations.push(ms);
    sentValues += sent.length;
    if (json) terminal.print(JSON.stringify({ round: durations.length, sent, sorted, ms: roundToThousandths(ms) }));
    else if (repeat <= SHOWN_ROUNDS) {
      terminal.print(`sent    ${sent.join(" ")}`);
      terminal.print(`sorted  ${sorted.join(" ")}`);
    }
    if (repeat > SHOWN_ROUNDS && now() - shownAt >= PROGRESS_MS) {
      shownAt = now();
      terminal.progress(`${grouped(durations.length)} of ${grouped(repeat)} rounds`);
    }
  }
  terminal.progress("");
  if (repeat === 1) return;
  const summary = {
    rounds: durations.length,
    values: sentValues,
    seconds: roundToThousandths((now() - startedAt) / 1000),
    ...summarizeDurations(durations),
  };
  terminal.print(json ? JSON.stringify(summary) : describe(summary));
}

interface Summary extends DurationSummary {
  rounds: number;
  values: number;
  seconds: number;
}

function describe({ rounds, values, seconds, p50_ms, p99_ms }: Summary): string {
  return `${grouped(rounds)} rounds, ${grouped(values)} integers, all sorted, in ${seconds} s; ` +
    `an answer took ${p50_ms} ms (half of them less), ${p99_ms} ms (99 of 100 less)`;
}

function checkSorted(sent: readonly number[], sorted: readonly number[]): void {
  const expected = sent.toSorted((a, b) => a - b);
  if (sorted.length === expected.length && sorted.every((value, i) => value === expected[i])) return;
  throw new ConnectionError(`the server answered ${sorted.join(" ")}, which is not ${sent.join(" ")} in ascending order`);
}

function randomIntegers(count: number, random: () => number): number[] {
  return Array.from({ length: count }, () => Math.floor(random() * RANDOM_VALUES));
}

function grouped(count: number): string {
  return count.toLocaleString("en-US");
}
