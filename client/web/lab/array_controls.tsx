import { useRef, useState } from "preact/hooks";
import { messageOf } from "../../../protocol/message_of.ts";
import { answer, api } from "../api.ts";
import { isAway } from "../live.ts";
import { formatNumber } from "../text.ts";

/** How the array is changed. */
export function ArrayControls({ count, mayClear }: { count: number; mayClear: boolean }) {
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
  const add = (body?: { readonly values: number[] }) =>
    attempt(async () => {
      const { added } = await answer(api.POST("/api/array", { body }));
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
      const { removed } = await answer(api.DELETE("/api/array"));
      return `Removed: ${formatNumber(removed)}`;
    });

  return (
    <>
      <form class="row" onSubmit={addTyped}>
        <div class="field">
          <label for="numbers">Your numbers</label>
          <input
            id="numbers"
            value={text}
            placeholder="5 3 9"
            autocomplete="off"
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="primary" disabled={isAway.value}>Add</button>
      </form>
      <div class="row">
        <button type="button" disabled={isAway.value} onClick={() => add()}>Add a random number</button>
        {mayClear && (
          <button
            type="button"
            class="danger"
            disabled={count === 0 || isAway.value}
            onClick={() => dialog.current?.showModal()}
          >
            Clear…
          </button>
        )}
      </div>
      <p class="said" role="status">{said}</p>
      <dialog ref={dialog} aria-labelledby="clear-title">
        <div class="stack">
          <h3 id="clear-title">Clear the array?</h3>
          <p>This removes {count === 1 ? "its only value" : `all ${formatNumber(count)} values`} for everyone.</p>
          <div class="row">
            <button type="button" class="danger" onClick={clear}>Clear</button>
            <button type="button" autofocus onClick={() => dialog.current?.close()}>Cancel</button>
          </div>
        </div>
      </dialog>
    </>
  );
}
