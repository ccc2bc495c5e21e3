import { signal } from "@preact/signals";
import { messageOf } from "../../../protocol/message_of.ts";
import { downloadSet, type ListedSet, type QuestionSet, readSet, removeSet } from "../sets.ts";
import { formatNumber, shown } from "../text.ts";
import { emptyQuestion } from "./drafts.ts";
import { hosting } from "./hosting.ts";
import { ImportArea } from "./import_area.tsx";
import { SetEditor } from "./set_editor.tsx";
import { Sure } from "./sure.tsx";
import { WhileLive } from "./while_live.tsx";

/** The set that is edited; its ID is `null` until it is saved. */
const edited = signal<{ readonly id: string | null; readonly set: QuestionSet } | null>(null);
const said = signal("");

/** The question sets: to import, make, change, copy, take along and remove. */
export function Sets({ host }: { host: (id: string) => void }) {
  const sets = hosting.sets.value;
  const attempt = async (what: () => Promise<unknown>) => {
    try {
      await what();
      said.value = "";
    } catch (error) {
      said.value = messageOf(error);
    }
    hosting.readSets();
  };
  if (edited.value) {
    const { id, set } = edited.value;
    return <SetEditor key={id} id={id} set={set} close={() => edited.value = null} />;
  }
  const edit = ({ id, builtIn, title }: ListedSet) =>
    attempt(async () => {
      const set = await readSet(id);
      edited.value = builtIn ? { id: null, set: { ...set, title: `${title} (mine)` } } : { id, set };
    });
  return (
    <WhileLive>
      <div class="sets stack">
        <div class="row spread">
          <h1>Question sets</h1>
          <button
            type="button"
            class="primary"
            onClick={() => edited.value = { id: null, set: { title: "", questions: [emptyQuestion("choice")] } }}
          >
            New set
          </button>
        </div>
        <p class="problem" role="alert">{said.value}</p>
        <ul class="panel set-list">
          {sets?.map((set) => (
            <li key={set.id}>
              <span class="about">
                <b>
                  <bdi>{shown(set.title)}</bdi>
                </b>
                <span class="small dim">
                  {formatNumber(set.questions)} {set.questions === 1 ? "question" : "questions"}
                  {set.builtIn && ", built in"}
                </span>
              </span>
              <button type="button" aria-label={`Host ${set.title}`} onClick={() => host(set.id)}>Host</button>
              <button type="button" onClick={() => edit(set)}>{set.builtIn ? "Duplicate" : "Change"}</button>
              <span class="export" role="group" aria-label={`Export ${set.title}`}>
                <span class="small dim">Export</span>
                <button type="button" class="quiet" onClick={() => attempt(() => downloadSet(set.id, "json"))}>JSON</button>
                <button type="button" class="quiet" onClick={() => attempt(() => downloadSet(set.id, "gift"))}>GIFT</button>
              </span>
              {!set.builtIn && <Sure label="Delete" question="It will be gone." act={() => attempt(() => removeSet(set.id))} />}
            </li>
          ))}
          {sets === null && <li class="dim">Loading the question sets…</li>}
        </ul>
        <ImportArea />
      </div>
    </WhileLive>
  );
}
