import type { ComponentChildren } from "preact";
import { urlOf } from "../place.ts";
import { isWordy, sizeOf } from "../question_size.ts";
import type { Room } from "../rooms.ts";
import { Shape } from "../shape.tsx";
import { formatNumber, shown, shownQuestion } from "../text.ts";
import { Ring } from "./ring.tsx";

const HINTS: Record<string, string | undefined> = {
  multiple: "More than one can be right",
  order: "Put them in order",
  text: "Type the answer",
  number: "Type the number",
};

/** A question that the last row can read. */
export function QuestionScreen({ room, closesAt, children }: {
  room: Room;
  closesAt: number | null;
  children: ComponentChildren;
}) {
  const { question, number, of, title } = room;
  if (!question) return null;
  const { text, kind, choices, seconds, image } = question;
  return (
    <main class={isWordy(choices) ? "projector asking wordy" : "projector asking"}>
      <header>
        <p>
          <b>{number}</b>/{of}
        </p>
        <p class="title">{shown(title)}</p>
        <Ring closesAt={closesAt} seconds={seconds} />
      </header>
      <div class={image ? "asked with-picture" : "asked"}>
        <h1 class={`question ${sizeOf(text)}`}>{shown(kind === "number" ? shownQuestion(text) : text)}</h1>
        {image && <img src={urlOf(`/api/images/${image}`)} alt="" />}
        {HINTS[kind] && <p>{HINTS[kind]}</p>}
      </div>
      {choices.length > 0 && (
        <ul class={choices.length > 4 ? "tiles many" : "tiles"}>
          {choices.map((choice, i) => (
            <li key={i} class={`tile hue-${i + 1}`}>
              <Shape index={i} />
              <bdi>{shown(choice)}</bdi>
            </li>
          ))}
        </ul>
      )}
      {children}
    </main>
  );
}

/** How many have answered. */
export function AnswersSoFar({ room: { answered, players } }: { room: Room }) {
  const present = players.filter(({ away }) => !away).length;
  const share = answered / Math.max(1, players.length);
  return (
    <footer class="answers">
      <span class="bar-of">
        <i style={{ transform: `scaleX(${share})` }} />
      </span>
      <p role="status">{formatNumber(answered)} of {formatNumber(Math.max(present, answered))} answered</p>
    </footer>
  );
}
