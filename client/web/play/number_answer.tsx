import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Asked } from "./asked.tsx";
import { Keypad } from "./keypad.tsx";

/** A question that is answered with a number. The keypad stays where it is from question to question. */
export function NumberAnswer<Value>(
  { number, image = null, isOpen, lost, read, answer, hasFractions = false, maySkip = true, children }: {
    /** Of the question: with another one, the field is empty. */
    number: number;
    image?: string | null;
    /** Whether it can be answered. */
    isOpen: boolean;
    lost: boolean;
    /** What was typed: the answer, or why it is none. */
    read: (text: string) => { value: Value } | { problem: string };
    /** Takes the answer; `null` if the question is skipped. */
    answer: (value: Value | null) => void;
    hasFractions?: boolean;
    maySkip?: boolean;
    children: string;
  },
) {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState("");
  const [sent, setSent] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const ready = isOpen && !lost && !sent;
  // Before anything can be typed at the next question: what was typed belongs to the one before.
  useLayoutEffect(() => {
    setTyped("");
    setProblem("");
  }, [number]);
  useLayoutEffect(() => {
    setSent(false);
    input.current?.focus();
  }, [number, lost]);

  const give = (value: Value | null) => {
    setSent(true);
    answer(value);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    input.current?.focus();
    if (!ready || typed.trim() === "") return;
    const found = read(typed);
    if ("problem" in found) setProblem(found.problem);
    else give(found.value);
  };
  const type = (text: string) => {
    setTyped(text);
    setProblem("");
  };
  return (
    <form class="answer-form" onSubmit={submit}>
      <Asked field="answer" text={children} image={image} />
      <div class="given">
        <input
          id="answer"
          ref={input}
          value={typed}
          inputmode="none"
          enterkeyhint="send"
          autocomplete="off"
          aria-invalid={problem !== ""}
          aria-describedby="answer-problem"
          onInput={(event) => type(event.currentTarget.value)}
        />
        {hasFractions && (
          <button
            type="button"
            class="quiet delete"
            tabIndex={-1}
            aria-label="Delete"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => type(typed.slice(0, -1))}
          >
            ⌫
          </button>
        )}
        <p id="answer-problem" class="problem small" role="alert">{problem}</p>
      </div>
      <Keypad text={typed} type={type} hasFractions={hasFractions} />
      <div class="actions">
        {maySkip && <button type="button" disabled={!ready} onClick={() => give(null)}>Skip</button>}
        <button type="submit" class="primary" disabled={!ready || typed.trim() === ""}>Answer</button>
      </div>
    </form>
  );
}
