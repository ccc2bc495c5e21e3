/**
 * Measures dist/app beside its peers, in one run on one machine, so that the ratios can be read whatever the machine is.
 *
 *     deno task build && deno task bench [ROUNDS [OLDER_APP]] [--app FILE] [--only TEXT] [--more]
 *
 * It needs a C compiler and taskset; the table names each peer that is not installed. Servers run on processor 0, the load on
 * processor 1; in each round they take turns. Everything goes over loopback, is bounded, and ends by itself. All of it, in three
 * rounds, takes less than ten minutes.
 *
 * It prints a table, and writes the same to docs/performance.md, and with it the machine, the date and all results to
 * bench/results/. With OLDER_APP it measures dist/app beside that executable instead of the peers, with more kinds of `ADD`. With
 * --app it measures FILE instead of dist/app, with --only the work that has TEXT in its name, and with --more also those kinds of
 * `ADD`. In all of these cases it only prints.
 */
import { resolve } from "node:path";
import { parseArgs } from "@std/cli/parse-args";
import type { Case, Peer, Result } from "./case.ts";
import { ADDITIONS, MORE_ADDITIONS } from "./cases/additions.ts";
import { CONNECTIONS } from "./cases/connections.ts";
import { HTTP } from "./cases/http.ts";
import { LARGE_ARRAY } from "./cases/large_array.ts";
import { LIFE } from "./cases/life.ts";
import { LIVE_FEED } from "./cases/live_feed.ts";
import { machine } from "./machine.ts";
import { installedPrograms } from "./programs.ts";
import { missing, type Run, SELF, table } from "./report.ts";
import { APP } from "./running_app.ts";
import { save } from "./save.ts";

const args = parseArgs(Deno.args, { string: ["app", "only"], boolean: ["more"] });
const rounds = Number(args._[0] ?? 3);
if (!Number.isSafeInteger(rounds) || rounds < 1) {
  throw new Error(`ROUNDS is an integer from 1 on, not ${args._[0]}: deno task bench 3`);
}
const older = args._[1] === undefined ? null : resolve(String(args._[1]));
const app = resolve(args.app ?? APP);

const all = [
  ...CONNECTIONS,
  ...HTTP,
  ...ADDITIONS,
  ...(args.more || older ? MORE_ADDITIONS : []),
  ...LIVE_FEED,
  ...LARGE_ARRAY,
  ...LIFE,
];
const cases = all.filter(({ work }) => work.includes(args.only ?? "")).map((one) => older ? besideOlder(one, older) : one);
const installed = await installedPrograms();
const runs: Run[] = [];

// What this process does itself must not disturb the servers.
await new Deno.Command("taskset", { args: ["-a", "-c", "-p", "1", String(Deno.pid)], stdout: "null" }).output();
const say = (text: string, to = Deno.stdout) => to.writeSync(new TextEncoder().encode(`${text}\n`));

const where = await machine(installed);
say(where, Deno.stderr);
for (let round = 0; round < rounds; round++) {
  for (const one of cases) {
    if (missing(one.needs ?? [], installed).length > 0) continue;
    for (const peer of one.peers) {
      if (missing(peer.needs, installed).length === 0) {
        await run({ work: one.work, who: peer.name, round }, () => peer.measure(app));
      }
    }
    await run({ work: one.work, who: SELF, round }, () => one.measure(app));
  }
}

const measured = { cases, runs, installed };
say(table(measured));
if (older || args.only || args.more || args.app) { for (const one of runs) say(JSON.stringify(one)); }
else await save(measured, { rounds, machine: where });
const failures = runs.filter(({ failed }) => failed !== undefined);
for (const { work, who, failed } of failures) say(`${work}, ${who}: ${failed}`, Deno.stderr);
Deno.exit(failures.length > 0 ? 1 : 0);

async function run(what: Omit<Run, "result" | "failed">, measure: () => Promise<Result>): Promise<void> {
  const startedAt = performance.now();
  const outcome = await measure().then((result) => ({ result }), (error: unknown) => ({ failed: String(error) }));
  runs.push({ ...what, ...outcome });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(
    `${what.round + 1}/${rounds} ${what.work}, ${what.who}: ${seconds} s${"failed" in outcome ? ", failed" : ""}`,
    Deno.stderr,
  );
}

/** The same work, beside an older executable only. */
function besideOlder(one: Case, executable: string): Case {
  const peer: Peer = { name: "older app", needs: [], measure: () => one.measure(executable) };
  return { ...one, peers: [peer] };
}
