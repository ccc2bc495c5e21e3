import { useEffect, useRef, useState } from "preact/hooks";
import { CopyButton } from "../copyable.tsx";
import { formatNumber, formatTime, shown } from "../text.ts";
import { useWireLines, type WireLine } from "./wire_lines.ts";

/** So near its end a log is at its end. */
const END_PIXELS = 40;
/** A reply that took so long fills its bar, in milliseconds. */
const LONG_MS = 1000;

/** What stands where no line does. */
const EMPTY = { opening: "Connecting…", open: "No lines yet. They appear here as they are sent.", ended: "No lines" } as const;

/** The lines of one connection as they go, both ways. */
export function WireDrawer({ id, onClose }: { id: number; onClose: () => void }) {
  const { lines, phase, paused, missed, pause, clear } = useWireLines(id);
  const [filter, setFilter] = useState("");
  const log = useRef<HTMLDivElement>(null);
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
    <section class="drawer" aria-labelledby="wire-title">
      <div class="row">
        <h3 id="wire-title">Lines of connection #{id}{phase === "ended" && " (closed)"}</h3>
        <button type="button" class="quiet" onClick={onClose}>Close</button>
      </div>
      <div class="row">
        <div class="field">
          <label for="filter">Filter</label>
          <input id="filter" value={filter} autocomplete="off" onInput={(event) => setFilter(event.currentTarget.value)} />
        </div>
        <button type="button" aria-pressed={paused} onClick={() => pause(!paused)}>{paused ? "Resume" : "Pause"}</button>
        <button type="button" onClick={clear}>Clear</button>
        <CopyButton label="Copy these lines" shownAt={log} text={() => seen.map(asText).join("\n")} />
      </div>
      <p class="said" role="status">
        {paused && (missed > 0 ? `${formatNumber(missed)} ${missed === 1 ? "line" : "lines"} missed` : "Paused")}
      </p>
      <div
        class="wire"
        ref={log}
        onScroll={look}
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={`Lines of connection ${id}`}
      >
        {seen.map((line, i) => <Line key={i} line={line} />)}
        {seen.length === 0 && <div class="line dim">{lines.length > 0 ? "No line matches the filter" : EMPTY[phase]}</div>}
      </div>
    </section>
  );
}

/** A line as it is pasted elsewhere. */
function asText({ at, direction, text }: WireLine): string {
  return `${formatTime(at)} ${direction} ${text}`;
}

const SIDES = {
  "<": { name: "in", arrow: "→", words: "from the client" },
  ">": { name: "out", arrow: "←", words: "to the client" },
  "": { name: "dim", arrow: " ", words: "" },
};

function Line({ line: { at, direction, text, tookMs } }: { line: WireLine }) {
  const { name, arrow, words } = SIDES[direction];
  return (
    <div class={`line ${name}`}>
      <time class="dim">{formatTime(at)}</time>
      <span class="direction" title={words}>
        {arrow}
        <span class="unseen">{words}</span>
      </span>
      <bdi>{shown(text)}</bdi>
      {tookMs !== undefined && (
        <span class="took dim" title="from the request to this reply">
          {tookMs < 1 ? "<1" : Math.round(tookMs)} ms
          <i style={{ width: `${100 * Math.min(1, Math.log10(1 + tookMs) / Math.log10(1 + LONG_MS))}%` }} />
        </span>
      )}
    </div>
  );
}
