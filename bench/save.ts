/** Keeps what was measured: everything in bench/results/, and the table in docs/performance.md. */
import { join } from "node:path";
import { type Measured, table } from "./report.ts";

const RESULTS = join(import.meta.dirname ?? ".", "results");
const PAGE = join(import.meta.dirname ?? ".", "../docs/performance.md");
/** The table stands between these. */
const MARKS = { begin: "<!-- bench: begin -->", end: "<!-- bench: end -->" };
const NAME = /^\d{4}-\d{2}-\d{2}-bench\.md$/;

/** How it was measured. */
export interface RunInfo {
  readonly rounds: number;
  /** The machine, in Markdown. */
  readonly machine: string;
}

/** Writes both, in place of what an earlier run has written. */
export async function save(measured: Measured, { rounds, machine }: RunInfo): Promise<void> {
  const date = new Date().toISOString().slice(0, 10);
  for (const { name } of Deno.readDirSync(RESULTS)) if (NAME.test(name)) Deno.removeSync(join(RESULTS, name));
  Deno.writeTextFileSync(join(RESULTS, `${date}-bench.md`), resultsPage(measured, { date, rounds, machine }));
  const page = Deno.readTextFileSync(PAGE);
  const begin = page.indexOf(MARKS.begin);
  const end = page.indexOf(MARKS.end);
  if (begin < 0 || end < begin) {
    throw new Error(`${PAGE} has no ${MARKS.begin} and ${MARKS.end} behind it: put them where the table belongs`);
  }
  const link = `Measured on ${date}, medians of ${rounds} rounds; [all results](../bench/results/${date}-bench.md).`;
  const written = `${MARKS.begin}\n\n${link}\n\n${table(measured)}\n\n`;
  Deno.writeTextFileSync(PAGE, `${page.slice(0, begin)}${written}${page.slice(end)}`);
  await new Deno.Command(Deno.execPath(), { args: ["fmt", "--quiet", PAGE] }).output();
}

function resultsPage(measured: Measured, { date, rounds, machine }: RunInfo & { date: string }): string {
  const raw = measured.runs.map((run) => JSON.stringify(run)).join("\n");
  return `# The app beside its peers, ${date}

\`deno task bench ${rounds}\`: medians of ${rounds} rounds, and the median of their ratios, app to peer. Servers on one processor, the load on
the other.

${machine}

${table(measured)}

## Raw

\`\`\`json
${raw}
\`\`\`
`;
}
