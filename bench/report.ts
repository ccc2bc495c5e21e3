/** What the measurements say, as Markdown. */
import { type Case, type Figure, median, type Peer, type Result } from "./case.ts";
import type { Program } from "./programs.ts";

/** One run: of the app, or of a peer, or why there is no result. */
export interface Run {
  readonly work: string;
  /** The peer; `app` for the app itself. */
  readonly who: string;
  readonly round: number;
  readonly result?: Result;
  readonly failed?: string;
}

/** The name of the app among those who are measured. */
export const SELF = "app";

export interface Measured {
  readonly cases: readonly Case[];
  readonly runs: readonly Run[];
  /** The programs that are installed, with their versions. */
  readonly installed: ReadonlyMap<Program, string>;
}

/** The table of medians and ratios, a row for each figure beside each peer. The ratio is the median of the rounds' ratios. */
export function table({ cases, runs, installed }: Measured): string {
  const rows = cases.flatMap((measured) => {
    return measured.figures.flatMap((figure) => {
      const own = valuesOf(runs, { work: measured.work, who: SELF, key: figure.key });
      if (measured.peers.length === 0) return [alone(measured, figure, own)];
      return measured.peers.map((peer) => {
        const its = valuesOf(runs, { work: measured.work, who: peer.name, key: figure.key });
        return beside(measured, {
          figure,
          peer,
          own,
          its,
          missing: missing([...measured.needs ?? [], ...peer.needs], installed),
        });
      });
    });
  });
  return [
    "| work | figure | beside | its median | app | ratio | goal |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows,
  ]
    .join("\n");
}

/** Which of some programs are not installed. */
export function missing(needs: readonly Program[], installed: ReadonlyMap<Program, string>): Program[] {
  return needs.filter((program) => !installed.has(program));
}

type Values = ReadonlyMap<number, number>;

/** The values of a figure, by round. */
function valuesOf(runs: readonly Run[], { work, who, key }: { work: string; who: string; key: string }): Values {
  const own = runs.filter((run) => run.work === work && run.who === who && run.result?.[key] !== undefined);
  return new Map(own.map((run) => [run.round, run.result?.[key] ?? NaN]));
}

function alone({ work, goals }: Case, { key, name }: Figure, own: Values): string {
  return tableRow([work, name, "", "", shown(own), "", goals?.[key] ?? ""]);
}

interface Beside {
  figure: Figure;
  peer: Peer;
  own: Values;
  its: Values;
  missing: readonly Program[];
}

function beside({ work }: Case, { figure, peer, own, its, missing }: Beside): string {
  const ratios = [...own].flatMap(([round, value]) => {
    const other = its.get(round);
    return other === undefined ? [] : [value / other];
  });
  const name = missing.length > 0 ? `${peer.name} (not installed: ${missing.join(", ")})` : peer.name;
  const ratio = ratios.length > 0 ? median(ratios).toFixed(2) : "";
  return tableRow([work, figure.name, name, shown(its), shown(own), ratio, peer.goals?.[figure.key] ?? ""]);
}

function shown(values: Values): string {
  if (values.size === 0) return "–";
  const value = median([...values.values()]);
  return value < 100 ? String(Number(value.toPrecision(3))) : Math.round(value).toLocaleString("en-US");
}

/** A row of a table. */
export function tableRow(cells: readonly (string | number)[]): string {
  return `| ${cells.join(" | ")} |`;
}
