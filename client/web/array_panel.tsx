import { useEffect, useRef, useState } from "hono/jsx/dom";
import { messageOf } from "../../protocol/message_of.ts";
import { change } from "./api.ts";
import { ArrayPicture } from "./array_picture.tsx";
import { live } from "./live.ts";
import { useStore } from "./store.ts";
import { formatNumber } from "./text.ts";

/** How long what was added is marked, in milliseconds. */
const MARKED_MS = 2000;

/** The sorted array: its picture, its facts, and how to change it. */
export function ArrayPanel() {
  const { stats, bars, added, addedMore, server } = useStore(live);
  const marked = useMarked(added);
  return (
    <section class="panel array" aria-labelledby="array-title">
      <h2 id="array-title">The sorted array</h2>
      <dl class="facts">
        <Fact name="count" value={stats?.count} />
        <Fact name="min" value={stats?.min} />
        <Fact name="median" value={stats?.median} />
        <Fact name="max" value={stats?.max} />
      </dl>
      <ArrayPicture bars={bars} added={marked} stats={stats} />
      <p class="added">
        {added.length === 0
          ? "New numbers appear here."
          : `Last added: ${added.map(formatNumber).join("  ")}${addedMore > 0 ? `  and ${formatNumber(addedMore)} more` : ""}`}
      </p>
      <Controls count={stats?.count ?? 0} mayClear={server?.role === "host"} />
    </section>
  );
}

function useMarked(added: readonly number[]): readonly number[] {
  const [marked, setMarked] = useState<readonly number[]>([]);
  useEffect(() => {
    setMarked(added);
    const timer = setTimeout(() => setMarked([]), MARKED_MS);
    return () => clearTimeout(timer);
  }, [added]);
  return marked;
}

function Fact({ name, value }: { name: string; value: number | null | undefined }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value === null || value === undefined ? "–" : formatNumber(value)}</dd>
    </div>
  );
}

function Controls({ count, mayClear }: { count: number; mayClear: boolean }) {
  const [text, setText] = useState("");
  const [said, setSaid] = useState("");
  const dialog = useRef<HTMLDialogElement>(null);

  /** @returns whether it was done */
  const attempt = async (what: () => Promise<string>): Promise<boolean> => {
    try {
      setSaid(await what());
      return true;
    } catch (error) {
      setSaid(messageOf(error));
      return false;
    }
  };
  const add = (body?: unknown) =>
    attempt(async () => {
      const { added } = await change("post", "/api/array", body);
      return `Added: ${added.length <= 20 ? added.join(" ") : `${formatNumber(added.length)} numbers`}`;
    });
  const addTyped = async (event: Event) => {
    event.preventDefault();
    const words = text.split(/[\s,;]+/).filter((word) => word !== "");
    const wrong = words.find((word) => !/^-?\d+$/.test(word) || !Number.isSafeInteger(Number(word)));
    if (words.length === 0) setSaid("Type one or more integers separated by spaces, for example 5 3 9");
    else if (wrong !== undefined) {
      setSaid(`"${wrong}" is not an integer from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}: nothing was added`);
    } else {
      if (await add({ values: words.map(Number) })) setText("");
    }
  };
  const clear = () =>
    attempt(async () => {
      dialog.current?.close();
      const { removed } = await change("delete", "/api/array");
      return `Removed: ${formatNumber(removed)}`;
    });

  return (
    <>
      <div class="controls">
        <button type="button" onClick={() => add()}>Add a random number</button>
        <form onSubmit={addTyped}>
          <label for="numbers">Your numbers</label>
          <input
            id="numbers"
            value={text}
            placeholder="5 3 9"
            inputmode="text"
            autocomplete="off"
            onInput={(event: Event) => setText((event.target as HTMLInputElement).value)}
          />
          <button type="submit">Add</button>
        </form>
        {mayClear && (
          <button type="button" class="danger" disabled={count === 0} onClick={() => dialog.current?.showModal()}>
            Clear…
          </button>
        )}
      </div>
      <p class="said" role="status">{said}</p>
      <dialog ref={dialog} aria-labelledby="clear-title">
        <h3 id="clear-title">Clear the array?</h3>
        <p>This removes {count === 1 ? "its only value" : `all ${formatNumber(count)} values`} for everyone.</p>
        <div class="controls">
          <button type="button" class="danger" onClick={clear}>Clear</button>
          <button type="button" autofocus onClick={() => dialog.current?.close()}>Cancel</button>
        </div>
      </dialog>
    </>
  );
}
