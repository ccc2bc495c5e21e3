import { useEffect, useRef, useState } from "preact/hooks";
import { messageOf } from "../../../protocol/message_of.ts";
import { questionsOf, type Room, type RoomQuestion } from "../rooms.ts";
import { shown, shownQuestion } from "../text.ts";
import { KINDS } from "./drafts.ts";
import { PHASES } from "./next_step.ts";

/** The questions of a game that is on: how those were answered that are over, which one is open, and what is to come. */
export function QuestionList({ room }: { room: Room }) {
  const { pin, phase, number, mode, players } = room;
  const [questions, setQuestions] = useState<readonly RoomQuestion[]>([]);
  const [problem, setProblem] = useState("");
  const current = useRef<HTMLLIElement>(null);
  // At their own pace, each answer counts at once.
  const answers = mode === "live" ? 0 : players.reduce((sum, player) => sum + player.number, 0);
  useEffect(() => {
    let isStale = false;
    const take = (read: readonly RoomQuestion[]) => {
      if (isStale) return;
      setQuestions(read);
      setProblem("");
    };
    questionsOf(pin).then(take, (error) => isStale || setProblem(messageOf(error)));
    return () => void (isStale = true);
  }, [pin, phase, number, answers]);
  // The list scrolls to the question before this one; the page stays where it is.
  useEffect(() => {
    const { previousElementSibling: before, parentElement: list } = current.current ?? {};
    if (list) list.scrollTop = before instanceof HTMLElement ? before.offsetTop : 0;
  }, [number, questions.length]);
  if (phase === "podium") return null;
  const closed = questions.filter(({ outcome }) => outcome).length;
  return (
    <details class="panel questions" open>
      <summary>
        <h2>Questions</h2>
        {mode === "live" && questions.length > 0 && <span class="small dim">{closed} of {questions.length} done</span>}
      </summary>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <ol tabIndex={0} aria-label="Questions">
        {questions.map((question) => {
          const isCurrent = mode === "live" && question.number === number;
          return (
            <li key={question.number} ref={isCurrent ? current : null} aria-current={isCurrent ? "step" : undefined}>
              <b class="place">{question.number}</b>
              <span class="about">
                <bdi>{shown(question.kind === "number" ? shownQuestion(question.text) : question.text)}</bdi>
                <span class="small dim">
                  {isCurrent && <b>{`${phase === "question" ? "Open now" : PHASES[phase]} · `}</b>}
                  {KINDS.find(({ kind }) => kind === question.kind)?.title}
                </span>
              </span>
              <Outcome question={question} />
            </li>
          );
        })}
      </ol>
    </details>
  );
}

/** How many were right; nothing before somebody has answered. */
function Outcome({ question: { outcome } }: { question: RoomQuestion }) {
  if (!outcome) return null;
  const { correct, wrong, none } = outcome;
  const all = correct + wrong + none;
  if (all === 0) return null;
  return (
    <span class="outcome small">
      {correct} of {all} right
      <span class="bar-of">
        <i style={{ transform: `scaleX(${correct / all})` }} />
      </span>
    </span>
  );
}
