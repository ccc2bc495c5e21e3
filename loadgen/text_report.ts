/** The figures of a load for people, in 80 columns. */
import type { Colors } from "picocolors/types";
import { escapeControls } from "../protocol/quote.ts";
import { counted } from "../cli/counted.ts";
import { wrapped } from "../cli/options.ts";
import type { Style } from "../cli/style.ts";
import type { Change, Report } from "./document.ts";
import type { Figures, LatencyFigures } from "./figures.ts";

/** The most columns that are used. */
const COLUMNS = 80;

/** What stands above the figures: the load. */
function loadText({ settings }: Report): string[] {
  const { target, protocol, clients, pipeline, rate, seconds, warmUpSeconds, mix, workers, seed } = settings;
  const pace = rate === "max" ? "as fast as it answers (closed loop)" : `${integer(rate)} requests per second (open loop)`;
  return [
    `${target}, ${protocol === "app" ? "lines" : protocol}: ${pace}`,
    `${counted(clients, "client")}, pipeline ${pipeline}, ${mix.replaceAll(",", " ")}`,
    `${seconds} s after ${warmUpSeconds} s of warm-up, ${counted(workers, "thread")}, seed ${seed}`,
  ];
}

/** The whole report. @param changes what has changed since an older one; `null` for none */
export function textReport(
  report: Report,
  { changes, differences, style }: { changes: readonly Change[] | null; differences: readonly string[]; style: Style },
): string {
  const { figures } = report;
  const { colors } = style;
  const width = Math.min(COLUMNS, style.columns);
  const notes = [
    ...notesOn(report),
    ...changes && differences.length > 0 ? [`Not the same load: ${differences.join("; ")}.`] : [],
  ];
  return [
    ...loadText(report),
    "",
    ...totals(figures),
    ...figures.errorKinds.map(({ text, count }) => colors.red(cut(`  ${integer(count)} × ${escapeControls(text)}`, width))),
    "",
    ...latencyTable(figures),
    "",
    ...histogram(figures, width),
    ...changes === null ? [] : ["", ...changeTable(changes, colors)],
    ...notes.flatMap((note) => ["", ...wrapped(note, width)]),
  ].map((line) => `${line}\n`).join("");
}

function totals({ requests, perSecond, errors, unanswered, unsent, lostConnections, seconds }: Figures): string[] {
  const rows: [string, string][] = [
    ["requests", `${integer(requests)} in ${seconds.toFixed(1)} s`],
    ["per second", integer(Math.round(perSecond))],
    ["errors", errors === 0 ? "0" : `${integer(errors)} (${percent(errors / requests)})`],
  ];
  if (unanswered > 0) rows.push(["unanswered", integer(unanswered)]);
  if (unsent > 0) rows.push(["not sent", integer(unsent)]);
  if (lostConnections > 0) rows.push(["lost", counted(lostConnections, "connection")]);
  return rows.map(([name, value]) => `${name.padEnd(12)}${value}`);
}

const TIMES = ["mean", "p50", "p90", "p99", "p999", "max"] as const satisfies readonly (keyof LatencyFigures)[];

function latencyTable({ operations, requests, latencyMs }: Figures): string[] {
  const row = (name: string, count: string, times: readonly string[]) =>
    name.padEnd(12) + count.padStart(13) + times.map((time) => time.padStart(9)).join("");
  const rows = Object.entries(operations).map(([name, { requests, latencyMs }]) =>
    row(name, integer(requests), TIMES.map((key) => milliseconds(latencyMs[key])))
  );
  const all = row("all", integer(requests), TIMES.map((key) => milliseconds(latencyMs[key])));
  return [
    row("latency, ms", "requests", ["mean", "p50", "p90", "p99", "p99.9", "max"]),
    ...rows,
    ...rows.length > 1 ? [all] : [],
  ];
}

const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

function histogram({ histogram }: Figures, width: number): string[] {
  if (histogram.length === 0) return [];
  const total = histogram.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(...histogram.map(({ count }) => count));
  const labels = histogram.map(({ fromMs, toMs }) => `${fromMs} to ${toMs} ms`);
  const labelWidth = Math.max(...labels.map(({ length }) => length));
  const barWidth = width - labelWidth - 12;
  return histogram.map(({ count }, i) => {
    const eighths = count === 0 ? 0 : Math.max(1, Math.round(8 * barWidth * count / most));
    const bar = "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
    return `${labels[i].padStart(labelWidth)}  ${percent(count / total).padStart(8)}  ${bar}`.trimEnd();
  });
}

function changeTable(changes: readonly Change[], colors: Colors): string[] {
  const row = (cells: readonly string[]) => cells.map((cell, i) => i === 0 ? cell.padEnd(12) : cell.padStart(14)).join("");
  return [
    row(["compared", "now", "before", "change"]),
    ...changes.map(({ name, now, before, percent }) => {
      const change = percent === null ? "new" : `${percent > 0 ? "+" : ""}${percent.toFixed(1)}%`;
      const isBetter = name === "per second" ? now > before : now < before;
      const color = now === before ? colors.reset : isBetter ? colors.green : colors.red;
      return row([name, figure(now), figure(before)]) + color(change.padStart(14));
    }),
  ];
}

/** Below this share of the rate, a server has not kept up with it. */
const KEEPS_UP = 0.98;

/** What has to be known to read the figures. */
function notesOn({ settings, figures }: Report): string[] {
  const { rate } = settings;
  const { generator, perSecond } = figures;
  const notes: string[] = [];
  if (rate === "max") {
    notes.push(
      "Closed loop: each latency counts from when the request was sent. A server that stalls is asked less often, so these " +
        "figures leave out what would have waited. Give a --rate to see it.",
    );
  } else if (perSecond < KEEPS_UP * rate) {
    notes.push(
      `The server did not keep up, or ${settings.clients * settings.pipeline} in flight is too few for this rate: ` +
        `${integer(Math.round(perSecond))} of ${
          integer(rate)
        } requests per second. Each latency counts from when the request was ` +
        "due, so they grow as long as the load lasts.",
    );
  }
  if (generator.bottlenecks.length > 0) {
    notes.push(
      `The load generator may be the bottleneck: ${
        generator.bottlenecks.join(", and ")
      }. Use another computer, more --workers, ` +
        "or a lower --rate.",
    );
  }
  return notes;
}

/** One line of at most 80 columns on how far the load is. */
export function progressText(
  { elapsedMs, warmUpSeconds, seconds, perSecond, errors, worstMs }: {
    elapsedMs: number;
    warmUpSeconds: number;
    seconds: number;
    perSecond: number;
    errors: number;
    worstMs: number;
  },
): string {
  if (elapsedMs === 0) return "connecting…";
  const measured = elapsedMs / 1000 - warmUpSeconds;
  const phase = measured < 0
    ? "warming up"
    : measured < seconds
    ? `${measured.toFixed(1)} of ${seconds} s`
    : "waiting for replies";
  return `${phase} · ${integer(Math.round(perSecond))} per second · slowest ${milliseconds(worstMs)} ms` +
    (errors > 0 ? ` · ${counted(errors, "error")}` : "");
}

function integer(value: number): string {
  return value.toLocaleString("en-US");
}

function figure(value: number): string {
  return value >= 1000 ? integer(Math.round(value)) : String(value);
}

/** Three digits, or all that stand before the point. */
function milliseconds(ms: number): string {
  return ms >= 100 ? integer(Math.round(ms)) : ms.toFixed(ms >= 10 ? 1 : ms >= 1 ? 2 : 3);
}

function percent(share: number): string {
  const percent = 100 * share;
  if (percent === 0) return "0%";
  return `${percent < 0.001 ? "<0.001" : percent.toFixed(percent < 1 ? 3 : 1)}%`;
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}
