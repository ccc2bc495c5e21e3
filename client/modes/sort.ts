/** The mode `sort`: sends integers, shows what went out and the sorted answer, and checks it. */
import type { ClientConfig } from "../config.ts";
import { connector } from "../connection.ts";
import { ConnectionError } from "../line_link.ts";
import { type DurationSummary, roundToThousandths, summarizeDurations } from "../duration_summary.ts";
import { grouped, SortScreen } from "../sort_screen.ts";
import type { ClientDependencies } from "../terminal.ts";

/** Up to this many rounds are shown one by one; of more, how far they are and what came of them. */
const SHOWN_ROUNDS = 10;
/** How much of a wrong answer is shown. */
const SHOWN_CHARACTERS = 200;
/** How many random integers are sent by default. */
const FEWEST = 10;
const MOST = 20;
const RANDOM_VALUES = 1_000_000;
/** Progress is shown every so many milliseconds. */
const PROGRESS_MS = 100;

/**
 * Runs the mode to its end, or until the terminal's signal is aborted.
 *
 * @throws {ConnectionError} if there is no server, or its answer is wrong
 * @throws {ReplyError} if it answered `ERR`
 */
export async function runSort(
  { host, port, token, tls, json, size, values, repeat }: ClientConfig,
  { terminal, random, timing: { now } }: ClientDependencies,
): Promise<void> {
  const { signal } = terminal;
  const shows = repeat <= SHOWN_ROUNDS && !json;
  const screen = shows && terminal.interactive ? new SortScreen(terminal) : null;
  using connection = await connector({ host, port, token, tls }, signal)();
  const onAbort = () => connection[Symbol.dispose]();
  signal.addEventListener("abort", onAbort, { once: true });
  const durations: number[] = [];
  let sentValues = 0;
  const startedAt = now();
  let shownAt = startedAt;
  screen?.welcome(`${host}:${port}`);
  try {
    while (durations.length < repeat && !signal.aborted) {
      const sent = values ?? randomIntegers(size ?? FEWEST + Math.floor(random() * (MOST - FEWEST + 1)), random);
      const sentAt = now();
      const answer = await connection.request(`SORT ${sent.join(" ")}`);
      const ms = now() - sentAt;
      const sorted = sent.toSorted((a, b) => a - b);
      if (answer !== sorted.join(" ")) {
        throw new ConnectionError(
          `the server answered ${shortened(answer)}, which is not ${shortened(sent.join(" "))} in ascending order`,
        );
      }
      durations.push(ms);
      sentValues += sent.length;
      if (json) terminal.print(JSON.stringify({ round: durations.length, sent, sorted, ms: roundToThousandths(ms) }));
      else if (screen) screen.round({ sent, sorted, ms, arraySize: Number(await connection.request("COUNT")) });
      else if (shows) {
        terminal.print(`sent    ${sent.join(" ")}`);
        terminal.print(`sorted  ${sorted.join(" ")}`);
      }
      if (repeat > SHOWN_ROUNDS && now() - shownAt >= PROGRESS_MS) {
        shownAt = now();
        terminal.progress(`${grouped(durations.length)} of ${grouped(repeat)} rounds`);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", onAbort);
    terminal.progress("");
    if (repeat > 1) {
      const summary = {
        rounds: durations.length,
        values: sentValues,
        seconds: roundToThousandths((now() - startedAt) / 1000),
        ...summarizeDurations(durations),
      };
      terminal.print(json ? JSON.stringify(summary) : describe(summary));
    }
  }
}

interface Summary extends DurationSummary {
  rounds: number;
  values: number;
  seconds: number;
}

function describe({ rounds, values, seconds, p50_ms, p99_ms }: Summary): string {
  return `${grouped(rounds)} rounds, ${grouped(values)} integers, all sorted, in ${seconds} s, ` +
    `p50 ${p50_ms} ms, p99 ${p99_ms} ms`;
}

function randomIntegers(count: number, random: () => number): number[] {
  return Array.from({ length: count }, () => Math.floor(random() * RANDOM_VALUES));
}

function shortened(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}
