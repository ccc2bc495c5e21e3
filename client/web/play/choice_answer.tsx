import { useEffect, useState } from "preact/hooks";
import { isWordy } from "../question_size.ts";
import { letterOf, Shape } from "../shape.tsx";
import { shown } from "../text.ts";
import { Asked } from "./asked.tsx";

/** What one chooses: one, several, or all in an order. */
export type Choosing = "one" | "several" | "order";

const HINTS = {
  one: "",
  several: "Choose all that are right",
  order: "Touch them in the right order",
};

/** A question that is answered by touching choices, or by their letters or numbers on a keyboard. */
export function ChoiceAnswer({ number, choosing, choices, image, isOpen, answer, skip, children }: {
  /** Of the question: with another one, nothing is chosen. */
  number: number;
  choosing: Choosing;
  choices: readonly string[];
  image: string | null;
  /** Whether it can be answered. */
  isOpen: boolean;
  /** Takes the letters. */
  answer: (letters: string) => void;
  /** What skips the question, if that is possible. */
  skip: (() => void) | null;
  children: string;
}) {
  const [chosen, setChosen] = useState<readonly number[]>([]);
  useEffect(() => setChosen([]), [number]);
  const give = (indexes: readonly number[]) => answer(indexes.map(letterOf).join(""));
  const isComplete = choosing === "order" ? chosen.length === choices.length : chosen.length > 0;
  const choose = (index: number) => {
    if (!isOpen || index >= choices.length) return;
    if (choosing === "one") {
      setChosen([index]);
      give([index]);
    } else setChosen((known) => known.includes(index) ? known.filter((other) => other !== index) : [...known, index]);
  };
  const finish = () => isOpen && isComplete && give(choosing === "order" ? chosen : chosen.toSorted((a, b) => a - b));

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const index = /^[1-8]$/.test(event.key)
        ? Number(event.key) - 1
        : /^[a-h]$/i.test(event.key)
        ? parseInt(event.key, 18) - 10
        : -1;
      if (index >= 0) choose(index);
      // On a button, Enter presses that.
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) finish();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  });
  return (
    <div class="choice-form">
      <Asked text={children} image={image} hint={HINTS[choosing]} />
      <ul class={isWordy(choices) ? "choices wordy" : choices.length > 4 ? "choices many" : "choices"}>
        {choices.map((text, i) => (
          <li key={i}>
            <button
              type="button"
              class={`choice hue-${i + 1}`}
              disabled={!isOpen}
              aria-pressed={chosen.includes(i)}
              onClick={() => choose(i)}
            >
              {choosing === "order" && chosen.includes(i) ? <b class="place">{chosen.indexOf(i) + 1}</b> : <Shape index={i} />}
              <bdi>{shown(text)}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {(choosing !== "one" || skip) && (
        <div class="actions">
          {skip && <button type="button" disabled={!isOpen} onClick={skip}>Skip</button>}
          {choosing !== "one" && (
            <button type="button" class="primary" disabled={!isOpen || !isComplete} onClick={finish}>Answer</button>
          )}
        </div>
      )}
    </div>
  );
}
