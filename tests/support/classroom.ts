/** A class that plays a live game: players over any transport, each with a record of its own of what it must have scored. */
import { NETWORK_SET } from "../../server/services/quiz/sets/network_set.ts";
import type { Question } from "../../server/services/quiz/sets/question_set.ts";
import type { Random } from "../../server/random.ts";

/** Lines in both directions. */
export interface Lines {
  send(text: string): Promise<void>;
  /** @throws when the connection is lost */
  line(): Promise<string>;
  close(): void;
}

/** The marks of the set that is played. */
const { marks: MARKS } = NETWORK_SET;
const SHARE_RIGHT = 0.6;
const SHARE_NONE = 0.1;

const QUESTIONS = new Map(
  NETWORK_SET.questions.flatMap((question) => question.kind === "arithmetic" ? [] : [[question.text, question]]),
);

/** A question as it came over the wire. */
interface Shown {
  readonly number: number;
  readonly question: Question;
  readonly choices: readonly string[];
}

/** One who plays, and notes what was acknowledged. */
export class ClassPlayer {
  readonly name: string;
  readonly #connect: () => Promise<Lines>;
  readonly #random: Random;
  #lines: Lines | null = null;
  token = "";
  /** Whether the answer to each question was right, by its number; only what counts. */
  readonly record = new Map<number, boolean>();
  /** An answer that was sent, and of which nothing was heard. */
  #unheard: { number: number; right: boolean } | null = null;
  /** When the last question came, in milliseconds, and its number. */
  asked = { number: 0, at: 0 };
  /** How the game ended, as the server says. */
  result: string | null = null;

  constructor(name: string, { connect, random }: { connect: () => Promise<Lines>; random: Random }) {
    this.name = name;
    this.#connect = connect;
    this.#random = random;
  }

  /** Whether a question came, and every answer to it was acknowledged. */
  isThrough(number: number): boolean {
    return this.asked.number === number && this.#unheard === null;
  }

  /** The marks that the record comes to. */
  get marks(): number {
    const right = [...this.record.values()].filter((right) => right).length;
    return right * MARKS.right + (this.record.size - right) * MARKS.wrong;
  }

  async join(pin: string): Promise<void> {
    this.#lines = await this.#connect();
    await this.#lines.send(`JOIN ${pin} ${this.name}\n`);
    this.token = (await this.#reply()).match(/^OK token=(\S+) /)?.[1] ?? "";
    if (this.token === "") throw new Error(`${this.name} could not join`);
  }

  /** Comes back to the game. */
  async resume(): Promise<void> {
    this.#lines = await this.#connect();
    await this.#lines.send(`RESUME ${this.token}\n`);
    const reply = await this.#reply();
    if (!reply.startsWith("OK ")) throw new Error(`${this.name} could not come back: ${reply}`);
  }

  /** Plays until the game is over, or the connection is lost. @returns whether it is over */
  async play(): Promise<boolean> {
    for (;;) {
      let line: string;
      try {
        line = await this.#line();
      } catch {
        return false;
      }
      if (await this.#take(line)) return true;
    }
  }

  close(): void {
    this.#lines?.close();
  }

  #line(): Promise<string> {
    if (!this.#lines) throw new Error(`${this.name} is not connected`);
    return this.#lines.line();
  }

  async #reply(): Promise<string> {
    for (;;) {
      const line = await this.#line();
      if (/^(OK|ERR) /.test(line)) return line;
    }
  }

  /** Does what a line asks for. @returns whether the game is over */
  async #take(line: string): Promise<boolean> {
    if (line.startsWith("* question ")) await this.#answer(await this.#shown(line));
    else if (line === "OK answered" || line.startsWith("# You have answered")) this.#heard();
    else if (line.startsWith("* reveal ")) {
      // It was closed before the answer came, or it came and the reply was lost.
      if (/ verdict=none /.test(line)) this.#unheard = null;
      this.#heard();
    } else if (line.startsWith("ERR ")) this.#unheard = null;
    else if (line.startsWith("* result ")) {
      this.result = line;
      return true;
    }
    return false;
  }

  #heard(): void {
    if (this.#unheard) this.record.set(this.#unheard.number, this.#unheard.right);
    this.#unheard = null;
  }

  /** A question, with the choices that follow it. */
  async #shown(line: string): Promise<Shown> {
    const [, number = 0, text = ""] = line.match(/^\* question (\d+)\/\d+ kind=\S+ seconds=\d+ text=(.*)$/) ?? [];
    this.asked = { number: Number(number), at: performance.now() };
    const question = QUESTIONS.get(text);
    if (!question) throw new Error(`There is no question ${text}`);
    const choices: string[] = [];
    for (const count = choicesOf(question); choices.length < count;) {
      const choice = await this.#line();
      if (choice.startsWith("* choice ")) choices.push(choice.slice("* choice A ".length));
    }
    return { number: Number(number), question, choices };
  }

  async #answer(shown: Shown): Promise<void> {
    // Asked again behind a lost connection: what was sent did not arrive.
    this.#unheard = null;
    const luck = this.#random();
    if (luck < SHARE_NONE) return;
    const right = luck < SHARE_NONE + SHARE_RIGHT;
    this.#unheard = { number: shown.number, right };
    await this.#lines?.send(`ANSWER ${right ? rightAnswer(shown) : wrongAnswer(shown)}\n`).catch(() => {});
  }
}

function choicesOf(question: Question): number {
  if (question.kind === "boolean") return 2;
  if (question.kind === "order") return question.items.length;
  return question.kind === "choice" || question.kind === "multiple" ? question.choices.length : 0;
}

const letter = (place: number) => "ABCDEFGH"[place];

function rightAnswer({ question, choices }: Shown): string {
  switch (question.kind) {
    case "number":
      return String(question.answer);
    case "text":
      return question.accepted[0];
    case "boolean":
      return question.answer ? "A" : "B";
    case "choice":
      return letter(question.answer);
    case "multiple":
      return question.answers.map(letter).join("");
    case "order":
      return question.items.map((item) => letter(choices.indexOf(item))).join("");
  }
}

function wrongAnswer(shown: Shown): string {
  const { question } = shown;
  switch (question.kind) {
    case "number":
      return String(question.answer + question.tolerance + 1000);
    case "text":
      return "no idea";
    case "boolean":
      return question.answer ? "B" : "A";
    case "choice":
      return letter((question.answer + 1) % question.choices.length);
    case "multiple":
      return question.answers.length === 1
        ? letter((question.answers[0] + 1) % question.choices.length)
        : letter(question.answers[0]);
    case "order":
      return [...rightAnswer(shown)].reverse().join("");
  }
}
