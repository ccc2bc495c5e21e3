/** The mode `quiz`: a game for a person at a terminal, or for a script that sends answers as lines. */
import { UsageError } from "../../cli/usage_error.ts";
import { checkName } from "../../protocol/player_name.ts";
import { RequestError } from "../../protocol/request_error.ts";
import type { ClientConfig } from "../config.ts";
import { connector } from "../connection.ts";
import { ConnectionError } from "../line_link.ts";
import { type LineInput, openLineInput } from "../line_input.ts";
import type { QuizResult } from "../../protocol/quiz_text.ts";
import { type QuizMessage, QuizSession } from "../quiz_session.ts";
import { openQuizScreen, type QuizScreen } from "../quiz_screen.ts";
import type { ClientDependencies, Timing } from "../terminal.ts";

/** How many games of the leaderboard are shown. */
const RANKS_SHOWN = 10;
const COUNTDOWN_MS = 700;
/** An Enter alone that comes so soon after the question is the one before, pressed twice. */
const TWICE_MS = 300;

/**
 * Plays a game to its end, or until the terminal's signal is aborted.
 *
 * @throws {ConnectionError} if there is no server, or it is gone for too long; or if standard input ends too early
 * @throws {ReplyError} if the server answered `ERR`
 * @throws {UsageError} if a name is missing and nobody can be asked
 */
export async function runQuiz(config: ClientConfig, dependencies: ClientDependencies): Promise<void> {
  const { terminal, timing, random } = dependencies;
  const { signal } = terminal;
  const interactive = terminal.interactive && !config.json;
  if (!interactive && config.name === null) throw new UsageError("--name is required without a terminal");

  const screen = openQuizScreen({ terminal, timing, json: config.json });
  using session = await QuizSession.open({ connect: connector(config, signal), signal, timing, random });
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
  await new Play({ ...table, name }).run(await session.join(name));
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
    input.clear();
    input.prompt(`  ${count}`);
    await timing.pause(COUNTDOWN_MS, signal);
  }
  input.clear();
  input.prompt("");
}

/** A game under way. */
class Play {
  readonly #table: Table;
  /** The question that has no verdict yet; 0 if there is none. */
  #number = 0;
  /** Whether it waits for an answer. */
  #open = false;
  #askedAt = 0;
  /** What was answered; `null` for a skip. */
  #answer: number | null | undefined;
  #lost = false;

  constructor(table: Table) {
    this.#table = table;
  }

  /** Plays to the end: whatever comes first, from the server or from the player, is dealt with first. */
  async run(first: QuizMessage): Promise<void> {
    const { session, screen, input, interactive } = this.#table;
    screen.message(first);
    let message: Promise<QuizMessage> | null = null;
    let line: Promise<string | null> | null = null;
    for (;;) {
      message ??= session.next();
      const listens = this.#open || interactive;
      if (listens) line ??= input.next();
      const happened = await firstOf(message, listens ? line : null);
      if ("came" in happened) {
        message = null;
        screen.message(happened.came);
        if (happened.came.type === "result") return await finish(happened.came, this.#table);
        await this.#onMessage(happened.came);
      } else {
        line = null;
        if (happened.text === null) throw new ConnectionError("no result: standard input ended before the last question");
        if (this.#open) await this.#onAnswer(happened.text);
        // What is entered while no question is open is not meant for the next one.
        else if (this.#lost) this.#keep(happened.text);
      }
    }
  }

  async #onMessage(message: QuizMessage): Promise<void> {
    this.#open = false;
    this.#lost = message.type === "lost";
    if (message.type === "question") await this.#ask(message.number);
    else if ("marks" in message) {
      this.#number = 0;
      this.#answer = undefined;
    }
  }

  async #ask(number: number): Promise<void> {
    const { session, screen, input, timing } = this.#table;
    if (number === this.#number && this.#answer !== undefined) {
      screen.hint("Sending your answer.");
      return await session.answer(this.#answer);
    }
    if (number !== this.#number) input.clear();
    if (this.#answer !== undefined) screen.hint(`Question ${this.#number} ended while the connection was lost.`);
    this.#answer = undefined;
    this.#number = number;
    this.#open = true;
    this.#askedAt = timing.now();
    screen.ask(input);
  }

  async #onAnswer(text: string): Promise<void> {
    const { session, screen, input, interactive, timing } = this.#table;
    const answer = parseAnswer(text);
    if (interactive && text.trim() === "" && timing.now() - this.#askedAt < TWICE_MS) {
      screen.ask(input);
    } else if (answer === undefined) {
      screen.hint("Type an integer, or just press Enter to skip the question.");
      screen.ask(input);
    } else {
      this.#open = false;
      this.#answer = answer;
      screen.asked();
      await session.answer(answer);
    }
  }

  /** Keeps an answer that can't be sent now. Enter alone is too easily pressed to skip the question. */
  #keep(text: string): void {
    const answer = this.#number > 0 && text.trim() !== "" ? parseAnswer(text) : undefined;
    if (answer !== undefined) this.#answer = answer;
    this.#table.screen.hint(
      answer === undefined
        ? "Not sent: the connection is lost. The question comes again."
        : "Not sent yet: your answer is sent when the connection is back.",
    );
  }
}

/** What comes first: a message from the server, or a line from the player if one is waited for. */
function firstOf(
  message: Promise<QuizMessage>,
  line: Promise<string | null> | null,
): Promise<{ came: QuizMessage } | { text: string | null }> {
  const came = message.then((came) => ({ came }));
  return line ? Promise.race([came, line.then((text) => ({ text }))]) : came;
}

/** The answer that was typed; `null` to skip, nothing if it is neither. */
function parseAnswer(text: string): number | null | undefined {
  const typed = text.trim();
  if (typed === "" || /^s(kip)?$/i.test(typed)) return null;
  const value = Number(typed);
  return /^-?\d+$/.test(typed) && Number.isSafeInteger(value) ? value : undefined;
}

async function finish(result: QuizResult, { session, screen, name }: Table): Promise<void> {
  // The result is there, whatever becomes of the connection.
  const leaderboard = await session.leaderboard(RANKS_SHOWN).catch((error) => {
    if (error instanceof ConnectionError) return [];
    throw error;
  });
  screen.result(result, { leaderboard, name });
}
