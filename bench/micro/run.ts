/**
 * Runs the microbenchmarks and prints their results as Markdown: tables of medians, then the raw figures.
 *
 *     deno task bench:micro [rounds] > results.md
 *
 * Takes about two minutes per round. Python's sortedcontainers takes part where `python3` has it.
 */
import { median } from "../case.ts";
import { tableRow } from "../report.ts";
import { RIVALS } from "./rivals.ts";
import { SIZES } from "./values.ts";

const HERE = import.meta.dirname ?? ".";
const [rounds = 3] = Deno.args.map(Number);

/** The time of an operation, and of what it was one. */
interface Figure {
  /** Such as `add one`. */
  operation: string;
  size: string;
  name: string;
  ns: number;
}

/** What `deno bench --json` tells, as far as it is read. */
interface Report {
  version: number;
  runtime: string;
  cpu: string;
  benches: {
    group: string;
    name: string;
    results: { ok?: { n: number; min: number; max: number; avg: number; p75: number; p99: number }; err?: unknown }[];
  }[];
}

const figures: Figure[] = [];
const raw: string[] = [];
let machine = "";

for (let round = 0; round < rounds; round++) {
  for (const file of ["wire_bench.ts", "connection_bench.ts", "sorted_bench.ts"]) benchmark(file, round);
}
const memory = Object.keys(RIVALS).flatMap((rival) => SIZES.slice(1).map((size) => bytesPerValue(rival, size)));
const python = sortedcontainers();

print(`Machine: ${machine}. Medians of ${rounds} rounds; ${python}.\n`);
const operations = new Set(figures.filter(({ name }) => name in RIVALS).map(({ operation }) => operation));
for (const operation of operations) print(sortedTable(operation));
print(table(["bytes per value", "", ...SIZES.slice(1).map(formatted)], [
  ...Object.keys(RIVALS).flatMap((rival) => {
    const of = memory.filter((found) => found.rival === rival);
    return [
      [rival, "made at once", ...of.map(({ atOnce }) => atOnce.toFixed(1))],
      [rival, "half of them added", ...of.map(({ grown }) => grown.toFixed(1))],
    ];
  }),
]));
print(wireTable());
print(`## Raw\n\n\`\`\`json\n${raw.join("\n")}\n\`\`\``);

function print(text: string): void {
  const bytes = new TextEncoder().encode(`${text}\n`);
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

/** Runs a file of benchmarks once. */
function benchmark(file: string, round: number): void {
  const report: Report = JSON.parse(
    output(Deno.execPath(), ["bench", "--no-check", "--json", "--allow-all", `${HERE}/${file}`]),
  );
  machine = `${report.cpu}, ${report.runtime}`;
  for (const { group, name, results: [{ ok, err }] } of report.benches) {
    if (!ok) throw new Error(`The benchmark ${name} of ${group} failed: ${JSON.stringify(err)}`);
    const [operation, size, perIteration] = group.split("; ");
    const count = Number((perIteration ?? size).split(" ")[0]);
    figures.push({ operation, size, name, ns: ok.avg / count });
    raw.push(JSON.stringify({ round, group, name, n: ok.n, avg: ok.avg, min: ok.min, p75: ok.p75, p99: ok.p99, max: ok.max }));
  }
}

function bytesPerValue(rival: string, size: number): { rival: string; size: number; atOnce: number; grown: number } {
  const line = output(Deno.execPath(), [
    "run",
    "--no-check",
    "--v8-flags=--expose-gc",
    `${HERE}/memory.ts`,
    rival,
    String(size),
  ]);
  raw.push(line.trim());
  return JSON.parse(line);
}

/** Measures Python's rival, if it is there. @returns what to say of it */
function sortedcontainers(): string {
  const name = "sortedcontainers";
  const missing = `${name} is missing: \`python3 -m pip install ${name}\` brings it`;
  try {
    const found = new Deno.Command("python3", { args: ["-c", `import ${name}`], stderr: "null" }).outputSync();
    if (!found.success) return missing;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return missing;
    throw error;
  }
  const lines = output("python3", [`${HERE}/${name}_bench.py`, String(rounds), ...SIZES.map(String)]).trim().split("\n");
  raw.push(...lines);
  const versions = JSON.parse(lines.pop() ?? "{}");
  for (const line of lines) {
    const { operation, size, ns } = JSON.parse(line);
    if (ns !== undefined) figures.push({ operation, size: `${size} values`, name, ns });
  }
  return `${name} ${versions.sortedcontainers} with Python ${versions.python}`;
}

function output(command: string, args: string[]): string {
  const { success, stdout } = new Deno.Command(command, { args, stderr: "inherit" }).outputSync();
  if (!success) throw new Error(`${command} ${args.join(" ")} failed`);
  return new TextDecoder().decode(stdout);
}

/** An operation of all rivals at all sizes, in nanoseconds. */
function sortedTable(operation: string): string {
  const names = [...Object.keys(RIVALS), "sortedcontainers"];
  const rows = names.map((name) => [
    name,
    ...SIZES.map((size) => {
      const ns = medianOf((figure) =>
        figure.operation === operation && figure.name === name && figure.size === `${size} values`
      );
      return ns === null ? "" : ns >= 100 ? formatted(Math.round(ns)) : ns.toPrecision(2);
    }),
  ]);
  return table([`${operation}, ns`, ...SIZES.map(formatted)], rows);
}

/** The framer and the parser in megabytes a second, lines in microseconds. */
function wireTable(): string {
  const wire = figures.filter(({ name }) => !(name in RIVALS) && name !== "sortedcontainers");
  const columns = [...new Set(wire.map(columnOf))];
  const names = [...new Set(wire.map(({ name }) => name))];
  return table(
    ["", ...columns],
    names.map((name) => [
      name,
      ...columns.map((column) => {
        const ns = medianOf((figure) => figure.name === name && columnOf(figure) === column);
        return ns === null ? "" : column.startsWith("line") ? (ns / 1000).toPrecision(3) : formatted(Math.round(1000 / ns));
      }),
    ]),
  );
}

function columnOf({ operation, size }: Figure): string {
  return operation === "line" ? `line, ${size.split(" ")[0]} in flight, µs` : `${operation}, MB/s`;
}

function medianOf(isWanted: (figure: Figure) => boolean): number | null {
  const found = figures.filter(isWanted).map(({ ns }) => ns);
  return found.length === 0 ? null : median(found);
}

function table(head: readonly string[], rows: readonly string[][]): string {
  return [tableRow(head), tableRow(head.map((_, i) => i === 0 ? "---" : "---:")), ...rows.map(tableRow), ""].join("\n");
}

function formatted(value: number): string {
  return value.toLocaleString("en-US");
}
