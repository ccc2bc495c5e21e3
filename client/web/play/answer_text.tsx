import { Shape } from "../shape.tsx";
import { shown } from "../text.ts";

/** An answer as it reads; where there were choices, each of its letters with the shape that it has on the big screen. */
export function AnswerText({ text, letters, choices }: { text: string; letters: string | null; choices: readonly string[] }) {
  const indexes = [...letters ?? ""].map((letter) => letter.charCodeAt(0) - 65);
  if (indexes.length === 0 || indexes.some((index) => choices[index] === undefined)) return <bdi>{shown(text)}</bdi>;
  return (
    <span class="answer-text">
      {indexes.map((index) => (
        <span key={index}>
          <Shape index={index} /> <bdi>{shown(choices[index] ?? "")}</bdi>
        </span>
      ))}
    </span>
  );
}
