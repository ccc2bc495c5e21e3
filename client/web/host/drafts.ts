import type { Kind, Question } from "../sets.ts";

export const KINDS: readonly { readonly kind: Kind; readonly title: string }[] = [
  { kind: "choice", title: "One of several choices" },
  { kind: "multiple", title: "Several of several choices" },
  { kind: "boolean", title: "True or false" },
  { kind: "number", title: "A number" },
  { kind: "text", title: "A few words" },
  { kind: "order", title: "An order" },
  { kind: "arithmetic", title: "Sums, made up for each game" },
];

/** A question to be filled in. */
export function emptyQuestion(kind: Kind, text = ""): Question {
  switch (kind) {
    case "arithmetic":
      return { kind, count: 10, operators: "+-*/", from: 0, to: 9 };
    case "number":
      return { kind, text, answer: 0 };
    case "choice":
      return { kind, text, choices: ["", "", "", ""], answer: 0 };
    case "multiple":
      return { kind, text, choices: ["", "", "", ""], answers: [0] };
    case "boolean":
      return { kind, text, answer: true };
    case "text":
      return { kind, text, accepted: [""] };
    case "order":
      return { kind, text, items: ["", "", ""] };
  }
}

/** The question as one of another kind: what both have stays. */
export function asKind(question: Question, kind: Kind): Question {
  const empty = emptyQuestion(kind, question.kind === "arithmetic" ? "" : question.text);
  const known = listOf(question);
  if (!known || !listOf(empty)) return empty;
  return withList(empty, known);
}

/** The choices, the items or the spellings of a question. */
export function listOf(question: Question): readonly string[] | null {
  switch (question.kind) {
    case "choice":
    case "multiple":
      return question.choices;
    case "order":
      return question.items;
    case "text":
      return question.accepted;
    default:
      return null;
  }
}

/** The question with another list; an answer that is not in it any more is the first. */
export function withList(question: Question, list: readonly string[]): Question {
  switch (question.kind) {
    case "choice":
      return { ...question, choices: [...list], answer: question.answer < list.length ? question.answer : 0 };
    case "multiple": {
      const answers = question.answers.filter((answer) => answer < list.length);
      return { ...question, choices: [...list], answers: answers.length > 0 ? answers : [0] };
    }
    case "order":
      return { ...question, items: [...list] };
    case "text":
      return { ...question, accepted: [...list] };
    default:
      return question;
  }
}

/** The question as it is saved: without the lines that were left empty. */
export function finished(question: Question): Question {
  const list = listOf(question);
  if (!list) return question;
  const kept = list.map((text, i) => ({ text: text.trim(), i })).filter(({ text }) => text !== "");
  const moved = (answer: number) => kept.findIndex(({ i }) => i === answer);
  const texts = kept.map(({ text }) => text);
  if (question.kind === "choice") return { ...question, choices: texts, answer: Math.max(0, moved(question.answer)) };
  if (question.kind === "multiple") {
    return { ...question, choices: texts, answers: question.answers.map(moved).filter((answer) => answer >= 0) };
  }
  return withList(question, texts);
}
