/** `app demo race` as it is shown. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { createColors } from "picocolors";
import { run } from "../../commands/mod.ts";
import { interleave, scheduleOf } from "../../demo/race/interleaving.ts";
import { interleavingPicture } from "../../demo/race/picture.ts";
import { eventually } from "../support/eventually.ts";
import { TestShell } from "../support/test_shell.ts";

const SMALL = ["--clients", "10", "--values", "200"];

async function demo(args: string[], options: ConstructorParameters<typeof TestShell>[0] = {}) {
  const shell = new TestShell(options);
  const code = await run(["demo", "race", ...SMALL, ...args], shell);
  deepStrictEqual({ code, err: shell.stderr.text }, { code: 0, err: "" });
  return shell.stdout.text;
}

Deno.test("the race is shown step by step, without the semaphore and with it, and then with many", async () => {
  const out = await demo(["--seed", "0"]);
  ok(
    out.includes(`
  Without a semaphore

  client A                        the array      client B
                                    [3 7]
  reads [3 7]                ←──    [3 7]
                                    [3 7]    ──→ reads [3 7]
  computes [3 5 7]                  [3 7]
                                    [3 7]        computes [3 7 9]
  writes [3 5 7]             ──→   [3 5 7]
                                   [3 7 9]   ←── writes [3 7 9]

  ✗ 5 is lost: client B had read the array before client A wrote, and wrote
    over it.

  The same schedule with a semaphore

  client A                        the array      client B
                                    [3 7]
  acquires, reads [3 7]      ←──    [3 7]
                                    [3 7]        waits for A
  computes [3 5 7]                  [3 7]        ┊
  writes [3 5 7], releases   ──→   [3 5 7]       ┊
                                   [3 5 7]   ──→ acquires, reads [3 5 7]
                                   [3 5 7]       computes [3 5 7 9]
                                  [3 5 7 9]  ←── writes [3 5 7 9], releases

  ✓ Nothing is lost: client B read only after client A had written.

  The schedule was A B A B A B: --seed 0 shows it again.
`),
    out,
  );
  match(out, / {2}10 clients added 200 values\. Without the semaphore \d+ are there, \d+\s+were\s+lost\. With it: 200\.\n/);
  ok(out.includes("demo/race/stores.ts"));
  for (const line of out.split("\n")) ok(line.length < 80, line);
});

Deno.test("the columns stay in line, whoever comes last", () => {
  for (let seed = 0; seed < 40; seed++) {
    const [, ...rows] = interleavingPicture(interleave(scheduleOf(seed), { semaphore: true }), createColors(false));
    for (const row of rows) {
      match(row.slice(34, 43).trim(), /^\[\d( \d)*\]$/, row);
      strictEqual(row[28], " ", row);
      ok(row.length < 80, row);
    }
  }
});

Deno.test("without a seed the schedule loses a value, and the seed that is told shows it again", async () => {
  const out = await demo([]);
  match(out, /✗ [59] is lost/);
  const [, seed = ""] = out.match(/--seed (\d+) shows/) ?? [];
  const steps = (text: string) => text.slice(0, text.indexOf("Now with many"));
  strictEqual(steps(await demo(["--seed", seed])), steps(out));
});

Deno.test("a schedule that loses nothing is told of honestly", async () => {
  match(await demo(["--seed", "7"]), /✓ Nothing is lost this time: .* had\s+written,\s+by\s+luck\. 18 of the 20 schedules/);
});

Deno.test("in a terminal there are colors, unless nobody wants them", async () => {
  ok((await demo([], { isTerminal: true })).includes("\x1b[36m"));
  ok(!(await demo([], { isTerminal: true, env: { NO_COLOR: "1" } })).includes("\x1b"));
});

Deno.test("with --json there are four lines: both schedules, and both races", async () => {
  const lines = (await demo(["--seed", "0", "--json"])).trim().split("\n").map((line) => JSON.parse(line));
  strictEqual(lines.length, 4);
  const [without, guarded, lossy, whole] = lines;
  deepStrictEqual({ ...without, moves: [] }, {
    event: "steps",
    semaphore: false,
    seed: 0,
    schedule: "ABABAB",
    moves: [],
    stored: [3, 7, 9],
    loser: "A",
  });
  deepStrictEqual(without.moves[0], {
    client: "A",
    does: "reads",
    values: [3, 7],
    stored: [3, 7],
    takes: null,
    isOtherWaiting: false,
  });
  deepStrictEqual([guarded.semaphore, guarded.stored, guarded.loser], [true, [3, 5, 7, 9], null]);
  deepStrictEqual(Object.keys(lossy), ["event", "clients", "values", "semaphore", "there", "lost"]);
  ok(lossy.lost > 0);
  deepStrictEqual(whole, { event: "race", clients: 10, values: 200, semaphore: true, there: 200, lost: 0 });
});

Deno.test("an interruption ends the demo with 130", async () => {
  const shell = new TestShell();
  const ended = run(["demo", "race", "--clients", "2", "--values", "20000"], shell);
  await eventually(() => shell.stdout.text.includes("Now with many"));
  shell.interrupt();
  strictEqual(await ended, 130);
});
