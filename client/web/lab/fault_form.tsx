import { useEffect, useRef, useState } from "preact/hooks";
import { messageOf } from "../../../protocol/message_of.ts";
import type { FaultKind } from "../api.ts";
import { isAway } from "../live.ts";
import { CHANCE, PRESETS, REFUSED } from "./fault_presets.ts";
import { endFaults, faults, type FaultTarget, readFaults, setFaults } from "./faults.ts";

const WHOLE = 100;
/** The share that a new rule begins with. */
const FEW = 0.2;

/** A dialog that sets the faults of a connection, or of a share of the new ones. `current`: those that it has. */
export function FaultForm({ target, current, onClose }: { target: FaultTarget; current: string; onClose: () => void }) {
  const isNew = target === "new";
  const [words, setWords] = useState(current);
  const [percent, setPercent] = useState(`${Math.round((faults.value?.rule?.share ?? FEW) * WHOLE)}`);
  const [problem, setProblem] = useState("");
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);

  const attempt = async (what: () => Promise<void>) => {
    try {
      await what();
      dialog.current?.close();
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const submit = (event: Event) => {
    event.preventDefault();
    attempt(() => setFaults(target, { words, share: Number(percent) / WHOLE }));
  };
  const kinds = (faults.value?.kinds ?? []).filter(({ name }) => isNew || name !== REFUSED.faults);
  const has = (name: string) => namesIn(words).includes(name);
  return (
    <dialog ref={dialog} class="faults" aria-labelledby="faults-title" onClose={onClose}>
      <form class="stack" onSubmit={submit}>
        <div class="panel-title">
          <h3 id="faults-title">{isNew ? "Faults for new connections" : `Faults for connection #${target}`}</h3>
          <button type="button" class="quiet" onClick={() => dialog.current?.close()}>Close</button>
        </div>
        <p class="dim small">
          {isNew
            ? "The server misbehaves towards a share of the connections that come from now on."
            : "The server misbehaves towards this connection only."} What it has acknowledged is kept.
        </p>
        <div class="presets" role="group" aria-label="Presets">
          {[...PRESETS, ...(isNew ? [REFUSED] : [])].map((preset) => (
            <button
              key={preset.name}
              type="button"
              aria-pressed={words === preset.faults}
              onClick={() => setWords(preset.faults)}
            >
              <span>{preset.name}</span>
              <code class="dim small">{preset.faults}</code>
            </button>
          ))}
        </div>
        <div class="row">
          <div class="field">
            <label for="fault-words">Faults</label>
            <input
              id="fault-words"
              class="mono"
              value={words}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              placeholder="delay=200 chop=1"
              aria-describedby="fault-meaning"
              onInput={(event) => setWords(event.currentTarget.value)}
            />
          </div>
          {isNew && (
            <div class="field share">
              <label for="fault-share">Share in %</label>
              <input
                id="fault-share"
                type="number"
                min={0}
                max={WHOLE}
                required
                value={percent}
                onInput={(event) => setPercent(event.currentTarget.value)}
              />
            </div>
          )}
        </div>
        <ul id="fault-meaning" class="meaning small">
          {kinds.filter(({ name }) => has(name)).map((kind) => <Meaning key={kind.name} kind={kind} />)}
        </ul>
        <details>
          <summary>All kinds</summary>
          <ul class="kinds small">
            {kinds.map((kind) => (
              <li key={kind.name}>
                <button type="button" disabled={has(kind.name)} onClick={() => setWords(`${words} ${kind.example}`.trim())}>
                  <code>{kind.example}</code>
                </button>
                <span>{kind.summary}</span>
              </li>
            ))}
            {CHANCE.map(({ name, summary }) => (
              <li key={name}>
                <code>{name}</code>
                <span>{summary}</span>
              </li>
            ))}
          </ul>
        </details>
        <div class="row ends">
          <p class="problem" role="status">{problem}</p>
          <button type="submit" class="primary" disabled={isAway.value || words.trim() === ""}>Set faults</button>
          {current !== "" && (
            <button
              type="button"
              class="danger"
              disabled={isAway.value}
              onClick={() => attempt(() => endFaults(target))}
            >
              End faults
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}

/** What a fault does, and what it is good for. */
function Meaning({ kind: { name, summary, exposes } }: { kind: FaultKind }) {
  return (
    <li>
      <code>{name}</code>: {summary}. <span class="dim">Finds {exposes}.</span>
    </li>
  );
}

/** The names of the faults that are asked for. */
function namesIn(words: string): string[] {
  return words.toLowerCase().split(/[\s,;]+/).map((word) => word.split("=")[0]);
}

/** What new connections get, and the way to change it. */
export function NewFaults({ change }: { change: () => void }) {
  useEffect(() => void readFaults().catch(() => {}), []);
  const rule = faults.value?.rule;
  return (
    <div class="new-faults">
      {rule
        ? (
          <span class="fault-badge">
            {Math.round(rule.share * WHOLE)}% of new connections: <code>{rule.faults}</code>
          </span>
        )
        : <span class="dim small">New connections have no faults.</span>}
      <button type="button" disabled={isAway.value} onClick={change}>{rule ? "Change…" : "Faults for new ones…"}</button>
    </div>
  );
}
