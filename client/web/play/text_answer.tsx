import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Asked } from "./asked.tsx";

/** A question that is answered with a few words. */
export function TextAnswer({ number, image, isOpen, problem, answer, skip, children }: {
  /** Of the question: with another one, the field is empty. */
  number: number;
  image: string | null;
  isOpen: boolean;
  problem: string;
  answer: (text: string) => void;
  skip: (() => void) | null;
  children: string;
}) {
  const [typed, setTyped] = useState("");
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    setTyped("");
    input.current?.focus();
  }, [number]);
  const submit = (event: Event) => {
    event.preventDefault();
    if (isOpen && typed.trim() !== "") answer(typed.trim());
  };
  return (
    <form class="choice-form" onSubmit={submit}>
      <Asked field="text-answer" text={children} image={image} />
      <div class="given">
        <input
          id="text-answer"
          ref={input}
          value={typed}
          maxLength={200}
          enterkeyhint="send"
          autocomplete="off"
          autocapitalize="none"
          aria-describedby="answer-problem"
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <p id="answer-problem" class="problem small" role="alert">{problem}</p>
      </div>
      <div class="actions">
        {skip && <button type="button" disabled={!isOpen} onClick={skip}>Skip</button>}
        <button type="submit" class="primary" disabled={!isOpen || typed.trim() === ""}>Answer</button>
      </div>
    </form>
  );
}
