import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { type Direction, MAX_TAILS, TAIL_LINES, type TailOwner } from "../../../server/log/line_tails.ts";
import { LINE_BYTES, RecentLines } from "../../../server/log/recent_lines.ts";
import { Redaction } from "../../../server/log/redaction.ts";
import { FakeClock } from "../../support/fake_clock.ts";

const TOKEN = "s3cret_token-16b";

/** Connections whose lines come in buffers that are used again after each turn, as those of sockets are. */
class Lines {
  readonly clock = new FakeClock();
  readonly redaction = new Redaction();
  readonly recent = new RecentLines({ clock: this.clock, redaction: this.redaction });
  readonly #owners = new Map<string, TailOwner>();
  readonly #buffers = new Map<string, Uint8Array>();

  owner(name: string): TailOwner {
    const owner = this.#owners.get(name) ?? { name, tail: -1 };
    this.#owners.set(name, owner);
    return owner;
  }

  /** Lets a connection have a turn with these lines: `< ADD 5`, for one. */
  turn(name: string, lines: readonly string[], end = "\n"): void {
    const lengths = { "<": 0, ">": 0 };
    for (const line of lines) {
      const direction = line.startsWith("<") ? "<" : ">";
      const buffer = this.#bufferOf(`${name} ${direction}`);
      const start = lengths[direction];
      const text = new TextEncoder().encode(line.slice(2));
      buffer.set(text, start);
      const lineEnd = start + text.length;
      if (direction === "<") this.recent.received(this.owner(name), buffer, start, lineEnd);
      else this.recent.sent(this.owner(name), buffer, start, lineEnd, "");
      buffer.set(new TextEncoder().encode(end), lineEnd);
      lengths[direction] = lineEnd + end.length;
    }
    this.recent.endTurn();
    for (const buffer of this.#buffers.values()) buffer.fill(0x23);
  }

  #bufferOf(key: string): Uint8Array {
    const buffer = this.#buffers.get(key) ?? new Uint8Array(65_536);
    this.#buffers.set(key, buffer);
    return buffer;
  }

  of(name: string): string[] {
    return this.recent.of(name).map(({ direction, text }) => `${direction} ${text}`);
  }
}

function numbered(count: number, direction: Direction = "<"): string[] {
  return Array.from({ length: count }, (_, i) => `${direction} ECHO ${i + 1}`);
}

/** The lines of a turn as they are shown: those that were sent in front of the first that was received, and then each way together. */
function together(lines: readonly string[]): string[] {
  const isReceived = (line: string) => line.startsWith("<");
  const first = lines.findIndex(isReceived);
  const rest = first < 0 ? [] : lines.slice(first);
  return [
    ...lines.slice(0, first < 0 ? lines.length : first),
    ...rest.filter(isReceived),
    ...rest.filter((line) => !isReceived(line)),
  ];
}

Deno.test("the last lines of a connection are kept both ways in order, with the time of their turn", () => {
  const lines = new Lines();
  const start = lines.clock.now();
  lines.turn("#1", ["< PING", "> OK"]);
  lines.turn("#1", ["< SORT 2 1", "> OK 1 2"]);
  lines.clock.advance(7);
  lines.turn("#2", ["< COUNT", "> OK 0"]);
  lines.turn("#1", ["> * question 1", "< ADD \x1b[31m\\"]);
  deepStrictEqual(lines.recent.of("#1"), [
    { at: start, direction: "<", text: "PING" },
    { at: start, direction: ">", text: "OK" },
    { at: start, direction: "<", text: "SORT 2 1" },
    { at: start, direction: ">", text: "OK 1 2" },
    { at: start + 7, direction: ">", text: "* question 1" },
    { at: start + 7, direction: "<", text: "ADD \\x1b[31m\\\\" },
  ]);
  deepStrictEqual(lines.of("#2"), ["< COUNT", "> OK 0"]);
  deepStrictEqual(lines.of("#3"), []);
});

Deno.test("of a batch of any length the last 50 lines are kept, with CRLF and empty lines among them", () => {
  for (const end of ["\n", "\r\n", "\n\n", "\n \n"]) {
    for (const count of [1, 49, 50, 51, 1000]) {
      const lines = new Lines();
      lines.turn("#1", ["< BEFORE"]);
      lines.turn("#1", numbered(count), end);
      deepStrictEqual(
        lines.of("#1"),
        ["< BEFORE", ...numbered(count)].slice(-TAIL_LINES),
        `${count} lines ${JSON.stringify(end)}`,
      );
    }
  }
});

Deno.test("requests that came together are answered together", () => {
  const lines = new Lines();
  lines.turn("#1", ["> * question 1", "< PING", "> OK", "< COUNT", "> OK 0"]);
  deepStrictEqual(lines.of("#1"), ["> * question 1", "< PING", "< COUNT", "> OK", "> OK 0"].slice(1));
  lines.turn("#1", ["> * question 2", "< PING", "> OK", "< COUNT", "> OK 0"]);
  deepStrictEqual(lines.of("#1").slice(4), ["> * question 2", "< PING", "< COUNT", "> OK", "> OK 0"]);
});

Deno.test("whatever the lines are like, those kept are the last ones, and 50 if none is long", () => {
  const line = fc.tuple(fc.constantFrom("<", ">"), fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 60 }));
  const turns = fc.array(fc.array(line, { minLength: 1, maxLength: 80 }), { minLength: 1, maxLength: 40 });
  fc.assert(fc.property(turns, (turns) => {
    const lines = new Lines();
    const said = ["< HELLO"];
    lines.turn("#1", said);
    for (const turn of turns) {
      const texts = turn.map(([direction, text]) => `${direction} ${text.replaceAll("\\", "/")}`);
      said.push(...together(texts));
      lines.turn("#1", texts);
    }
    deepStrictEqual(lines.of("#1"), said.slice(-TAIL_LINES));
  }));
});

Deno.test("50 lines of the greatest length that is kept whole are there, alone or in a batch", () => {
  const line = `< ${"x".repeat(LINE_BYTES)}`;
  const lines = new Lines();
  for (let i = 0; i < 3 * TAIL_LINES; i++) lines.turn("#1", [line]);
  deepStrictEqual(lines.of("#1"), Array(TAIL_LINES).fill(line));
  lines.turn("#2", Array(3 * TAIL_LINES).fill(line));
  deepStrictEqual(lines.of("#2"), Array(TAIL_LINES).fill(line));
  for (let i = 0; i < 3 * TAIL_LINES; i++) lines.turn("#3", [`${line}y`]);
  deepStrictEqual(lines.of("#3"), Array(TAIL_LINES).fill(`${line} … 201 bytes`));
});

Deno.test("of a long line the beginning and the length are kept, no half character among them", () => {
  const lines = new Lines();
  lines.turn("#1", ["< PING", `< ECHO ${"ä".repeat(300)}`, `> OK ${"x".repeat(300)}`, "< COUNT"]);
  const [, long, reply, short] = lines.of("#1");
  strictEqual(long, `< ECHO ${"ä".repeat(97)} … 605 bytes`);
  strictEqual(reply, `> OK ${"x".repeat(197)} … 303 bytes`);
  strictEqual(short, "< COUNT");
  const piece = new TextEncoder().encode(`OK${" 1".repeat(30_000)}`);
  lines.recent.sent(lines.owner("#1"), piece, 0, piece.length, "3000000 values");
  strictEqual(lines.of("#1").at(-1), `> OK${" 1".repeat(99)} … 3000000 values`);
});

Deno.test("control characters without end drive out lines, and nothing else happens", () => {
  const lines = new Lines();
  for (let i = 0; i < 200; i++) lines.turn("#1", [`< ${TOKEN} ${"\x01".repeat(300)}`]);
  lines.redaction.isToken = (word) => word === TOKEN;
  for (let i = 0; i < 200; i++) lines.turn("#1", [`< ${TOKEN} ${"\x01".repeat(170)}`]);
  const kept = lines.of("#1");
  ok(kept.length >= 12, `${kept.length}`);
  for (const line of kept) strictEqual(line, `< (not shown) ${"\\x01".repeat(170)}`);
});

Deno.test("a token is not kept wherever it stands, not even when it is worth nothing any more", () => {
  const lines = new Lines();
  let isAlive = true;
  lines.redaction.isToken = (word) => isAlive && word === TOKEN;
  lines.turn("#1", [`> OK token=${TOKEN} name=Ada`, `< ECHO ${TOKEN}`]);
  lines.turn("#1", [`< ECHO ${TOKEN}`, "< PING", `> OK token=${TOKEN} name=Ada`]);
  for (let length = 170; length < 200; length++) {
    lines.turn("#1", [`< ECHO ${"x".repeat(length)} ${TOKEN}${" more".repeat(9)}`]);
  }
  isAlive = false;
  const kept = lines.of("#1");
  deepStrictEqual(kept.slice(0, 4), ["< ECHO (not shown)", "< ECHO (not shown)", "< PING", "> OK token=(not shown) name=Ada"]);
  ok(!kept.join("\n").includes(TOKEN.slice(0, 4)), kept.join("\n"));
});

Deno.test("a line with the server's own token is not shown, however long", () => {
  const lines = new Lines();
  lines.redaction.hide("open sesame");
  lines.turn("#1", ["< ECHO open sesame", `< ${"x".repeat(195)} open sesame`, `< ${"x".repeat(5000)}open sesame`, "< PING"]);
  deepStrictEqual(lines.of("#1"), ["< (not shown)", "< (not shown)", "< (not shown)", "< PING"]);
});

Deno.test("a connection that says nothing has no room, and one that is closed gives it back", () => {
  const lines = new Lines();
  lines.turn("#1", ["> app/1 ready, type HELP"]);
  strictEqual(lines.owner("#1").tail, -1);
  lines.turn("#1", ["< PING"]);
  const { tail } = lines.owner("#1");
  lines.recent.release(lines.owner("#1"));
  strictEqual(lines.owner("#1").tail, -1);
  deepStrictEqual(lines.of("#1"), []);
  lines.turn("#2", ["< COUNT"]);
  strictEqual(lines.owner("#2").tail, tail);
  deepStrictEqual(lines.of("#2"), ["< COUNT"]);
});

Deno.test("if more connections talk than have room, one of those that were quiet the longest loses its lines", () => {
  const lines = new Lines();
  for (let i = 1; i <= MAX_TAILS; i++) lines.turn(`#${i}`, ["< PING"]);
  // The first round finds all of them active, and takes the first.
  lines.turn("#A", ["< PING"]);
  deepStrictEqual(lines.of("#1"), []);
  for (let i = 2; i <= 100; i++) lines.turn(`#${i}`, ["< PING"]);
  lines.turn("#B", ["< PING"]);
  deepStrictEqual(lines.of("#2"), ["< PING", "< PING"]);
  deepStrictEqual(lines.of("#101"), []);
  lines.turn("#1", ["< COUNT"]);
  deepStrictEqual(lines.of("#1"), ["< COUNT"]);
  const withLines =
    Array.from({ length: MAX_TAILS }, (_, i) => lines.of(`#${i + 1}`)).filter(({ length }) => length > 0).length;
  strictEqual(withLines, MAX_TAILS - 2);
});
