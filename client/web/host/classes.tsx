import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { messageOf } from "../../../protocol/message_of.ts";
import type { ArchivedClass } from "../api.ts";
import { downloadTable, endClass, listClasses, removeClass } from "../archive.ts";
import { shown } from "../text.ts";
import { Sure } from "./sure.tsx";

const TABLES = ["leaderboard", "values", "counters"];

const classes = signal<readonly ArchivedClass[] | null>(null);
const said = signal("");

async function attempt(what: () => Promise<unknown>): Promise<void> {
  try {
    await what();
    said.value = "";
    classes.value = await listClasses();
  } catch (error) {
    said.value = messageOf(error);
  }
}

/** Ends a class, so that the next one begins afresh; and the classes before. */
export function Classes() {
  useEffect(() => void attempt(() => Promise.resolve()), []);
  const list = classes.value;
  return (
    <div class="sets stack">
      <h1>Classes</h1>
      <EndClass />
      <p class="problem" role="alert">{said.value}</p>
      <ul class="panel set-list">
        {list?.map(({ id, name, date }) => (
          <li key={id}>
            <span class="about">
              <b>
                <bdi>{shown(name)}</bdi>
              </b>
              <span class="small dim">{new Date(date).toLocaleString("en", { dateStyle: "medium", timeStyle: "short" })}</span>
            </span>
            {TABLES.map((table) => (
              <button
                type="button"
                key={table}
                class="quiet"
                aria-label={`${table}.csv of ${name}`}
                onClick={() => attempt(() => downloadTable({ id, name }, table))}
              >
                {table}.csv
              </button>
            ))}
            <Sure label="Delete" question="It will be gone." act={() => attempt(() => removeClass(id))} />
          </li>
        ))}
        {list === null && !said.value && <li class="dim">Loading the classes…</li>}
        {list?.length === 0 && <li class="dim">No past classes yet. They appear here after you end one.</li>}
      </ul>
    </div>
  );
}

function EndClass() {
  const [name, setName] = useState("");
  const [isAsking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    setAsking(!isAsking);
    if (!isAsking) return;
    setBusy(true);
    await attempt(() => endClass(name.trim()));
    if (!said.value) setName("");
    setBusy(false);
  };
  return (
    <form class="panel stack" onSubmit={submit}>
      <p class="dim">Ending a class archives its numbers, scores and counters and starts fresh.</p>
      <div class="row">
        <div class="field">
          <label for="class-name">Class name</label>
          <input
            id="class-name"
            required
            maxLength={100}
            placeholder="Class 7b"
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="danger" disabled={busy}>
          {busy ? "Ending…" : isAsking ? "End it now" : "End the class…"}
        </button>
        {isAsking && <button type="button" onClick={() => setAsking(false)}>Cancel</button>}
      </div>
    </form>
  );
}
