/** The mode `quiz`: a game for a person at a terminal, or for a script that sends answers as lines. */
import { UsageError } from "../../cli/usage_error.ts";
import { checkName } from "../../protocol/player_name.ts";
import { RequestError } from "../../protocol/request_error.ts";
import type { ClientConfig } from "../config.ts";
import { connector } from "../connection.ts";
import { ConnectionError } from "../line_link.ts";
import { type LineInput, openLineInput } from "../line_input.ts";
import { type QuizMessage, QuizSession, type RankedGame } from "../quiz_session.ts";
import { openQuizScreen, type QuizScreen } from "../quiz_screen.ts";
import type { ClientDependencies, Timing } from "../terminal.ts";

/** How many games of the leaderboard are looked at to find one's own rank, and how many of them are shown. */
const RANKS_LOOKED_AT = 10_000;
const RANKS_SHOWN = 10;
const COUNTDOWN_MS = 700;
/** An Enter alone that comes so soon after the question is the one before, pressed twice. */
const TWICE_MS = 300;

/**
 * Plays a game to its end, or until the terminal's signal is aborted.
 *
 * @throws {ConnectionError} where there is no server, or it is gone for too long; or where the answers run out
 * @throws {ReplyError} where the server answered `ERR`
 * @throws {UsageError} where a name is missing and nobody can be asked
 */
export async function runQuiz(config: ClientConfig, dependencies: ClientDependencies): Promise<void> {
  const { terminal, timing } = dependencies;
  const { signal } = terminal;
  const interactive = terminal.interactive && !config.json;
  if (!interactive && config.name === null) throw new UsageError("client needs --name where nobody sits at a terminal");

  const screen = openQuizScreen({ terminal, timing, json: config.json });
  using session = await QuizSession.open({ connect: connector(config, signal), signal, timing });
  using input = openLineInput(interactive ? terminal : { ...terminal, interactive: false });
  const interrupted = Promise.withResolvers<never>();
  const onAbort = () => interrupted.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    await Promise.race([
      playFromTheStart(config, dependencies, { session, screen, input, interactive, timing }),
      interrupted.promise,
    ]);
  } catch (error) {
    if (!signal.aborted) throw error;
    if (interactive) terminal.write("\n");
  } finally {
    signal.removeEventListener("abort", onAbort);
    screen.close();
    await session.quit();
  }
}

async function playFromTheStart(
  { host, port, name: given }: ClientConfig,
  dependencies: ClientDependencies,
  table: Omit<Table, "name">,
): Promise<void> {
  const { session, screen, input, interactive } = table;
  screen.welcome(`${host}:${port}`);
  const name = interactive ? await introduce(given, table) : given;
  if (name === null) {
    screen.goodbye();
    return;
  }
  if (interactive) await countDown(dependencies, input);
  await play(await session.join(name), { ...table, name });
}

interface Table {
  timing: Timing;
  session: QuizSession;
  screen: QuizScreen;
  input: LineInput;
  interactive: boolean;
  name: string;
}

/** Asks whether the player is ready, and for the name. @returns the name; `null` for a player who does not want to */
async function introduce(given: string | null, { screen, input }: Pick<Table, "screen" | "input">): Promise<string | null> {
  for (;;) {
    input.prompt(screen.readyPrompt);
    const answer = (await input.next())?.trim().toLowerCase();
    if (answer === undefined || /^no?$/.test(answer)) return null;
    if (/^y(es)?$/.test(answer)) break;
    screen.hint("Type yes or no.");
  }
  for (let name = given;;) {
    if (name === null) {
      input.prompt(screen.namePrompt);
      name = await input.next();
      if (name === null) return null;
    }
    try {
      return checkName(name.trim());
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      screen.hint(error.message.replace(/: send .*$/, ""));
      name = null;
    }
  }
}

async function countDown({ terminal: { signal }, timing }: ClientDependencies, input: LineInput): Promise<void> {
  for (const count of ["3", "3 2", "3 2 1", "3 2 1 go!"]) {
    input.prompt(`  ${count}`);
    await timing.pause(COUNTDOWN_MS, signal);
  }
  input.prompt("");
}

/** Plays to the end: whatever comes first, from the server or from the player, is dealt with first. */
async function play(first: QuizMessage, table: Table): Promise<void> {
  const { session, screen, input, interactive, timing } = table;
  screen.message(first);
  let open = false;
  let askedAt = 0;
  let message: Promise<QuizMessage> | null = null;
  let line: Promise<string | null> | null = null;
  for (;;) {
    message ??= session.next();
    if (open || interactive) line ??= input.next();
    const happened = await firstOf(message, open || interactive ? line : null);
    if ("came" in happened) {
      message = null;
      const { came } = happened;
      open = came.type === "question";
      if (open) {
        input.clear();
        askedAt = timing.now();
      }
      screen.message(came);
      if (open) screen.ask(input);
      if (came.type === "result") return await finish(came, table);
      continue;
    }
    line = null;
    // What is entered while no question is open is not meant for the next one.
    if (!open && happened.text !== null) continue;
    if (happened.text === null) throw new ConnectionError("the answers ran out before the questions: the game was given up");
    const answer = parseAnswer(happened.text);
    if (interactive && happened.text.trim() === "" && timing.now() - askedAt < TWICE_MS) {
      screen.ask(input);
    } else if (answer === undefined) {
      screen.hint("Type an integer, or nothing at all to skip the question.");
      screen.ask(input);
    } else {
      open = false;
      screen.asked();
      await session.answer(answer);
    }
  }
}

/** What comes first: a message from the server, or a line from the player where one is waited for. */
function firstOf(
  message: Promise<QuizMessage>,
  line: Promise<string | null> | null,
): Promise<{ came: QuizMessage } | { text: string | null }> {
  const came = message.then((came) => ({ came }));
  return line ? Promise.race([came, line.then((text) => ({ text }))]) : came;
}

/** The answer that was typed; `null` to skip, nothing where it is neither. */
function parseAnswer(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === "" || /^s(kip)?$/i.test(typed)) return null;
  const value = Number(typed);
  return /^-?\d+$/.test(typed) && Number.isSafeInteger(value) ? value : undefined;
}

async function finish(result: QuizMessage & { type: "result" }, { session, screen, name }: Table): Promise<void> {
  // The result is there, whatever becomes of the connection.
  const games = await session.leaderboard(RANKS_LOOKED_AT).catch((error) => {
    if (error instanceof ConnectionError) return [];
    throw error;
  });
  const isOwn = (game: RankedGame) => game.name === name && game.marks === result.marks && game.seconds === result.seconds;
  // Of two equal games the later one ranks behind.
  const own = games.findLast(isOwn);
  screen.result(result, { games: games.slice(0, RANKS_SHOWN), own: own ?? null, count: games.length });
}
