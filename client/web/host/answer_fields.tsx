import { letterOf, Shape } from "../shape.tsx";
import type { Question } from "../sets.ts";
import { listOf, withList } from "./drafts.ts";
import { NumberField } from "./number_field.tsx";

const MOST = 8;
const MOST_SPELLINGS = 20;

/** What is right, by the kind of the question. */
export function AnswerFields({ id, question, set }: { id: string; question: Question; set: (question: Question) => void }) {
  switch (question.kind) {
    case "number":
      return (
        <div class="row">
          <NumberField
            id={`${id}-answer`}
            label="Answer"
            step="any"
            value={question.answer}
            set={(answer) => set({ ...question, answer })}
          />
          <NumberField
            id={`${id}-tolerance`}
            label="May differ by"
            step="any"
            min={0}
            value={question.tolerance ?? 0}
            set={(tolerance) => set({ ...question, tolerance })}
          />
        </div>
      );
    case "boolean":
      return (
        <fieldset class="row">
          <legend class="label">It is</legend>
          {[true, false].map((value) => (
            <label key={`${value}`} class="check">
              <input
                type="radio"
                name={`${id}-answer`}
                checked={question.answer === value}
                onChange={() => set({ ...question, answer: value })}
              />
              {value ? "True" : "False"}
            </label>
          ))}
        </fieldset>
      );
    case "arithmetic":
      return (
        <div class="row">
          <NumberField
            id={`${id}-count`}
            label="How many"
            min={1}
            max={100}
            value={question.count}
            set={(count) => set({ ...question, count })}
          />
          <NumberField
            id={`${id}-from`}
            label="Numbers from"
            value={question.from ?? 0}
            set={(from) => set({ ...question, from })}
          />
          <NumberField id={`${id}-to`} label="to" value={question.to ?? 9} set={(to) => set({ ...question, to })} />
          <div class="field short">
            <label for={`${id}-operators`}>Operators</label>
            <input
              id={`${id}-operators`}
              required
              pattern="[\-+*\/]{1,4}"
              value={question.operators ?? "+-*/"}
              onInput={(event) => set({ ...question, operators: event.currentTarget.value })}
            />
          </div>
        </div>
      );
    default:
      return <List id={id} question={question} set={set} />;
  }
}

const LEGENDS: Record<string, string | undefined> = {
  choice: "Choices: mark the right one",
  multiple: "Choices: mark all right ones",
  order: "In the right order: they are shown in another",
  text: "Right answers: case and accents make no difference",
};

function List({ id, question, set }: { id: string; question: Question; set: (question: Question) => void }) {
  const list = listOf(question) ?? [];
  const most = question.kind === "text" ? MOST_SPELLINGS : MOST;
  const least = question.kind === "text" ? 1 : 2;
  const isRight = (i: number) =>
    question.kind === "choice" ? question.answer === i : question.kind === "multiple" && question.answers.includes(i);
  const mark = (i: number) => {
    if (question.kind === "choice") set({ ...question, answer: i });
    if (question.kind === "multiple") {
      const others = question.answers.filter((other) => other !== i);
      set({ ...question, answers: others.length < question.answers.length ? others : [...others, i].sort((a, b) => a - b) });
    }
  };
  const hasMarks = question.kind === "choice" || question.kind === "multiple";
  return (
    <fieldset class="stack list-of">
      <legend class="label">{LEGENDS[question.kind]}</legend>
      {list.map((text, i) => (
        <div key={i} class="row">
          {hasMarks && (
            <label class="right-mark">
              <input
                type={question.kind === "choice" ? "radio" : "checkbox"}
                name={`${id}-right`}
                checked={isRight(i)}
                aria-label={`${letterOf(i)} is right`}
                onChange={() => mark(i)}
              />
              <span class={`sign hue-${i + 1}`}>
                <Shape index={i} />
              </span>
            </label>
          )}
          <input
            aria-label={question.kind === "text"
              ? `Answer ${i + 1}`
              : question.kind === "order"
              ? `Step ${i + 1}`
              : `Choice ${letterOf(i)}`}
            maxLength={200}
            required={i < least}
            value={text}
            onInput={(event) => set(withList(question, list.with(i, event.currentTarget.value)))}
          />
          {list.length > least && (
            <button
              type="button"
              class="quiet icon"
              aria-label={`Remove ${i + 1}`}
              onClick={() => set(withList(question, list.toSpliced(i, 1)))}
            >
              ✕
            </button>
          )}
        </div>
      ))}
      {list.length < most && (
        <button type="button" class="quiet" onClick={() => set(withList(question, [...list, ""]))}>
          {question.kind === "text" ? "Add an answer" : question.kind === "order" ? "Add a step" : "Add a choice"}
        </button>
      )}
    </fieldset>
  );
}
