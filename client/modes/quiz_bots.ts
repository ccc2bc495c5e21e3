/** Bots for the quiz: they play by themselves, many at once, and hold the server's totals against their own. */
import { playBotAlone, type PlayedGame } from "../bots/bot_alone.ts";
import { playBotInRoom } from "../bots/bot_in_room.ts";
import { BotMind } from "../bots/bot_mind.ts";
import { botName } from "../bots/bot_name.ts";
import type { ClientConfig } from "../config.ts";
import { connector } from "../connection.ts";
import { type DurationSummary, roundToThousandths, summarizeDurations } from "../duration_summary.ts";
import { ConnectionError } from "../line_link.ts";
import { QuizSession } from "../quiz_session.ts";
import { RoomSession } from "../room_session.ts";
import type { ClientDependencies } from "../terminal.ts";

/** How many seconds a bot thinks in a room, from and to, unless it is told. */
const IN_A_ROOM = [1, 4] as const;

/**
 * Plays one game with each of the bots, and prints what came of it.
 *
 * @throws {ConnectionError} if there is no server, a bot could not finish, or the server's totals differ
 */
export async function runQuizBots(config: ClientConfig, dependencies: ClientDependencies): Promise<void> {
  const { terminal, timing } = dependencies;
  const count = config.bots ?? 1;
  const startedAt = timing.now();
  let finished = 0;
  const games = await Promise.allSettled(Array.from({ length: count }, async (_, i) => {
    const own = { ...dependencies, random: dependencies.randomOf(i) };
    const game = await playGame(nameOf(i, config), config, own);
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

/** What the bot with this number is called: those who take their time have names, as people have. */
function nameOf(number: number, { name, bots, think, room }: ClientConfig): string {
  if (name === null && (think || room !== null)) return botName(number);
  return bots === null || bots === 1 ? name ?? "Bot" : `${name ?? "Bot"} ${number + 1}`;
}

/** Has one bot play. */
async function playGame(
  name: string,
  config: ClientConfig,
  { terminal, timing, random }: ClientDependencies,
): Promise<PlayedGame> {
  const { accuracy, room } = config;
  const { signal } = terminal;
  const options = { connect: connector(config, signal), signal, timing, random };
  using mind = new BotMind({ accuracy, think: config.think ?? (room === null ? null : IN_A_ROOM), timing, random });
  if (room === null) {
    const session = await QuizSession.open(options);
    return await untilAborted(session, signal, () => playBotAlone(session, { name, mind, timing }));
  }
  const session = await RoomSession.open(options);
  return await untilAborted(session, signal, () => playBotInRoom(session, { room, name, mind, timing }));
}

/** Plays to the end, or until the signal is aborted: then the session is closed at once. */
async function untilAborted<Played>(
  session: { quit(): Promise<void> },
  signal: AbortSignal,
  play: () => Promise<Played>,
): Promise<Played> {
  const onAbort = () => void session.quit();
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await play();
  } finally {
    signal.removeEventListener("abort", onAbort);
    await session.quit();
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
