/** The clients of the old programs, written as they were, against the executable. */
import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { readPickle, writePickle } from "../../server/legacy/pickle.ts";
import { eventually, inTime } from "../support/eventually.ts";
import { RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { HoldingProxy } from "../support/holding_proxy.ts";

const PROGRAMS = join(import.meta.dirname ?? ".", "old_programs");
const LEGACY = ["--legacy", "--legacy-ports", "0,0,0"];
/** Each client plays so often, all at once. */
const TIMES = 20;
/** How long the client of the quiz sleeps, as ever, and the other counts, by a shorter beat than in its time. */
const [SLEEP_SECONDS, COUNTING_SECONDS, BEAT_SECONDS] = [3, 3, 0.02];
/** How long a client may take, in milliseconds. */
const WITHIN_MS = 60_000;
/** What is sent is held back for so long, in milliseconds. */
const HOLD_MS = 400;
const MAX = Number.MAX_SAFE_INTEGER;

const ignore = !["/usr/bin", "/usr/local/bin", ...(Deno.env.get("PATH") ?? "").split(":")]
  .some((folder) => existsSync(join(folder, "python3")));

/** Runs one of the programs to its end. @returns what it printed, which is JSON */
async function python<Printed>(program: string, args: (string | number)[], input = ""): Promise<Printed> {
  const command = new Deno.Command("python3", {
    args: ["-B", join(PROGRAMS, `${program}.py`), ...args.map(String)],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  });
  const process = command.spawn();
  const output = inTime(process.output(), { within: WITHIN_MS });
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { code, stdout, stderr } = await output;
  strictEqual(code, 0, new TextDecoder().decode(stderr));
  return JSON.parse(new TextDecoder().decode(stdout));
}

/** The port for an old program. */
function portOf({ output }: RunningServer, program: string): number {
  return Number(output.match(new RegExp(`${program} 127\\.0\\.0\\.1:(\\d+)`))?.[1]);
}

interface Game {
  verdicts: string[];
  marks: string;
  message: string;
}

Deno.test(
  `the old quiz is played ${TIMES} times, and as often through a network that holds bytes back`,
  { ignore },
  () =>
    withFolder(async (folder) => {
      await using server = await RunningServer.start(folder, LEGACY);
      const port = portOf(server, "quiz");
      await using proxy = new HoldingProxy(port, HOLD_MS);
      const games = await Promise.all([
        python<Game[]>("quiz", [port, "Ada", SLEEP_SECONDS, TIMES]),
        python<Game[]>("quiz", [proxy.port, "Ben", SLEEP_SECONDS, TIMES]),
      ]);
      for (const game of games.flat()) {
        deepStrictEqual(game, { verdicts: Array(10).fill("⭐ Correct answer ⭐"), marks: "10", message: "Bravo!" });
      }
      const { leaderboard } = await (await fetch(`${server.http}/api/quiz/leaderboard?limit=100`)).json();
      strictEqual(leaderboard.length, 2 * TIMES);
    }),
);

Deno.test(
  `REST agrees with ${TIMES} old counters, and with as many behind such a network`,
  { ignore },
  () =>
    withFolder(async (folder) => {
      await using server = await RunningServer.start(folder, LEGACY);
      const port = portOf(server, "counter");
      await using proxy = new HoldingProxy(port, HOLD_MS);
      const [near, far] = await Promise.all([
        python<number[]>("counter", [port, 0, COUNTING_SECONDS, BEAT_SECONDS, TIMES]),
        python<number[]>("counter", [proxy.port, TIMES, COUNTING_SECONDS, BEAT_SECONDS, TIMES]),
      ]);
      for (const [id, value] of [...near, ...far].entries()) {
        await eventually(async () => {
          const counter = await (await fetch(`${server.http}/api/counters/${id}`)).json();
          return counter.value === value && !counter.connected;
        });
      }
    }),
);

Deno.test(`the old sorter sorts ${TIMES} times, by every protocol of pickle`, { ignore }, () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, LEGACY);
    deepStrictEqual(await python("sorter", [portOf(server, "sorter"), TIMES]), Array(TIMES).fill("sorted"));
    match(await (await fetch(`${server.http}/get_array`)).text(), /^\[-?\d+, /);
  }));

Deno.test("pickles mean the same to Python and to the server, both ways", { ignore }, async () => {
  const integer = fc.oneof(
    fc.integer({ min: -MAX, max: MAX }),
    fc.integer({ min: -300, max: 70_000 }),
    fc.integer({ min: 0, max: 53 }).chain((bits) => fc.constantFrom(2 ** bits - 1, -(2 ** bits) + 1)),
  );
  const lists = [...fc.sample(fc.array(integer, { maxLength: 60 }), 500), Array(2500).fill(7)]
    .map((list) => list.map((integer) => integer + 0));
  const input = JSON.stringify({ lists, pickles: lists.map((list) => hexOf(writePickle(list))) });
  const answer = await python<{ pickles: string[][]; lists: number[][] }>("pickles", [], input);
  deepStrictEqual(answer.lists, lists);
  for (const [i, list] of lists.entries()) {
    for (const hex of answer.pickles[i]) {
      deepStrictEqual(readPickle(bytesOf(hex)), { integers: list, length: hex.length / 2 }, hex);
    }
  }
});

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => parseInt(byte, 16));
}
