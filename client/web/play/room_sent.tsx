import { AnswerText } from "./answer_text.tsx";
import type { RoomState } from "./room_state.ts";

/** The answer is on its way, or there was none to give: the next question comes. */
export function RoomSent({ state: { given, note, choices, kind } }: { state: RoomState }) {
  if (note) {
    return (
      <div class="sent" role="status">
        <h1>You're in</h1>
        <p>{note}</p>
      </div>
    );
  }
  const isTyped = kind === "text" || kind === "number";
  return (
    <div class="sent" role="status">
      <h1>Answer sent{given !== null && ":"}</h1>
      {given !== null && (
        <p class="own">
          <AnswerText text={given} letters={isTyped ? null : given} choices={choices} />
        </p>
      )}
      <p>Waiting for the others.</p>
    </div>
  );
}
