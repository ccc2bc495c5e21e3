import { useEffect, useRef, useState } from "preact/hooks";
import { messageOf } from "../../../protocol/message_of.ts";
import { keepCounting } from "../../keep_counting.ts";
import { isAway } from "../live.ts";
import { formatNumber } from "../text.ts";
import { timing } from "../timing.ts";
import { WebSocketLink } from "../web_socket_link.ts";

/** What the page shows of its own counter. */
interface Counting {
  readonly id: number | null;
  readonly value: number;
  readonly increment: number;
  readonly said: string;
  readonly running: boolean;
}

/** Runs a counter: connects, counts every half second, and comes back by itself when the connection is lost. */
function useCounting() {
  const [counting, setCounting] = useState<Counting>({ id: null, value: 0, increment: 1, said: "", running: false });
  const stopper = useRef<AbortController | null>(null);
  const tell = (change: Partial<Counting>) => setCounting((counting) => ({ ...counting, ...change }));

  const run = async (id: number | null, signal: AbortSignal) => {
    let connected = false;
    try {
      await keepCounting({
        connect: () => WebSocketLink.open(),
        id,
        timing,
        random: Math.random,
        signal,
        endAt: Infinity,
        onConnected({ id, value, increment }) {
          connected = true;
          tell({ id, value, increment, said: "connected" });
        },
        onEvent: (event, { value, increment }) =>
          tell({ value, increment, ...event.type === "asked" ? { said: `new ${event.kind} increment` } : {} }),
        onLost: (error) => tell({ said: `reconnecting: ${messageOf(error)}` }),
      });
    } catch (error) {
      tell({ said: messageOf(error), ...connected ? {} : { id: null } });
    }
    tell({ running: false });
  };

  useEffect(() => () => stopper.current?.abort(), []);
  return {
    counting,
    start(id: number | null): void {
      stopper.current = new AbortController();
      tell({ running: true, said: "connecting…" });
      run(id, stopper.current.signal);
    },
    refuse: (said: string): void => tell({ id: null, said }),
    stop(): void {
      stopper.current?.abort();
      tell({ said: "disconnected" });
    },
  };
}

export function Count() {
  const { counting: { id, value, increment, said, running }, start, stop, refuse } = useCounting();
  const [wanted, setWanted] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    if (running) stop();
    else if (/^\d*$/.test(wanted.trim())) start(wanted.trim() === "" ? null : Number(wanted));
    else refuse(`"${wanted}" is not an ID: type a number from 0 to 10000, or leave it empty for any free ID`);
  };
  return (
    <div class="count stack">
      <form class="row" onSubmit={submit}>
        <div class="field">
          <label for="counter-id">Run one: ID (0 to 10000)</label>
          <input
            id="counter-id"
            value={wanted}
            inputmode="numeric"
            placeholder="any"
            disabled={running}
            autocomplete="off"
            onInput={(event) => setWanted(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="primary" disabled={isAway.value && !running}>{running ? "Disconnect" : "Connect"}</button>
        {id !== null && <p class="big">{formatNumber(value)}</p>}
      </form>
      <p class="said" role="status">
        {id === null ? said : `Counter ${id}, +${increment}${said ? `, ${said}` : ""}`}
      </p>
    </div>
  );
}
