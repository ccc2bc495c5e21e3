import { useEffect, useRef, useState } from "preact/hooks";
import type { WireEvent } from "../api.ts";
import { wireEvents } from "../event_source.ts";
import { formatNumber } from "../text.ts";

/** How many lines are kept. */
const KEPT = 500;

type SaidLine = Extract<WireEvent, { event: "lines" }>["data"]["lines"][number];

/** A line of a connection: from the client (`<`), to it (`>`), or a note in their place. */
export interface WireLine extends Omit<SaidLine, "direction"> {
  readonly direction: SaidLine["direction"] | "";
  /** Of a reply: how long after its request it went out, in milliseconds. */
  readonly tookMs?: number;
}

/** Says of each reply how long it took: replies come in the order of the requests. */
class Replies {
  readonly #askedAt: number[] = [];

  time(line: WireLine): WireLine {
    if (line.direction === "<") this.#askedAt.push(line.at);
    if (line.direction !== ">" || !/^(OK|ERR)\b/.test(line.text)) return line;
    const askedAt = this.#askedAt.shift();
    return askedAt === undefined ? line : { ...line, tookMs: Math.max(0, line.at - askedAt) };
  }
}

/** The lines of a connection as they go. */
export function useWireLines(id: number) {
  const [lines, setLines] = useState<readonly WireLine[]>([]);
  const [phase, setPhase] = useState<"opening" | "open" | "ended">("opening");
  const [paused, setPaused] = useState(false);
  const [missed, setMissed] = useState(0);
  const isPaused = useRef(false);
  isPaused.current = paused;

  useEffect(() => {
    const replies = new Replies();
    const { source, on } = wireEvents(id);
    on("lines", ({ lines, skipped }) => {
      setPhase("open");
      const timed = lines.map((line) => replies.time(line));
      if (isPaused.current) {
        setMissed((missed) => missed + lines.length + skipped);
        return;
      }
      const more: WireLine[] = skipped === 0
        ? []
        : [{ at: lines.at(-1)?.at ?? Date.now(), direction: "", text: `${formatNumber(skipped)} lines skipped` }];
      setLines((known) => [...known, ...timed, ...more].slice(-KEPT));
    });
    const end = () => {
      source.close();
      setPhase("ended");
    };
    on("closed", end);
    // A connection that is gone does not come back.
    source.addEventListener("error", end);
    return () => source.close();
  }, [id]);

  return {
    lines,
    phase,
    paused,
    missed,
    clear: () => setLines([]),
    pause(wanted: boolean): void {
      setPaused(wanted);
      setMissed(0);
    },
  };
}
