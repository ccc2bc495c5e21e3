/** What a client can have a server keep for it by faults. */
import { ok, strictEqual } from "node:assert/strict";
import { FaultyChannel } from "../../../server/faults/faulty_channel.ts";
import { LineFaultScript } from "../../../server/faults/line_fault_script.ts";
import { parseOwnFaults } from "../../../server/faults/line_faults.ts";
import type { LineChannel } from "../../../server/line_channel.ts";
import { inTime } from "../../support/eventually.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";

/** A channel with faults in front of one that takes everything, and how many bytes were written to each. */
function channelWith(faults: string | null) {
  const written = { before: 0, behind: 0, writes: 0 };
  const inner: LineChannel = {
    remoteAddr: { hostname: "127.0.0.1", port: 1 },
    read: () => Promise.resolve(null),
    write(bytes) {
      written.behind += bytes.length;
      written.writes++;
      return Promise.resolve(bytes.length);
    },
    closeWrite: () => Promise.resolve(),
    close() {},
    reset: (onGone) => onGone(),
  };
  const clock = new FakeClock();
  const channel = new FaultyChannel(inner, {
    clock,
    position: () => written.before,
    onEnd() {},
    onBroken() {},
    onEmpty() {},
    onSlowRead() {},
  });
  const script = (text: string) => new LineFaultScript(parseOwnFaults(text), { seed: 1, onStrike() {} });
  if (faults !== null) channel.use(script(faults), { at: 0, isInLine: false });
  return { channel, clock, written, script };
}

const LINES = new TextEncoder().encode("OK\n".repeat(30_000));

/** Writes one after the other, until all is written. */
async function writeAll({ channel, written }: ReturnType<typeof channelWith>): Promise<void> {
  while (written.before < LINES.length) written.before += await channel.write(LINES.subarray(written.before));
}

/** Lets what can be done now be done. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

Deno.test("short lines that a fault holds back count for what they take in memory, not for their bytes alone", async () => {
  const held = channelWith("delay=60000");
  const { written, clock } = held;
  const writing = writeAll(held);
  await settled();
  ok(written.before < 1024, `${written.before} bytes`);
  // They are sent in the end all the same.
  for (let i = 0; i < 500 && written.behind < LINES.length; i++) {
    clock.advance(60_000);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  await inTime(writing);
  strictEqual(written.behind, LINES.length);
});

Deno.test("only some faults wait for what is to be sent before them, and none where nothing more is sent", () => {
  const { channel, script } = channelWith("half-close");
  const askFor = (times: number) => {
    for (let i = 0; i < times; i++) channel.use(script("delay=1"), { at: 100 + i, isInLine: false });
  };
  askFor(10);
  strictEqual(channel.isCrowded, false);
  askFor(100);
  strictEqual(channel.isCrowded, true);
  channel.mute();
  askFor(200);
  strictEqual(channel.isCrowded, false);
});

Deno.test("faults that are asked for again and again are all answered, in their order", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using client = await RawClient.connect(server.tcp);
  await client.ask("FAULT delay=10 seed=1");
  await client.send("FAULT crlf seed=1\nPING\nFAULT delay=20 seed=1\nPING\n".repeat(500) + "FAULT off\nPING end\n");
  const timer = setInterval(() => clock.advance(1000), 1);
  for (let i = 0; i < 500; i++) {
    strictEqual(await client.line(), "OK crlf=1 seed=1");
    strictEqual(await client.line(), "OK\r");
    strictEqual(await client.line(), "OK delay=20 seed=1");
    strictEqual(await client.line(), "OK");
  }
  strictEqual(await client.line(), "OK off");
  strictEqual(await client.line(), "OK end");
  clearInterval(timer);
});

Deno.test("a server that stops sends what waits in large pieces, however small they were to be", async () => {
  const { channel, clock, written } = channelWith("bandwidth=1 chop=1");
  written.before += await channel.write(LINES.subarray(0, 192));
  clock.advance(1000);
  await settled();
  channel.hurry();
  await settled();
  strictEqual(written.behind, 192);
  ok(written.writes < 80, `${written.writes} writes`);
});
