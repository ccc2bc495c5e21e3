import { useState } from "preact/hooks";
import { messageOf } from "../../../protocol/message_of.ts";
import { isAway } from "../live.ts";
import { openRoom, type RoomOpening } from "../rooms.ts";
import { formatNumber } from "../text.ts";
import { hosting } from "./hosting.ts";

const USUAL: Required<Omit<RoomOpening, "set">> = { mode: "live", points: "marks", autoSeconds: 0, filter: true };
/** How long answers and standings are shown if the clock moves on, in seconds. */
const AUTO_SECONDS = 8;

/** Opens a game: a set, and how it is played. */
export function NewGame({ editSets, isGone }: { editSets: () => void; isGone: boolean }) {
  const [opening, setOpening] = useState(USUAL);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const sets = hosting.sets.value;
  const change = (part: Partial<typeof USUAL>) => setOpening((known) => ({ ...known, ...part }));
  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    try {
      hosting.choose(await openRoom({ ...opening, set: hosting.wantedSet.value }));
      hosting.readRooms();
    } catch (error) {
      setProblem(messageOf(error));
    }
    setBusy(false);
  };
  return (
    <form class="panel stack new-game" onSubmit={submit}>
      <h1>New game</h1>
      {isGone && <p class="dim">That game is closed.</p>}
      <fieldset class="choose-set">
        <legend class="label">Questions</legend>
        <div class="options">
          {sets?.map(({ id, title, questions }) => (
            <Option
              key={id}
              name="set"
              title={title}
              text={`${formatNumber(questions)} ${questions === 1 ? "question" : "questions"}`}
              checked={hosting.wantedSet.value === id}
              choose={() => hosting.wantedSet.value = id}
            />
          ))}
          {sets === null && <p class="dim">Loading the question sets…</p>}
        </div>
        <button type="button" class="quiet" onClick={editSets}>Make or import questions</button>
      </fieldset>
      <div class="stack">
        <fieldset>
          <legend class="label">Pace</legend>
          <div class="options">
            <Option
              name="mode"
              title="Together"
              text="One question at a time, on the projector. You decide when to move on."
              checked={opening.mode === "live"}
              choose={() => change({ mode: "live" })}
            />
            <Option
              name="mode"
              title="At their own pace"
              text="Everybody goes through the questions alone."
              checked={opening.mode === "self-paced"}
              choose={() => change({ mode: "self-paced" })}
            />
          </div>
        </fieldset>
        <fieldset>
          <legend class="label">Marks</legend>
          <div class="options">
            <Option
              name="points"
              title="Right or wrong"
              text="Same marks, fast or slow."
              checked={opening.points === "marks"}
              choose={() => change({ points: "marks" })}
            />
            <Option
              name="points"
              title="Speed counts"
              text="Up to 1000 points. Faster answers earn more."
              checked={opening.points === "speed"}
              choose={() => change({ points: "speed" })}
            />
          </div>
        </fieldset>
        <div class="row checks">
          <label>
            <input
              type="checkbox"
              checked={opening.filter}
              onChange={(event) => change({ filter: event.currentTarget.checked })}
            />{" "}
            Block rude names
          </label>
          {opening.mode === "live" && (
            <label>
              <input
                type="checkbox"
                checked={opening.autoSeconds > 0}
                onChange={(event) => change({ autoSeconds: event.currentTarget.checked ? AUTO_SECONDS : 0 })}
              />{" "}
              Move on automatically after {AUTO_SECONDS} seconds
            </label>
          )}
        </div>
        {problem && <p class="problem" role="alert">{problem}</p>}
        <button type="submit" class="primary big" disabled={busy || isAway.value}>
          {isAway.value ? "Reconnecting…" : busy ? "Opening…" : "Open the game"}
        </button>
      </div>
    </form>
  );
}

function Option({ name, title, text, checked, choose }: {
  name: string;
  title: string;
  text: string;
  checked: boolean;
  choose: () => void;
}) {
  return (
    <label class="option">
      <input type="radio" name={name} checked={checked} onChange={choose} />
      <span>
        <b>
          <bdi>{title}</bdi>
        </b>
        <span class="small dim">{text}</span>
      </span>
    </label>
  );
}
