/** From a set to the questions that are asked. */
import type { Random } from "../../../random.ts";
import { answerOf, formatQuestion, randomQuestion } from "../question.ts";
import type { Arithmetic, Question, QuestionSet } from "./question_set.ts";

/**
 * The questions of a set in order. Arithmetic ones become number questions, such as `7 × 5`, whose answers are integers. A question
 * without seconds or marks takes those of its set.
 */
export function playable({ questions }: Pick<QuestionSet, "questions">, random: Random): Question[] {
  return questions.flatMap((question) => question.kind === "arithmetic" ? numberQuestions(question, random) : [question]);
}

function numberQuestions({ count, operators, from, to }: Arithmetic, random: Random): Question[] {
  return Array.from({ length: count }, () => {
    const question = randomQuestion(random, { operators, from, to });
    const text = formatQuestion(question).replace("*", "×").replace("/", "÷");
    return { kind: "number", text, answer: answerOf(question), tolerance: 0 };
  });
}
