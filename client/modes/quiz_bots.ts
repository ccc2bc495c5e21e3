/** Bots for the quiz: they play by themselves, many at once, and hold the server's totals against their own. */
import type { ClientConfig } from "../config.ts";
import { connector } from "../connection.ts";
import { ConnectionError } from "../line_link.ts";
import { type DurationSummary, roundToThousandths, summarizeDurations } from "../duration_summary.ts";
import { type QuizMessage, QuizSession } from "../quiz_session.ts";
import type { ClientDependencies } from "../terminal.ts";

/**
 * Plays one game with each of the bots, and prints what came of it.
 *
 * @throws {ConnectionError} if there is no server, a bot could not finish, or the server's totals differ
 */
export async function runQuizBots(config: ClientConfig, dependencies: ClientDependencies): Promise<void> {
  const { terminal, timing } = dependencies;
  const count = config.bots ?? 1;
  const name = config.name ?? "Bot";
  const startedAt = timing.now();
  let finished = 0;
  const games = await Promise.allSettled(Array.from({ length: count }, async (_, i) => {
    const game = await playGame(count === 1 ? name : `${name} ${i + 1}`, config, dependencies);
    terminal.progress(`${++finished} of ${count} games`);
    return game;
  }));
  terminal.progress("");
  const seconds = (timing.now() - startedAt) / 1000;
  const played = games.flatMap((game) => game.status === "fulfilled" ? [game.value] : []);
  const failures = games.flatMap((game) => game.status === "rejected" ? [game.reason] : []);
  const durations = played.flatMap((game) => game.durations);
  const summary = {
    bots: count,
    finished: played.length,
    answers: durations.length,
    seconds: roundToThousandths(seconds),
    answers_per_second: Math.round(durations.length / seconds),
    ...summarizeDurations(durations),
    differences: played.filter((game) => game.differs).length,
  };
  terminal.print(config.json ? JSON.stringify(summary) : describe(summary));
  if (terminal.signal.aborted) return;
  if (failures.length > 0) {
    const [first] = failures;
    if (failures.length === 1 || count === 1) throw first;
    throw new ConnectionError(`${failures.length} of ${count} bots did not finish; the first: ${first.message}`);
  }
  if (summary.differences > 0) {
    throw new ConnectionError(`the server's totals differ from those of ${summary.differences} of ${count} bots`);
  }
}

interface PlayedGame {
  /** How long each answer took, in milliseconds. */
  durations: number[];
  /** Whether the server's totals are not the bot's own. */
  differs: boolean;
}

async function playGame(
  name: string,
  config: ClientConfig,
  { terminal, timing, random }: ClientDependencies,
): Promise<PlayedGame> {
  const { accuracy } = config;
  const { signal } = terminal;
  using session = await QuizSession.open({ connect: connector(config, signal), signal, timing, random });
  const onAbort = () => void session.quit();
  signal.addEventListener("abort", onAbort, { once: true });
  const durations: number[] = [];
  const right = new Map<number, boolean>();
  let sentAt = 0;
  try {
    await session.join(name);
    for (;;) {
      const message = await session.next();
      if (message.type === "correct" || message.type === "wrong") durations.push(timing.now() - sentAt);
      if (message.type === "question") {
        const answer = solve(message.question);
        right.set(message.number, random() < accuracy);
        sentAt = timing.now();
        await session.answer(right.get(message.number) ? answer : answer + 1);
      }
      if (message.type === "result") {
        return { durations, differs: differs(message, [...right.values()]) };
      }
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    await session.quit();
  }
}

function differs({ marks, correct, wrong, skipped }: QuizMessage & { type: "result" }, right: boolean[]): boolean {
  const expected = right.filter((isRight) => isRight).length;
  return correct !== expected || wrong !== right.length - expected || skipped !== 0 || marks !== correct - wrong / 4;
}

/** The answer to a question such as `7 + 5`. */
function solve(question: string): number {
  const [left, operator, right] = question.split(" ");
  const [a, b] = [Number(left), Number(right)];
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    default:
      throw new ConnectionError(`the server asked ${JSON.stringify(question)}, which is not a question`);
  }
}

interface Summary extends DurationSummary {
  bots: number;
  finished: number;
  answers: number;
  seconds: number;
  answers_per_second: number;
  differences: number;
}

function describe({ bots, finished, answers, seconds, answers_per_second, p50_ms, p99_ms, differences }: Summary): string {
  return `${finished} of ${bots} bots finished, ${answers} answers in ${seconds} s, ${answers_per_second} per second, ` +
    (answers === 0 ? "" : `p50 ${p50_ms} ms, p99 ${p99_ms} ms, `) +
    (finished === 0
      ? "no totals to compare"
      : differences === 0
      ? "all totals match the server's"
      : `${differences} totals differ from the server's`);
}
