import type { Random } from "../../random.ts";

/** What two numbers are joined by. */
export type Operator = "+" | "-" | "*" | "/";

/** An arithmetic question of two numbers from 0 to 9. Its answer is always an integer. */
export interface Question {
  readonly left: number;
  readonly operator: Operator;
  readonly right: number;
}

const OPERATORS: readonly Operator[] = ["+", "-", "*", "/"];
const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);
/** The pairs that divide without a remainder. */
const DIVISIONS = DIGITS.flatMap((left) =>
  DIGITS.filter((right) => right > 0 && left % right === 0).map((right) => ({ left, right }))
);

/** A random question: each operator is equally likely, and with it each pair of numbers that it allows. */
export function randomQuestion(random: Random): Question {
  const operator = pick(OPERATORS, random);
  if (operator === "/") return { operator, ...pick(DIVISIONS, random) };
  return { left: pick(DIGITS, random), operator, right: pick(DIGITS, random) };
}

/** The right answer. */
export function answerOf({ left, operator, right }: Question): number {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
  }
}

/** The question as a player sees it, such as `7 + 5`. */
export function formatQuestion({ left, operator, right }: Question): string {
  return `${left} ${operator} ${right}`;
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)];
}
