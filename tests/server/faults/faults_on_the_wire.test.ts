import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { LINE_FAULTS } from "../../../server/faults/line_faults.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { type Chunk, FaultyLine } from "../../support/faulty_line.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";

/** What a client is seen to get, once it has asked for faults. */
interface Case {
  readonly kind: keyof typeof LINE_FAULTS;
  readonly faults: string;
  readonly what: string;
  readonly requests: readonly string[];
  /** How long the test looks, in milliseconds. */
  readonly ms: number;
  see(line: FaultyLine, neighbour: RawClient): void | Promise<void>;
}

const times = (chunks: readonly Chunk[]) => chunks.map(([at]) => at);
const texts = (chunks: readonly Chunk[]) => chunks.map(([, text]) => text);

const CASES: readonly Case[] = [
  {
    kind: "delay",
    faults: "delay=100",
    what: "each reply comes later by the delay, however many are under way",
    requests: ["PING a", "PING b"],
    ms: 300,
    see: ({ chunks }) => deepStrictEqual(chunks, [[100, "OK a\nOK b\n"]]),
  },
  {
    kind: "delay",
    faults: "delay=100±50 seed=9",
    what: "a delay varies by as much as was asked for, and replies keep their order",
    requests: ["PING a", "PING b", "PING c", "PING d", "PING e"],
    ms: 300,
    see({ chunks, text }) {
      strictEqual(text, "OK a\nOK b\nOK c\nOK d\nOK e\n");
      ok(times(chunks).every((at) => at >= 50 && at <= 160), String(times(chunks)));
      ok(chunks.length > 1);
    },
  },
  {
    kind: "jitter",
    faults: "jitter=100 seed=5",
    what: "replies come later by chance, by no more than the jitter",
    requests: ["PING a", "PING b", "PING c"],
    ms: 300,
    see({ chunks, text }) {
      strictEqual(text, "OK a\nOK b\nOK c\n");
      ok(times(chunks).every((at) => at <= 110) && times(chunks).some((at) => at > 10), String(times(chunks)));
    },
  },
  {
    kind: "bandwidth",
    faults: "bandwidth=100",
    what: "no more bytes come per second",
    requests: [`ECHO ${"x".repeat(47)}`],
    ms: 1000,
    see({ chunks, text }) {
      strictEqual(text.length, 51);
      const last = times(chunks).at(-1) ?? 0;
      ok(last >= 450 && last <= 600, String(last));
      ok(texts(chunks).every(({ length }) => length <= 5));
    },
  },
  {
    kind: "chop",
    faults: "chop=3",
    what: "replies come in pieces with pauses between them, inside of characters too",
    requests: ["PING é", "PING b"],
    ms: 200,
    see: ({ chunks }) => deepStrictEqual(chunks, [[0, "OK "], [20, "Ã©\n"], [40, "OK "], [60, "b\n"]]),
  },
  {
    kind: "merge",
    faults: "merge=3",
    what: "replies come together, and those that nobody joins after a while",
    requests: ["PING a", "PING b", "PING c", "PING d"],
    ms: 200,
    see: ({ chunks }) => deepStrictEqual(chunks, [[0, "OK a\nOK b\nOK c\n"], [100, "OK d\n"]]),
  },
  {
    kind: "stall",
    faults: "stall=60000",
    what: "nothing comes for a while, once, and that is not taken for a client that does not read",
    requests: ["PING a", "PING b"],
    ms: 60_100,
    see: ({ chunks }) => deepStrictEqual(chunks, [[60_000, "OK a\nOK b\n"]]),
  },
  {
    kind: "stall",
    faults: "stall=50 rate=0.5 seed=1",
    what: "with a rate, it happens now and then",
    requests: Array.from({ length: 10 }, (_, i) => `PING ${i}`),
    ms: 600,
    see({ chunks, text }) {
      strictEqual(text, Array.from({ length: 10 }, (_, i) => `OK ${i}\n`).join(""));
      const last = times(chunks).at(-1) ?? 0;
      ok(last >= 100 && last < 500, String(last));
    },
  },
  {
    kind: "drop-reply",
    faults: "drop-reply=2",
    what: "requests are done and not answered",
    requests: ["ADD 1", "ADD 2", "ADD 3", "COUNT"],
    ms: 50,
    async see({ text }, neighbour) {
      strictEqual(text, "OK 1\nOK 1\n");
      strictEqual(await neighbour.ask("GET"), "OK 1 2 3");
    },
  },
  {
    kind: "cut",
    faults: "cut=2",
    what: "the connection closes after so many replies",
    requests: ["PING a", "PING b", "PING c"],
    ms: 50,
    see({ text, ending }) {
      strictEqual(text, "OK a\nOK b\n");
      strictEqual(ending, "closed");
    },
  },
  {
    kind: "cut-mid",
    faults: "cut-mid=2",
    what: "the connection closes in the middle of a reply",
    requests: ["PING a", "PING hello", "PING c"],
    ms: 50,
    see({ text, ending }) {
      strictEqual(text, "OK a\nOK h");
      strictEqual(ending, "closed");
    },
  },
  {
    kind: "reset",
    faults: "reset=2",
    what: "the connection is reset after so many replies, and refuses what the client sends",
    requests: ["PING a", "PING b"],
    ms: 50,
    async see(line) {
      strictEqual(line.text, "OK a\nOK b\n");
      strictEqual(line.ending, "closed");
      await line.send("PING c\n");
      strictEqual(line.ending, "broken");
    },
  },
  {
    kind: "garble",
    faults: "garble=2 seed=9",
    what: "a character of a reply is another, and the line is one line",
    requests: ["PING hello", "PING hello", "PING hello", "PING hello"],
    ms: 50,
    see({ text }) {
      const lines = text.split("\n");
      strictEqual(lines.length, 5);
      strictEqual(lines[0], "OK hello");
      strictEqual(lines[2], "OK hello");
      for (const line of [lines[1], lines[3]]) {
        strictEqual([...line].filter((character, i) => character !== "OK hello"[i]).length, 1, line);
        match(line, /^[ \w]{8}$/);
      }
    },
  },
  {
    kind: "half-close",
    faults: "half-close=1",
    what: "nothing more comes, and requests are done nevertheless",
    requests: ["ADD 1", "ADD 2", "ADD 3"],
    ms: 2000,
    async see({ text, ending }, neighbour) {
      strictEqual(text, "OK 1\n");
      strictEqual(ending, "closed");
      strictEqual(await neighbour.ask("GET"), "OK 1 2 3");
    },
  },
  {
    kind: "slow-read",
    faults: "slow-read=20",
    what: "requests are read slowly",
    requests: ["PING abcdefghi", "PING b"],
    ms: 1500,
    see({ chunks }) {
      deepStrictEqual(texts(chunks), ["OK abcdefghi\n", "OK b\n"]);
      const [first, second] = times(chunks);
      ok(first >= 650 && first <= 900 && second - first >= 300 && second - first <= 450, String(times(chunks)));
    },
  },
  {
    kind: "crlf",
    faults: "crlf=2",
    what: "lines end with CR LF",
    requests: ["PING a", "PING b", "PING c", "PING d"],
    ms: 50,
    see: ({ text }) => strictEqual(text, "OK a\nOK b\r\nOK c\nOK d\r\n"),
  },
  {
    kind: "chop",
    faults: "delay=50 chop=4 crlf drop-reply=2",
    what: "faults combine",
    requests: ["PING a", "PING b", "PING c"],
    ms: 300,
    see: ({ chunks }) => deepStrictEqual(chunks, [[50, "OK a"], [70, "\r\n"], [90, "OK c"], [110, "\r\n"]]),
  },
];

for (const { kind, faults, what, requests, ms, see } of CASES) {
  Deno.test(`${kind}: ${what} (FAULT ${faults}), and a neighbour notices nothing`, async () => {
    const clock = new FakeClock();
    await using server = await startTestServer({ clock, config: { idleSeconds: 300 } });
    using neighbour = await RawClient.connect(server.tcp);
    using line = await FaultyLine.open(server, { clock, neighbour, faults });
    await line.sendEach(requests);
    await line.pass(ms);
    await see(line, neighbour);
  });
}

Deno.test("each kind that a connection can ask for is seen on the wire", () => {
  const seen = new Set(CASES.map(({ kind }) => kind));
  deepStrictEqual(Object.keys(LINE_FAULTS).filter((kind) => ![...seen, "refuse"].includes(kind)), []);
});
