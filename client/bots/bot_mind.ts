import type { Timing } from "../terminal.ts";

/** The highest number that a bot guesses. */
const GUESSED = 100;

export interface BotMindOptions {
  /** The share of right answers to arithmetic questions, 0 to 1. */
  readonly accuracy: number;
  /** From and to how many seconds it thinks; `null` for not at all. */
  readonly think: readonly [from: number, to: number] | null;
  readonly timing: Timing;
  /** A random number from 0 up to, without, 1. */
  readonly random: () => number;
}

/** How a bot comes to its answers: it can calculate, though not always right, and guesses everything else. */
export class BotMind implements Disposable {
  readonly #options: BotMindOptions;
  #thinking: AbortController | null = null;

  constructor(options: BotMindOptions) {
    this.#options = options;
  }

  /** Whether the next answer is to be right. */
  isRight(): boolean {
    return this.#options.random() < this.#options.accuracy;
  }

  /** Answers when it has thought. What it thought about before, it forgets. */
  async think(answer: () => Promise<void>): Promise<void> {
    const { think, timing, random } = this.#options;
    this.forget();
    if (!think) return await answer();
    const [from, to] = think;
    const { signal } = this.#thinking = new AbortController();
    timing.pause(1000 * (from + random() * (to - from)), signal).then(answer, () => {});
  }

  /** The question is over: there is nothing to answer. */
  forget(): void {
    this.#thinking?.abort();
    this.#thinking = null;
  }

  [Symbol.dispose](): void {
    this.forget();
  }

  /** A guess. @param letters what there is to choose from */
  guess(kind: string, letters: readonly string[]): string {
    const { random } = this.#options;
    const pick = () => letters[Math.floor(random() * letters.length)] ?? "A";
    switch (kind) {
      case "number":
        return String(Math.floor(random() * (GUESSED + 1)));
      case "choice":
      case "boolean":
        return pick();
      case "multiple":
        return letters.filter(() => random() < 0.5).join("") || pick();
      case "order":
        return letters.map((letter) => ({ letter, place: random() })).sort((a, b) => a.place - b.place)
          .map(({ letter }) => letter).join("");
      default:
        return "no idea";
    }
  }
}

/** The answer to a question such as `7 + 5`; `null` if it is none of arithmetic. */
export function solve(question: string): number | null {
  const [, left, operator, right] = question.match(/^(-?\d+) ([-+*/×÷]) (-?\d+)$/) ?? [];
  const [a, b] = [Number(left), Number(right)];
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
    case "×":
      return a * b;
    case "/":
    case "÷":
      return a / b;
    default:
      return null;
  }
}
