import { useEffect, useRef, useState } from "hono/jsx/dom";
import { eventSource } from "./event_source.ts";
import { formatNumber, formatTime, shown } from "./text.ts";

/** So many lines are kept. */
const KEPT = 500;
/** So near its end a log is at its end. */
const END_PIXELS = 40;

/** What stands where no line does. */
const EMPTY = { opening: "Connecting…", open: "No lines yet", ended: "No lines" } as const;

interface Line {
  readonly at: number;
  readonly direction: "<" | ">" | "";
  readonly text: string;
}

/** The lines of one connection as they go, both ways. */
export function WirePanel({ id, onClose }: { id: number; onClose: () => void }) {
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [paused, setPaused] = useState(false);
  const [filter, setFilter] = useState("");
  const [phase, setPhase] = useState<"opening" | "open" | "ended">("opening");
  const [missed, setMissed] = useState(0);
  const isPaused = useRef(false);
  const log = useRef<HTMLDivElement>(null);
  isPaused.current = paused;

  useEffect(() => {
    const events = eventSource(`/api/connections/${id}/lines`);
    events.addEventListener("lines", ({ data }) => {
      setPhase("open");
      const { lines, skipped }: { lines: Line[]; skipped: number } = JSON.parse(data);
      if (isPaused.current) {
        setMissed((missed) => missed + lines.length + skipped);
        return;
      }
      const more = skipped === 0
        ? []
        : [{ at: lines.at(-1)?.at ?? Date.now(), direction: "" as const, text: `${formatNumber(skipped)} lines skipped` }];
      setLines((known) => [...known, ...lines, ...more].slice(-KEPT));
    });
    const end = () => {
      events.close();
      setPhase("ended");
    };
    events.addEventListener("closed", end);
    // A connection that is gone does not come back.
    events.addEventListener("error", end);
    return () => events.close();
  }, [id]);

  // Who has scrolled up to read is left there.
  const atEnd = useRef(true);
  const look = () => {
    const { scrollHeight = 0, scrollTop = 0, clientHeight = 0 } = log.current ?? {};
    atEnd.current = scrollHeight - scrollTop - clientHeight < END_PIXELS;
  };
  useEffect(() => {
    if (atEnd.current && log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [lines]);

  const wanted = filter.toLowerCase();
  const seen = lines.filter(({ text, direction }) => direction === "" || text.toLowerCase().includes(wanted));
  return (
    <section class="panel wide" aria-labelledby="wire-title">
      <h2 id="wire-title">Lines of connection #{id}{phase === "ended" && " (closed)"}</h2>
      <div class="controls">
        <button
          type="button"
          aria-pressed={String(paused)}
          onClick={() => {
            setPaused(!paused);
            setMissed(0);
          }}
        >
          {paused ? "Resume" : "Pause"}
        </button>
        <label for="filter">Filter</label>
        <input
          id="filter"
          value={filter}
          autocomplete="off"
          onInput={(event: Event) => setFilter((event.target as HTMLInputElement).value)}
        />
        <button type="button" onClick={() => setLines([])}>Clear</button>
        <button type="button" onClick={onClose}>Close</button>
        <span class="dim" role="status">
          {paused && missed > 0 && `${formatNumber(missed)} ${missed === 1 ? "line" : "lines"} missed`}
        </span>
      </div>
      <div
        class="wire"
        ref={log}
        onScroll={look}
        tabindex={0}
        role="log"
        aria-live="off"
        aria-label={`Lines of connection ${id}`}
      >
        {seen.map(({ at, direction, text }, i) => (
          <div key={i} class={`line ${direction === "<" ? "in" : direction === ">" ? "out" : "dim"}`}>
            <time>{formatTime(at)}</time>
            <span class="direction" title={direction === "<" ? "from the client" : "to the client"}>
              {direction === "<" ? "→" : direction === ">" ? "←" : " "}
              <span class="unseen">{direction === "<" ? "from the client" : direction === ">" ? "to the client" : ""}</span>
            </span>
            <bdi>{shown(text)}</bdi>
          </div>
        ))}
        {seen.length === 0 && <div class="line dim">{lines.length > 0 ? "No line matches the filter" : EMPTY[phase]}</div>}
      </div>
    </section>
  );
}
