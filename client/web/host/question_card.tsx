import type { Kind, Marks, Question } from "../sets.ts";
import { AnswerFields } from "./answer_fields.tsx";
import { asKind, KINDS } from "./drafts.ts";
import { OwnScoring } from "./own_scoring.tsx";
import { PictureField } from "./picture_field.tsx";
import { Preview } from "./preview.tsx";

/** One question of a set, to be changed, moved, copied and removed. */
export function QuestionCard({ id, number, question, usual, set, up, down, copy, remove }: {
  /** Of its fields: no other card has it. */
  id: string;
  number: number;
  question: Question;
  /** What holds where the question says nothing else. */
  usual: { readonly seconds: number; readonly marks: Marks };
  set: (question: Question) => void;
  up: (() => void) | null;
  down: (() => void) | null;
  copy: () => void;
  remove: (() => void) | null;
}) {
  const kindOf = (value: string): Kind => KINDS.find(({ kind }) => kind === value)?.kind ?? "choice";
  return (
    <li class="panel stack card" aria-label={`Question ${number}`}>
      <div class="row spread">
        <h2>{number}</h2>
        <span class="row">
          <button type="button" class="quiet" aria-label={`Move question ${number} up`} disabled={!up} onClick={() => up?.()}>
            ↑
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={`Move question ${number} down`}
            disabled={!down}
            onClick={() => down?.()}
          >
            ↓
          </button>
          <button type="button" class="quiet" onClick={copy}>Duplicate</button>
          <button type="button" class="quiet wrong" disabled={!remove} onClick={() => remove?.()}>Delete</button>
        </span>
      </div>
      <div class="field">
        <label for={`${id}-kind`}>Answer type</label>
        <select
          id={`${id}-kind`}
          value={question.kind}
          onChange={(event) => set(asKind(question, kindOf(event.currentTarget.value)))}
        >
          {KINDS.map(({ kind, title }) => <option key={kind} value={kind}>{title}</option>)}
        </select>
      </div>
      {question.kind !== "arithmetic" && (
        <div class="field">
          <label for={`${id}-text`}>Question</label>
          <textarea
            id={`${id}-text`}
            required
            rows={2}
            maxLength={500}
            value={question.text}
            onInput={(event) => set({ ...question, text: event.currentTarget.value.replace(/\s*\n\s*/g, " ") })}
          />
        </div>
      )}
      <AnswerFields id={id} question={question} set={set} />
      {question.kind !== "arithmetic" && (
        <>
          <div class="field">
            <label for={`${id}-why`}>Explanation, shown with the answer (optional)</label>
            <input
              id={`${id}-why`}
              maxLength={500}
              value={question.explanation ?? ""}
              onInput={(event) => set({ ...question, explanation: event.currentTarget.value || undefined })}
            />
          </div>
          <OwnScoring id={id} question={question} usual={usual} set={set} />
          <PictureField id={id} name={question.image} set={(image) => set({ ...question, image })} />
          <Preview question={question} />
        </>
      )}
    </li>
  );
}
