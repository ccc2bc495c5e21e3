/** What `app bench --json` prints, and `--compare` reads: the load and its figures. */
import { fileProblem } from "../protocol/message_of.ts";
import { UsageError } from "../cli/usage_error.ts";
import type { BenchConfig } from "./config.ts";
import type { Figures } from "./figures.ts";
import { mixText } from "./mix.ts";

/** What was asked for. */
export interface Settings {
  readonly target: string;
  readonly protocol: string;
  readonly clients: number;
  readonly pipeline: number;
  readonly rate: number | "max";
  /** `open` for a schedule that no reply delays, `closed` where each reply leads to the next request. */
  readonly loop: "open" | "closed";
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly workers: number;
  readonly mix: string;
  readonly seed: number;
}

/** The document. */
export interface Report {
  readonly bench: 1;
  readonly settings: Settings;
  readonly figures: Figures;
}

export function reportOf({ load, workers }: BenchConfig, figures: Figures): Report {
  const { target, clients, pipeline, rate, seconds, warmUpSeconds, mix, seed } = load;
  return {
    bench: 1,
    settings: {
      target: target.where + target.path,
      protocol: target.protocol,
      clients,
      pipeline,
      rate: rate ?? "max",
      loop: rate === null ? "closed" : "open",
      seconds,
      warmUpSeconds,
      workers,
      mix: mixText(mix),
      seed,
    },
    figures,
  };
}

/** The figures that two reports are compared by. */
export const COMPARED = [
  { name: "per second", at: ["perSecond"] },
  { name: "errors", at: ["errors"] },
  { name: "mean, ms", at: ["latencyMs", "mean"] },
  { name: "p50, ms", at: ["latencyMs", "p50"] },
  { name: "p90, ms", at: ["latencyMs", "p90"] },
  { name: "p99, ms", at: ["latencyMs", "p99"] },
  { name: "p99.9, ms", at: ["latencyMs", "p999"] },
  { name: "max, ms", at: ["latencyMs", "max"] },
] as const;

/** A figure, now and before. */
export interface Change {
  readonly name: string;
  readonly now: number;
  readonly before: number;
  /** How much more it is now; `null` if it was 0 before and is not now. */
  readonly percent: number | null;
}

/** An older report: which settings it had, by name, and its figures, in the order of {@linkcode COMPARED}. */
export interface OldReport {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly figures: readonly number[];
}

/** Reads an older report. @throws {UsageError} if the file is none */
export function readReport(file: string): OldReport {
  let read: unknown;
  try {
    read = JSON.parse(Deno.readTextFileSync(file));
  } catch (error) {
    const why = error instanceof SyntaxError ? "it is not JSON" : fileProblem(error);
    throw new UsageError(`can't read --compare ${file}: ${why}`);
  }
  const settings = isRecord(read) && read.bench === 1 ? read.settings : null;
  const figures = COMPARED.map(({ at }) =>
    at.reduce<unknown>((inside, key) => isRecord(inside) ? inside[key] : null, figuresIn(read))
  );
  if (!isRecord(settings) || !figures.every((figure) => typeof figure === "number")) {
    throw new UsageError(`--compare ${file} is not a report: make one with app bench --json > ${file}`);
  }
  return { settings, figures };
}

function figuresIn(read: unknown): unknown {
  return isRecord(read) ? read.figures : null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Each figure beside what it was. */
export function changesSince({ figures: before }: OldReport, { figures }: Report): Change[] {
  return COMPARED.map(({ name, at }, i) => {
    const now = at.length === 1 ? figures[at[0]] : figures[at[0]][at[1]];
    const percent = before[i] === now ? 0 : before[i] === 0 ? null : Math.round(1000 * (now - before[i]) / before[i]) / 10;
    return { name, now, before: before[i], percent };
  });
}

/** The settings in which two loads differ, apart from the seed, as in `clients 50, before 10`. */
export function differencesFrom({ settings: before }: OldReport, { settings }: Report): string[] {
  return Object.entries(settings).flatMap(([name, value]) =>
    name === "seed" || before[name] === value ? [] : [`${name} ${value}, before ${String(before[name])}`]
  );
}
