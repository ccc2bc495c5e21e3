import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { RequestError } from "../../../protocol/request_error.ts";
import type { Question } from "../../../server/cluster/peers.ts";
import { tapPeer, Wires } from "../../../server/cluster/wires.ts";
import { EventSink } from "../../../server/events/event_sink.ts";
import { FakeClock } from "../../support/fake_clock.ts";

const SELF = 2;
const CONNECTION = SELF * 1e9 + 7;

/** A server with a connection whose wire is read by another one. */
function open({ isThere = true } = {}) {
  const clock = new FakeClock();
  const sinks: EventSink[] = [];
  let gone = 0;
  const wires = new Wires({
    clock,
    tap(id) {
      if (id !== CONNECTION) throw new RequestError("no-connection", "not open");
      const sink = new EventSink({ onRoom() {}, onGone: () => void gone++ });
      sinks.push(sink);
      return sink.stream;
    },
  });
  const asked: string[] = [];
  const others = isThere ? [{ number: SELF, id: "id", name: "s2", joinedAt: 0, lastBatch: 0 }] : [];
  let cutOff = false;
  const peers = {
    others,
    async ask(_number: number, { topic, question }: Question) {
      asked.push(topic);
      if (cutOff) throw new RequestError("unavailable", "no answer");
      const { value, bytes = new Uint8Array(0) } = await wires.answers[topic](question);
      return { value, bytes: bytes.slice() };
    },
  };
  return {
    clock,
    wires,
    sinks,
    asked,
    tap: (id = CONNECTION) => tapPeer(peers, id),
    cutOff: () => void (cutOff = true),
    get gone() {
      return gone;
    },
  };
}

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array | undefined) => new TextDecoder().decode(value);

/** Lets what is under way go on. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

async function readerOf(far: ReturnType<typeof open>) {
  const stream = await far.tap();
  if (!stream) throw new Error("There is no such server");
  return stream.getReader();
}

Deno.test("the wire of another server's connection comes as it goes, and ends with the connection", async () => {
  const far = open();
  const reader = await readerOf(far);
  far.sinks[0].send(bytes("one"));
  strictEqual(text((await reader.read()).value), "one");
  const next = reader.read();
  await settled();
  // Nothing for a while: it is asked again.
  far.clock.advance(5000);
  await settled();
  far.sinks[0].send(bytes("two"));
  strictEqual(text((await next).value), "two");
  far.sinks[0].send(bytes("closed"));
  far.sinks[0].end();
  strictEqual(text((await reader.read()).value), "closed");
  strictEqual((await reader.read()).done, true);
  strictEqual(far.wires.count, 0);
});

Deno.test("a reader that reads nothing has nothing asked for, so that the other server holds what a stream holds", async () => {
  const far = open();
  const reader = await readerOf(far);
  for (let i = 0; i < 100; i++) far.sinks[0].send(bytes("x".repeat(1000)));
  await settled();
  deepStrictEqual([far.asked, far.sinks[0].hasRoom], [["tap"], false]);
  await reader.cancel();
  await settled();
  deepStrictEqual([far.asked, far.wires.count, far.gone], [["tap", "untap"], 0, 1]);
});

Deno.test("what is more than a message can have comes in several", async () => {
  const far = open();
  const reader = await readerOf(far);
  far.sinks[0].send(bytes("x".repeat(600_000)));
  far.sinks[0].end();
  const lengths: number[] = [];
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
    lengths.push(value?.length ?? 0);
  }
  deepStrictEqual(lengths, [262_144, 262_144, 75_712]);
});

Deno.test("a reader that has gone without a word is not held for", async () => {
  const far = open();
  await readerOf(far);
  far.clock.advance(29_999);
  strictEqual(far.wires.count, 1);
  far.clock.advance(1);
  deepStrictEqual([far.wires.count, far.gone], [0, 1]);
});

Deno.test("the wire ends when the other server can't be reached", async () => {
  const far = open();
  const reader = await readerOf(far);
  far.cutOff();
  strictEqual((await reader.read()).done, true);
  far.wires.close();
  strictEqual(far.wires.count, 0);
});

Deno.test("only connections that are open can be watched, and so many at once", async () => {
  const far = open();
  await rejects(far.tap(CONNECTION + 1), { code: "no-connection" });
  strictEqual(await far.tap(5e9), null);
  strictEqual(await open({ isThere: false }).tap(), null);
  for (let i = 0; i < 100; i++) await far.tap();
  await rejects(far.tap(), { code: "too-many-connections", message: /^100 wires are watched/ });
  far.wires.close();
});
