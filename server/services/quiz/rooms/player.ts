/** A player of a room: name, answers, and the clock of one who plays at their own pace. */

/** What became of a question for a player. */
export interface Answer {
  /** As it was understood; `null` where the question was skipped, or was closed first. */
  readonly given: string | null;
  readonly right: boolean;
  /** How long the question had been open. */
  readonly ms: number;
  /** In hundredths. */
  readonly score: number;
}

/** What some answers have come to. */
interface Total {
  readonly score: number;
  readonly ms: number;
  readonly correct: number;
  readonly wrong: number;
  readonly skipped: number;
}

const NOTHING: Total = { score: 0, ms: 0, correct: 0, wrong: 0, skipped: 0 };

/** A player as they stand, to be written down. */
export type PlayerRecord = ReturnType<Player["toRecord"]>;

export class Player {
  readonly token: string;
  name: string;
  /** Who came first has 1. */
  readonly joined: number;
  /** The number of the connection that is used, or was last. */
  connection: number;
  /** Whether the connection is lost. */
  away = false;
  /** What became of each question so far; `null` for those that were closed before the player came. */
  readonly answers: (Answer | null)[] = [];
  /** How long the player's own question was open when the clock was stopped last, and since when it runs, where it does. */
  #openMs = 0;
  #since: number | null = null;

  /** What the first so many answers have come to. An answer that was given never changes. */
  #total: Total = NOTHING;
  #counted = 0;

  constructor({ token, name, joined, connection }: { token: string; name: string; joined: number; connection: number }) {
    this.token = token;
    this.name = name;
    this.joined = joined;
    this.connection = connection;
  }

  static fromRecord({ away, answers, openMs, since, ...facts }: PlayerRecord): Player {
    const player = new Player(facts);
    player.away = away;
    player.answers.push(...answers);
    player.#openMs = openMs;
    player.#since = since;
    return player;
  }

  toRecord() {
    const { token, name, joined, connection, away, answers } = this;
    return { token, name, joined, connection, away, answers: [...answers], openMs: this.#openMs, since: this.#since };
  }

  hasAnswered(number: number): boolean {
    return this.answers.length >= number;
  }

  /** What became of a question. */
  answerTo(number: number): Answer | null {
    return this.answers[number - 1] ?? null;
  }

  answer(number: number, answer: Answer): void {
    this.answers[number - 1] = answer;
  }

  /** The first questions were closed before the player came. */
  missed(count: number): void {
    for (let i = 0; i < count; i++) this.answers.push(null);
  }

  /** What the first `closed` questions have come to. Cost: O(those that were closed since it was asked last). */
  total(closed: number): Total {
    const end = Math.min(closed, this.answers.length);
    if (end < this.#counted) [this.#counted, this.#total] = [0, NOTHING];
    if (end > this.#counted) this.#total = this.answers.slice(this.#counted, end).reduce(plus, this.#total);
    this.#counted = end;
    return this.#total;
  }

  /** The player's own question is open from now on. */
  startClock(at: number): void {
    this.#openMs = 0;
    this.#since = this.away ? null : at;
  }

  /** How long the player's own question has been open, without the time away. */
  elapsedMs(at: number): number {
    return this.#openMs + (this.#since === null ? 0 : Math.max(0, at - this.#since));
  }

  /** The connection is lost: the player's own clock stands still. */
  lose(at: number): void {
    this.away = true;
    this.#openMs = this.elapsedMs(at);
    this.#since = null;
  }

  /** The player is here again. */
  comeBack(connection: number, at: number): void {
    this.connection = connection;
    if (!this.away) return;
    this.away = false;
    this.#since = at;
  }
}

function plus({ score, ms, correct, wrong, skipped }: Total, answer: Answer | null): Total {
  const isRight = answer?.right ?? false;
  const isWrong = !isRight && typeof answer?.given === "string";
  return {
    score: score + (answer?.score ?? 0),
    ms: ms + (answer?.ms ?? 0),
    correct: correct + (isRight ? 1 : 0),
    wrong: wrong + (isWrong ? 1 : 0),
    skipped: skipped + (isRight || isWrong ? 0 : 1),
  };
}
