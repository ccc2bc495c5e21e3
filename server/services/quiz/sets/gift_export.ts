/** A set in GIFT, the text format of Moodle. What GIFT has no form for is left out, and a comment in its place says so. */
import { decimal } from "./numeric_answer.ts";
import type { Question, QuestionSet } from "./question_set.ts";

/** Writes a set. {@linkcode importGift} reads it as the same questions, without seconds, marks, images and what was left out. */
export function exportGift({ title, questions }: QuestionSet): string {
  const parts = questions.map((question, i) => {
    const { leftOut, gift } = written(question);
    return `${leftOut.map((what) => `// Question ${i + 1}: ${what}\n`).join("")}${gift ?? ""}`;
  });
  return [`$CATEGORY: ${title.replaceAll("/", "//")}\n`, ...parts].join("\n");
}

interface Written {
  readonly leftOut: readonly string[];
  readonly gift?: string;
}

function written(question: QuestionSet["questions"][number]): Written {
  if (question.kind === "arithmetic") {
    return { leftOut: [`left out, since GIFT has no arithmetic questions (${question.count} of them)`] };
  }
  const answers = answersOf(question);
  if (answers === null) {
    const why = question.kind === "order" ? "has no questions about an order" : "takes -> in an answer for matching";
    return { leftOut: [`left out, since GIFT ${why}: ${question.text}`] };
  }
  const own = (["seconds", "marks", "image"] as const).filter((key) => question[key] !== undefined);
  const { explanation } = question;
  const general = explanation === undefined ? "" : `\n####${rich(explanation)}`;
  return {
    leftOut: own.length > 0 ? [`its ${own.join(" and ")} left out, since GIFT has none`] : [],
    gift: `[plain]${escaped(question.text)} {${answers}${general}${general === "" && !answers.includes("\n") ? "" : "\n"}}\n`,
  };
}

/** The answers, `null` if GIFT has no form for them. */
function answersOf(question: Question): string | null {
  switch (question.kind) {
    case "boolean":
      return question.answer ? "T" : "F";
    case "number":
      return `#${decimal(question.answer)}${question.tolerance > 0 ? `:${decimal(question.tolerance)}` : ""}`;
    case "choice":
      return listed(question.choices, (i) => i === question.answer ? "=" : "~");
    case "multiple": {
      const right = `~%${Number((100 / question.answers.length).toFixed(5))}%`;
      return listed(question.choices, (i) => question.answers.includes(i) ? right : "~%-100%");
    }
    case "text":
      if (question.accepted.some((spelling) => spelling.includes("->"))) return null;
      return listed(question.accepted.map((spelling) => spelling.replaceAll("*", "\\*")), () => "=");
    case "order":
      return null;
  }
}

function listed(texts: readonly string[], sign: (place: number) => string): string {
  return texts.map((text, i) => `\n  ${sign(i)}${rich(text)}`).join("");
}

/** A text which does not begin like a format or a weight. */
function rich(text: string): string {
  return `${/^[[%]/.test(text) ? "[plain]" : ""}${escaped(text)}`;
}

function escaped(text: string): string {
  return text.replace(/[\\~=#{}:]/g, "\\$&");
}
