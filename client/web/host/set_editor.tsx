import { useRef, useState } from "preact/hooks";
import { messageOf } from "../../../protocol/message_of.ts";
import { isAway } from "../live.ts";
import { addSet, type Question, type QuestionSet, replaceSet } from "../sets.ts";
import { emptyQuestion, finished } from "./drafts.ts";
import { hosting } from "./hosting.ts";
import { NumberField } from "./number_field.tsx";
import { QuestionCard } from "./question_card.tsx";

/** A question with a number that stays its own when it is moved. */
interface Card {
  readonly key: number;
  readonly question: Question;
}

/** Makes or changes a set: a card for each question. */
export function SetEditor({ id, set, close }: { id: string | null; set: QuestionSet; close: () => void }) {
  const nextKey = useRef(0);
  const cardOf = (question: Question): Card => ({ key: nextKey.current++, question });
  const [title, setTitle] = useState(set.title);
  const [seconds, setSeconds] = useState(set.seconds ?? 20);
  const [marks, setMarks] = useState(set.marks ?? { right: 1, wrong: -0.25 });
  const [cards, setCards] = useState<readonly Card[]>(() => set.questions.map(cardOf));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");

  const save = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    const whole = { title: title.trim(), seconds, marks, questions: cards.map(({ question }) => finished(question)) };
    try {
      await (id === null ? addSet(whole) : replaceSet(id, whole));
      hosting.readSets();
      close();
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  const put = (at: number, count: number, ...others: Card[]) => setCards((known) => known.toSpliced(at, count, ...others));
  const move = (at: number, step: number) => {
    const to = at + step;
    if (to >= 0 && to < cards.length) setCards((known) => known.toSpliced(at, 1).toSpliced(to, 0, known[at]));
  };
  return (
    <form class="editor stack" onSubmit={save}>
      <div class="row spread">
        <h1>{id === null ? "New set" : "Change the set"}</h1>
        <span class="row">
          <button type="button" onClick={close}>Cancel</button>
          <button type="submit" class="primary" disabled={busy || isAway.value}>{busy ? "Saving…" : "Save the set"}</button>
        </span>
      </div>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <div class="panel row">
        <div class="field wide">
          <label for="set-title">Title</label>
          <input
            id="set-title"
            required
            maxLength={100}
            value={title}
            onInput={(event) => setTitle(event.currentTarget.value)}
          />
        </div>
        <NumberField id="set-seconds" label="Seconds (0 = no limit)" value={seconds} set={setSeconds} min={0} max={600} />
        <NumberField
          id="set-right"
          label="Marks if right"
          value={marks.right}
          set={(right) => setMarks({ ...marks, right })}
          step={0.25}
        />
        <NumberField
          id="set-wrong"
          label="Marks if wrong"
          value={marks.wrong}
          set={(wrong) => setMarks({ ...marks, wrong })}
          step={0.25}
        />
      </div>
      <ol class="stack">
        {cards.map(({ key, question }, i) => (
          <QuestionCard
            key={key}
            id={`q${key}`}
            number={i + 1}
            question={question}
            usual={{ seconds, marks }}
            set={(changed) => put(i, 1, { key, question: changed })}
            up={i > 0 ? () => move(i, -1) : null}
            down={i < cards.length - 1 ? () => move(i, 1) : null}
            copy={() => put(i + 1, 0, cardOf(question))}
            remove={cards.length > 1 ? () => put(i, 1) : null}
          />
        ))}
      </ol>
      <button type="button" onClick={() => put(cards.length, 0, cardOf(emptyQuestion("choice")))}>Add a question</button>
    </form>
  );
}
