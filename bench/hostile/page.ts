/**
 * Makes a page of what bench/hostile/run.ts printed: `deno run --allow-all bench/hostile/page.ts < RESULTS > PAGE`. A row in bold misses
 * a limit.
 */
import { tableRow } from "../report.ts";
import type { Held } from "./run.ts";

const LIMITS = { p99: 100, max: 500, mib: 600, restartMs: 2000, restartMib: 500 };

interface Wait {
  p50: number;
  p99: number;
  max: number;
}

interface Row extends Record<"add" | "get" | "connect", Wait>, Record<"before" | "most" | "after", Held> {
  name: string;
  failed: number;
  stopMs: number;
  restart: { ms: number; mib: number };
}

const raw = (await new Response(Deno.stdin.readable).text()).trim();
const rows: Row[] = raw.split("\n").map((line) => JSON.parse(line));
const waits = (row: Row) => [row.add, row.get, row.connect];
const keepsWaits = (row: Row) => waits(row).every(({ p99, max }) => p99 < LIMITS.p99 && max < LIMITS.max);
const keepsHeld = ({ before, most, after, failed, restart }: Row) =>
  failed === 0 && most.mib < LIMITS.mib && after.descriptors <= 1.2 * before.descriptors &&
  after.sockets <= 1.2 * before.sockets && restart.ms < LIMITS.restartMs && restart.mib < LIMITS.restartMib;
const shown = (name: string, keeps: boolean) => keeps ? name : `**${name}**`;
const heldCell = ({ before, most, after }: Row, what: keyof Held) => `${before[what]} / ${most[what]} / ${after[what]}`;
const count = (keeps: (row: Row) => boolean) => `${rows.filter(keeps).length} of ${rows.length}`;

const page = `# A neighbour beside hostile clients, ${new Date().toISOString().slice(0, 10)}

\`deno run --allow-all bench/hostile/run.ts\`: for each attack the executable is started on an empty data folder, on one processor of a
shared virtual machine with two, with default flags unless an attack needs others (see bench/hostile/attacks.ts). The attack runs for 8
to 40 seconds on the other processor and gives way (nice). Beside it, a neighbour in a process and from an address of its own does an
\`ADD\` over one connection, a \`GET\` over HTTP and a new connection, each every 200 ms. Then: what the server holds 10 seconds later, how
long SIGTERM takes, and how a new start on the same folder goes.

What is to be kept: no error, p99 under ${LIMITS.p99} ms and a maximum under ${LIMITS.max} ms, under ${LIMITS.mib} MB, descriptors and sockets back to within 20 %
of before, ready again within ${
  LIMITS.restartMs / 1000
} s with at most ${LIMITS.restartMib} MB. A row in bold misses something. With 50 to 100 samples, p99 is the maximum.

- ${count((row) => waits(row).every(({ max }) => max < LIMITS.max))} rows keep all maxima, ${
  count(keepsWaits)
} every p99 as well.
- ${count(keepsHeld)} rows keep the rest of that.
- In ${
  count(({ before, after }) => after.mib <= 1.2 * before.mib)
} rows memory comes back to within 20 %. What was used is free, but not given back to the system: V8 collects it
  when something new is needed, and the C library keeps the pages. With \`MALLOC_TRIM_THRESHOLD_=131072\` and
  \`MALLOC_MMAP_THRESHOLD_=32768\` in the environment, glibc gives back more of it.

## Waits of the neighbour, in milliseconds

| attack | \`ADD\` p50 | p99 | max | \`GET\` p50 | p99 | max | connect p50 | p99 | max |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${
  rows.map((row) => tableRow([shown(row.name, keepsWaits(row)), ...waits(row).flatMap(({ p50, p99, max }) => [p50, p99, max])]))
    .join("\n")
}

## What the server held, and its next start

Resident memory in MB, file descriptors and sockets: before, at most and after. The stop and the next start in milliseconds.

| attack | memory | descriptors | sockets | errors | stop | ready again | with |
| --- | --- | --- | --- | --- | --- | --- | --- |
${
  rows.map((row) => {
    const held = (["mib", "descriptors", "sockets"] as const).map((what) => heldCell(row, what));
    return tableRow([
      shown(row.name, keepsHeld(row)),
      ...held,
      row.failed,
      row.stopMs,
      row.restart.ms,
      `${row.restart.mib} MB`,
    ]);
  }).join("\n")
}

## Raw results

\`\`\`text
${raw}
\`\`\`
`;
Deno.stdout.writeSync(new TextEncoder().encode(page));
