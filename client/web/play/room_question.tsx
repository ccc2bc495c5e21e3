import { shown, shownQuestion } from "../text.ts";
import { ChoiceAnswer, type Choosing } from "./choice_answer.tsx";
import { NumberAnswer } from "./number_answer.tsx";
import type { RoomState } from "./room_state.ts";
import { TextAnswer } from "./text_answer.tsx";
import { readDecimal } from "./typed_answer.ts";

const CHOOSING: Record<string, Choosing | undefined> = { choice: "one", boolean: "one", multiple: "several", order: "order" };

/** The open question of a room, by its kind. */
export function RoomQuestion({ state, answer }: { state: RoomState; answer: (text: string | null) => void }) {
  const { number, kind, text, choices, image, lost, phase, isLive, problem } = state;
  const isOpen = phase === "question" && !lost;
  const skip = isLive ? null : () => answer(null);
  const choosing = CHOOSING[kind];
  if (choosing) {
    return (
      <ChoiceAnswer
        number={number}
        choosing={choosing}
        choices={choices}
        image={image}
        isOpen={isOpen}
        answer={answer}
        skip={skip}
      >
        {shown(text)}
      </ChoiceAnswer>
    );
  }
  if (kind === "text") {
    return (
      <TextAnswer number={number} image={image} isOpen={isOpen} problem={problem} answer={answer} skip={skip}>
        {shown(text)}
      </TextAnswer>
    );
  }
  return (
    <NumberAnswer
      number={number}
      image={image}
      isOpen={isOpen}
      lost={lost}
      hasFractions
      maySkip={!isLive}
      read={readDecimal}
      answer={answer}
    >
      {shown(shownQuestion(text))}
    </NumberAnswer>
  );
}
