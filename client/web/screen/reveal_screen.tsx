import { isWordy, sizeOf } from "../question_size.ts";
import type { Room } from "../rooms.ts";
import { letterOf, Shape } from "../shape.tsx";
import { cut, formatNumber, shown, shownQuestion } from "../text.ts";

/** The fastest name has a line, with its time. */
const NAME_LENGTH = 24;

interface Answer {
  readonly text: string;
  readonly count: number | null;
  readonly right: boolean;
  /** Of the choice; `null` where there was nothing to choose from. */
  readonly index: number | null;
}

/** The right answer, and how many gave which. */
export function RevealScreen({ room }: { room: Room }) {
  const { question, reveal, number, of, title, players } = room;
  if (!question || !reveal) return null;
  const answers = answersOf(question, reveal);
  const most = Math.max(1, ...answers.map(({ count }) => count ?? 0));
  const { explanation, fastest, correct } = reveal;
  return (
    <main class={isWordy(question.choices) ? "projector revealing wordy" : "projector revealing"}>
      <header>
        <p>
          <b>{number}</b>/{of}
        </p>
        <p class="title">{shown(title)}</p>
        <p>{formatNumber(correct)} of {formatNumber(players.length)} right</p>
      </header>
      <div class="asked">
        <h1 class={`question ${sizeOf(question.text)}`}>
          {shown(question.kind === "number" ? shownQuestion(question.text) : question.text)}
        </h1>
      </div>
      <ul class={question.choices.length === 0 ? "bars typed" : "bars"}>
        {answers.map(({ text, count, right, index }, i) => (
          <li key={i} class={`${right ? "lit" : "unlit"} hue-${(index ?? 7) + 1}`}>
            <span class="sign">{index !== null && <Shape index={index} />}</span>
            <bdi>{shown(text)}</bdi>
            {count === null ? <span /> : (
              <span class="bar-of">
                <i style={{ transform: `scaleX(${count / most})` }} />
              </span>
            )}
            <b>{count !== null && formatNumber(count)}</b>
            <span class="mark-of">{right && <Check />}</span>
          </li>
        ))}
      </ul>
      <footer class="why">
        {question.choices.length === 0 && <p class="rest">{restOf(room, answers)}</p>}
        {explanation && (
          <p class={`explanation ${sizeOf(explanation)}`}>
            <bdi>{shown(explanation)}</bdi>
          </p>
        )}
        {fastest && (
          <p class="fastest">
            Fastest:{" "}
            <b>
              <bdi>{shown(cut(fastest.name, NAME_LENGTH))}</bdi>
            </b>, {fastest.seconds.toFixed(1)} s
          </p>
        )}
      </footer>
    </main>
  );
}

function Check() {
  return (
    <svg viewBox="0 0 48 48" role="img" aria-label="right">
      <path d="M8 26l11 11L40 12" />
    </svg>
  );
}

function answersOf(
  { kind, choices }: NonNullable<Room["question"]>,
  { answer, text, counts, given }: NonNullable<Room["reveal"]>,
): Answer[] {
  if (kind === "order" && answer !== null) {
    return [...answer].map((letter) => {
      const index = letter.charCodeAt(0) - 65;
      return { text: choices[index] ?? letter, count: null, right: true, index };
    });
  }
  if (choices.length === 0) {
    const typed = given.map(({ text, count, right }) => ({ text, count, right, index: null }));
    // The right answer stands there in any case, and once.
    return typed.some(({ right }) => right) ? typed : [{ text, count: null, right: true, index: null }, ...typed];
  }
  return choices.map((text, index) => {
    return { text, count: counts[index] ?? 0, right: answer?.includes(letterOf(index)) ?? false, index };
  });
}

/** What the rows do not show of the answers that were typed. */
function restOf({ players }: Room, answers: readonly Answer[]): string {
  // Not the room's number of answers: once the question is closed, it counts everybody.
  const answered = players.filter(({ verdict }) => verdict === "correct" || verdict === "wrong").length;
  const others = answered - answers.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const silent = players.length - answered;
  return [
    others > 0 ? `${formatNumber(others)} other ${others === 1 ? "answer" : "answers"}` : "",
    silent > 0 ? `${formatNumber(silent)} without an answer` : "",
  ].filter((part) => part !== "").join(", ");
}
