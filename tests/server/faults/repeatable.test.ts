import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { parseOwnFaults } from "../../../server/faults/line_faults.ts";
import { LineFaultScript } from "../../../server/faults/line_fault_script.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { FaultyLine } from "../../support/faulty_line.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";

const REQUESTS = Array.from({ length: 30 }, (_, i) => i % 7 === 3 ? "HELP SORT" : `PING request number ${i}`);
const FAULTS = [
  "chop=5 rate=0.3",
  "drop-reply rate=0.3",
  "cut=5 rate=0.3",
  "garble rate=0.3",
  "garble chop=7 drop-reply=2 cut-mid=9 rate=0.5",
];

for (const faults of FAULTS) {
  Deno.test(`the same seed gives the same bytes (FAULT ${faults}), whatever else the server does and however requests come`, async () => {
    const clock = new FakeClock();
    await using server = await startTestServer({ clock });
    using neighbour = await RawClient.connect(server.tcp);
    const run = async (seed: number, each: boolean) => {
      using line = await FaultyLine.open(server, { clock, neighbour, faults: `${faults} seed=${seed}` });
      if (each) await line.sendEach(REQUESTS);
      else await line.send(REQUESTS.map((request) => `${request}\n`).join(""));
      await line.pass(faults.includes("chop") ? 1500 : 50);
      return line;
    };
    const first = await run(7, true);
    ok(first.text.length > 0);
    deepStrictEqual((await run(7, true)).chunks.map(([, text]) => text), first.chunks.map(([, text]) => text));
    strictEqual((await run(7, false)).text, first.text);
    const others = [await run(8, true), await run(9, true), await run(10, true)];
    ok(others.some(({ chunks }) => JSON.stringify(chunks) !== JSON.stringify(first.chunks)));
  });
}

/** What comes of some bytes that are written in pieces. */
function played(faults: string, writes: readonly Uint8Array[]) {
  const struck: string[] = [];
  const script = new LineFaultScript(parseOwnFaults(faults), {
    seed: 5,
    onStrike: (kinds, where) => void struck.push(`${kinds.join(" ")} on ${where}`),
  });
  const pieces = writes.flatMap((bytes) => script.take(bytes));
  const text = pieces.map(({ bytes }) => new TextDecoder("latin1").decode(bytes)).join("");
  return { text, struck, end: pieces.at(-1)?.end ?? null };
}

Deno.test("what is struck does not depend on how the bytes were split over writes", () => {
  const line = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => `OK ${text.replaceAll(/[\r\n]/g, "")}\n`),
    fc.integer({ min: 60, max: 300 }).map((length) => `OK ${"1 ".repeat(length)}\n`),
    fc.constantFrom("# a note\n", "* question 1/10 7 + 5\n", "#\n", "OK\n"),
  );
  const lines = fc.array(line, { maxLength: 30 }).map((lines) => new TextEncoder().encode(lines.join("")));
  const faults = fc.constantFrom(...FAULTS, "chop=100", "cut-mid=4", "half-close=6", "crlf=2 garble=3", "reset rate=0.1");
  fc.assert(fc.property(lines, fc.array(fc.nat(), { maxLength: 10 }), faults, (bytes, cuts, faults) => {
    const at = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
    const writes = at.slice(1).map((end, i) => bytes.subarray(at[i], end));
    deepStrictEqual(played(faults, writes), played(faults, [bytes]));
  }));
});

Deno.test("neither events nor other faults change what happens to the replies", () => {
  const replies = Array.from({ length: 40 }, (_, i) => `OK reply ${i}\n`);
  const encode = (lines: string[]) => [new TextEncoder().encode(lines.join(""))];
  const dropped = (faults: string, lines: string[]) =>
    played(faults, encode(lines)).struck.filter((text) => /drop-reply.* on reply/.test(text)).map((text) =>
      text.match(/reply \d+/)?.[0]
    );
  const alone = dropped("drop-reply rate=0.4", replies);
  ok(alone.length > 5 && alone.length < 30);
  deepStrictEqual(dropped("drop-reply rate=0.4", replies.flatMap((reply) => [reply, "* event\n", "# note\n"])), alone);
  deepStrictEqual(dropped("drop-reply chop=2 garble crlf delay=9 rate=0.4", replies), alone);
});
