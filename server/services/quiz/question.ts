import type { Random } from "../../random.ts";

/** What two numbers are joined by. */
export type Operator = "+" | "-" | "*" | "/";

/** An arithmetic question of two integers. Its answer is always an integer. */
export interface Question {
  readonly left: number;
  readonly operator: Operator;
  readonly right: number;
}

/** What may be asked: the operators, and the least and the greatest number. */
export interface QuestionRange {
  /** Each character is an {@linkcode Operator}; at least one. */
  readonly operators: string;
  readonly from: number;
  /** Not below `from`; with a `/`, one of the numbers from `from` to here is not 0. */
  readonly to: number;
}

const DIGITS: QuestionRange = { operators: "+-*/", from: 0, to: 9 };

/**
 * A random question: each operator is equally likely, and with it each pair of numbers that it allows. Cost: O(1), for a division
 * O(numbers).
 */
export function randomQuestion(random: Random, { operators, from, to }: QuestionRange = DIGITS): Question {
  const pick = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  // The characters are operators.
  const operator = operators[pick(0, operators.length - 1)] as Operator;
  if (operator === "/") return { operator, ...randomDivision(random, { from, to }) };
  return { left: pick(from, to), operator, right: pick(from, to) };
}

/** One of the pairs that divide without a remainder. */
function randomDivision(random: Random, { from, to }: Omit<QuestionRange, "operators">): Omit<Question, "operator"> {
  const divisors = Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((right) => right !== 0)
    .map((right) => {
      const size = Math.abs(right);
      const first = Math.ceil(from / size);
      return { right, size, first, count: Math.floor(to / size) - first + 1 };
    });
  let skipped = Math.floor(random() * divisors.reduce((sum, { count }) => sum + count, 0));
  for (const { right, size, first, count } of divisors) {
    // Adding 0 makes -0 to 0.
    if (skipped < count) return { left: (first + skipped) * size + 0, right };
    skipped -= count;
  }
  throw new RangeError(`Nothing can be divided: from ${from} to ${to} there must be a number other than 0`);
}

/** The right answer; never -0. */
export function answerOf({ left, operator, right }: Question): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right + 0;
    case "/":
      return left / right + 0;
  }
}

/** The question as a player sees it, such as `7 + 5` or `7 - (-5)`. */
export function formatQuestion({ left, operator, right }: Question): string {
  return `${left} ${operator} ${right < 0 ? `(${right})` : right}`;
}
