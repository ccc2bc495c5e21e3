import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Tabs } from "../tabs.tsx";

interface Panel {
  readonly id: string;
  readonly title: string;
  /** From 0. */
  readonly column: number;
  readonly content: ComponentChildren;
}

/** The panel that a narrow screen shows, by the URL's fragment. */
const chosen = signal(location.hash.slice(1));
addEventListener("hashchange", () => chosen.value = location.hash.slice(1));

const WIDTHS_KEY = "app-lab-widths";
/** Of the first two columns, in percent. */
const USUAL_WIDTHS: readonly number[] = [36, 34];
const LEAST_WIDTH = 18;

/** Panels in columns whose widths can be changed; on a narrow screen, one at a time behind tabs. */
export function Columns({ panels }: { panels: readonly Panel[] }) {
  const main = useRef<HTMLElement>(null);
  const shown = panels.some(({ id }) => id === chosen.value) ? chosen.value : panels[0].id;
  const show = (id: string) => {
    chosen.value = id;
    history.replaceState(null, "", `#${id}`);
  };
  useEffect(() => setWidths(main.current, readWidths()), []);
  const columns = [...new Set(panels.map(({ column }) => column))];
  return (
    <>
      <Tabs className="lab-tabs" tabs={panels} chosen={shown} choose={show} label="Parts of the lab" />
      <main class="lab" ref={main}>
        {columns.map((column) => (
          <>
            {column > 0 && <Splitter key={`s${column}`} index={column - 1} main={main} />}
            <div key={column} class="column">
              {panels.filter((panel) => panel.column === column).map(({ id, content }) => (
                <div key={id} id={id} class={id === shown ? "part shown" : "part"}>{content}</div>
              ))}
            </div>
          </>
        ))}
      </main>
    </>
  );
}

function Splitter({ index, main }: { index: number; main: { readonly current: HTMLElement | null } }) {
  const widen = (percent: number) => {
    const widths = readWidths().map((width, i) => i === index ? Math.max(LEAST_WIDTH, Math.round(width + percent)) : width);
    if (widths.reduce((a, b) => a + b) > 100 - LEAST_WIDTH) return;
    localStorage.setItem(WIDTHS_KEY, widths.join());
    setWidths(main.current, widths);
  };
  const drag = (event: PointerEvent) => {
    if (!(event.currentTarget instanceof HTMLElement) || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const moved = event.clientX - event.currentTarget.getBoundingClientRect().x;
    const percent = 100 * moved / (main.current?.clientWidth ?? Infinity);
    if (Math.abs(percent) >= 1) widen(percent);
  };
  return (
    <div
      class="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of column ${index + 1}`}
      aria-valuenow={readWidths()[index]}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={({ key }) => widen(key === "ArrowRight" ? 2 : key === "ArrowLeft" ? -2 : 0)}
    />
  );
}

function readWidths(): readonly number[] {
  const widths = localStorage.getItem(WIDTHS_KEY)?.split(",").map(Number) ?? [];
  return widths.length === USUAL_WIDTHS.length && widths.every((width) => width >= LEAST_WIDTH) ? widths : USUAL_WIDTHS;
}

/** By the object model of the styles, which the page's policy lets through. */
function setWidths(main: HTMLElement | null, widths: readonly number[]): void {
  widths.forEach((width, i) => main?.style.setProperty(`--column-${i}`, `${width}fr`));
  main?.style.setProperty("--column-2", `${100 - widths.reduce((a, b) => a + b)}fr`);
}
