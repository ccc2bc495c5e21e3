import type { Marks, Question } from "../sets.ts";

interface Usual {
  readonly seconds: number;
  readonly marks: Marks;
}

/** The time and the marks of one question, where they are not those of the set. Empty fields are the set's own. */
export function OwnScoring({ id, question, usual, set }: {
  id: string;
  question: Exclude<Question, { kind: "arithmetic" }>;
  usual: Usual;
  set: (question: Question) => void;
}) {
  const { seconds, marks } = question;
  const setMarks = (side: keyof Marks, value: number | undefined) => {
    const other = side === "right" ? "wrong" : "right";
    // Marks come in pairs: the other one stays what it was.
    if (value !== undefined) return set({ ...question, marks: { ...usual.marks, ...marks, [side]: value } });
    const isOwn = marks !== undefined && marks[other] !== usual.marks[other];
    set({ ...question, marks: isOwn ? { ...marks, [side]: usual.marks[side] } : undefined });
  };
  return (
    <div class="row">
      <OptionalNumber
        id={`${id}-seconds`}
        label="Seconds (0 = no limit)"
        value={seconds}
        usual={usual.seconds}
        min={0}
        max={600}
        step={1}
        set={(seconds) => set({ ...question, seconds })}
      />
      {(["right", "wrong"] as const).map((side) => (
        <OptionalNumber
          key={side}
          id={`${id}-marks-${side}`}
          label={`Marks if ${side}`}
          value={marks?.[side]}
          usual={usual.marks[side]}
          step={0.25}
          set={(value) => setMarks(side, value)}
        />
      ))}
    </div>
  );
}

function OptionalNumber({ id, label, value, usual, set, min, max, step }: {
  id: string;
  label: string;
  value: number | undefined;
  usual: number;
  set: (value: number | undefined) => void;
  min?: number;
  max?: number;
  step: number;
}) {
  return (
    <div class="field short">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        value={value ?? ""}
        placeholder={`${usual}`}
        min={min}
        max={max}
        step={step}
        onInput={({ currentTarget: { value, valueAsNumber } }) => {
          if (value === "") set(undefined);
          else if (!Number.isNaN(valueAsNumber)) set(valueAsNumber);
        }}
      />
    </div>
  );
}
