/** A game of ten questions that somebody plays alone. */
import { ConnectionError } from "../line_link.ts";
import type { LineInput } from "../line_input.ts";
import { type QuizMessage, QuizSession } from "../quiz_session.ts";
import { openQuizScreen, type QuizScreen } from "../quiz_screen.ts";
import type { MissedQuestion } from "../result_text.ts";
import type { ClientDependencies } from "../terminal.ts";
import { askName, askWhether } from "./ask_player.ts";
import { type Game, type Meaning, Play } from "./play.ts";
import type { Seat } from "./seat.ts";
import { whileTyping } from "./typing.ts";

/** How many games of the leaderboard are shown. */
const RANKS_SHOWN = 10;
const COUNTDOWN_MS = 700;

/** @param resumed a game to continue; `null` for a new one */
export async function playAlone(
  { config, dependencies, options, interactive }: Seat,
  resumed: { session: QuizSession; first: QuizMessage } | null,
): Promise<void> {
  const { terminal, timing } = dependencies;
  const { host, port, json } = config;
  const screen = openQuizScreen({ terminal, timing, json });
  let session = resumed?.session ?? await QuizSession.open(options);
  try {
    await whileTyping({ terminal, interactive }, async (input) => {
      const asking = { input, colors: terminal.colors, hint: (text: string) => screen.hint(text) };
      const begin = async (name: string) => {
        if (interactive) await countDown(dependencies, input);
        return await session.join(name);
      };
      screen.welcome(`${host}:${port}`);
      const enter = async () => {
        const isReady = !interactive || await askWhether(asking, "Are you ready?");
        const name = isReady && interactive ? await askName(asking, config.name) : config.name;
        return isReady && name !== null ? await begin(name) : null;
      };
      const entered = resumed?.first ?? await enter();
      if (!entered) return screen.goodbye();
      for (let first = entered;;) {
        screen.begun(session.token);
        const game = new QuizAlone(session);
        const end = await new Play({ game, screen, input, timing, interactive }).run(first);
        if (end.type === "result") await showResult(end, { game, session, screen });
        input.clear();
        if (!interactive || !await askWhether(asking, "Play again?")) return;
        const { name } = session;
        await session.quit();
        session = await QuizSession.open(options);
        first = await begin(name);
      }
    });
  } finally {
    screen.close();
    await session.quit();
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

async function showResult(
  result: QuizMessage & { type: "result" },
  { game, session, screen }: { game: QuizAlone; session: QuizSession; screen: QuizScreen },
): Promise<void> {
  // The result is there, whatever becomes of the connection.
  const leaderboard = await session.leaderboard(RANKS_SHOWN).catch((error) => {
    if (error instanceof ConnectionError) return [];
    throw error;
  });
  screen.result(result, { leaderboard, name: session.name, missed: game.missed });
}

/** The game, which remembers what went wrong. */
class QuizAlone implements Game<QuizMessage, number> {
  readonly howTo = "Type an integer, or just press Enter to skip the question.";
  readonly missed: MissedQuestion[] = [];
  readonly #session: QuizSession;
  #question: (QuizMessage & { type: "question" }) | null = null;
  #given: number | null = null;

  constructor(session: QuizSession) {
    this.#session = session;
  }

  async next(): Promise<QuizMessage> {
    const message = await this.#session.next();
    if (message.type === "question") {
      this.#question = message;
    } else if ("answer" in message) {
      if (this.#question && message.answer !== null) {
        const { number, question } = this.#question;
        const given = message.type === "wrong" && this.#given !== null ? String(this.#given) : null;
        this.missed.push({ number, question, right: String(message.answer), given });
      }
      this.#given = null;
    }
    return message;
  }

  async answer(answer: number | null): Promise<void> {
    this.#given = answer;
    await this.#session.answer(answer);
  }

  meaning(message: QuizMessage): Meaning {
    switch (message.type) {
      case "question":
        return { asks: message.number };
      case "correct":
      case "wrong":
      case "skipped":
      case "timeout":
        return "settled";
      case "lost":
        return "lost";
      case "result":
        return "over";
      default:
        return "pause";
    }
  }

  read(text: string): number | null | undefined {
    const typed = text.trim();
    if (typed === "" || /^s(kip)?$/i.test(typed)) return null;
    const value = Number(typed);
    return /^-?\d+$/.test(typed) && Number.isSafeInteger(value) ? value : undefined;
  }
}
