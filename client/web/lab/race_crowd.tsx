import { useEffect, useRef, useState } from "preact/hooks";
import { messageOf } from "../../../protocol/message_of.ts";
import { race, type RaceResult } from "../../../demo/race/race.ts";
import { formatCount, outcome, REASON, SOURCES } from "../../../demo/race/words.ts";

const LOAD = { clients: 50, values: 10_000 };

interface Crowd {
  readonly isRacing: boolean;
  readonly without: RaceResult | null;
  readonly guarded: RaceResult | null;
  readonly problem: string;
}

const NOTHING: Crowd = { isRacing: false, without: null, guarded: null, problem: "" };

/** Many clients that really race, in this page: without the semaphore, and then with it. */
export function RaceCrowd() {
  const [{ isRacing, without, guarded, problem }, setCrowd] = useState(NOTHING);
  const stopper = useRef<AbortController | null>(null);
  useEffect(() => () => stopper.current?.abort(), []);
  const run = async () => {
    const { signal } = stopper.current = new AbortController();
    try {
      setCrowd({ ...NOTHING, isRacing: true });
      const without = await race({ ...LOAD, semaphore: false, signal });
      setCrowd({ ...NOTHING, isRacing: true, without });
      const guarded = await race({ ...LOAD, semaphore: true, signal });
      setCrowd({ ...NOTHING, without, guarded });
    } catch (error) {
      if (!signal.aborted) setCrowd({ ...NOTHING, problem: messageOf(error) });
    }
  };
  return (
    <section class="stack crowd" aria-labelledby="crowd-title">
      <div class="row">
        <h3 id="crowd-title">With many</h3>
        <button type="button" disabled={isRacing} onClick={run}>
          {isRacing ? "Racing…" : guarded ? "Race again" : "Let 50 clients race"}
        </button>
        <span class="small dim">
          {formatCount(LOAD.clients)} clients add {formatCount(LOAD.values)} values to an array in this page
        </span>
      </div>
      <Result title="Without the semaphore" result={without} />
      <Result title="With the semaphore" result={guarded} />
      <p role="status">{without && guarded && outcome({ without, guarded })}{problem}</p>
      <p class="dim small">
        {REASON} The source code has both stores in <code>{SOURCES.race}</code>, and the server's own semaphore in{" "}
        <code>{SOURCES.server}</code>.
      </p>
    </section>
  );
}

function Result({ title, result }: { title: string; result: RaceResult | null }) {
  const { there = 0, lost = 0, values = LOAD.values } = result ?? {};
  return (
    <div class="result">
      <span class="small">{title}</span>
      <span class={lost > 0 ? "bar-of lossy" : "bar-of"} aria-hidden="true">
        <i style={{ transform: `scaleX(${there / values})` }} />
      </span>
      <span class="small number">
        {result === null ? <span class="dim">–</span> : (
          <>
            {formatCount(there)} there
            {lost > 0 && <span class="wrong">, {formatCount(lost)} lost</span>}
          </>
        )}
      </span>
    </div>
  );
}
