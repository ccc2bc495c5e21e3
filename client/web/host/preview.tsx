import { sizeOf } from "../question_size.ts";
import { Shape } from "../shape.tsx";
import type { Question } from "../sets.ts";
import { shown } from "../text.ts";
import { listOf } from "./drafts.ts";

const HINTS: Record<string, string | undefined> = { number: "keypad", text: "a field for words", order: "touched in order" };

/** The question as a phone shows it. */
export function Preview({ question }: { question: Exclude<Question, { kind: "arithmetic" }> }) {
  const choices = question.kind === "boolean" ? ["True", "False"] : question.kind === "text" ? [] : listOf(question) ?? [];
  return (
    <details>
      <summary>Preview</summary>
      <div class="preview">
        <p class={`question ${sizeOf(question.text)}`}>{shown(question.text) || "…"}</p>
        <ul>
          {choices.map((choice, i) => (
            <li key={i} class={`tile hue-${i + 1}`}>
              <Shape index={i} />
              <bdi>{shown(choice) || "…"}</bdi>
            </li>
          ))}
        </ul>
        {HINTS[question.kind] && <p class="small dim">{HINTS[question.kind]}</p>}
      </div>
    </details>
  );
}
