import { deepStrictEqual } from "node:assert/strict";
import { Wiretaps } from "../../../server/events/wiretaps.ts";
import { MessageLog } from "../../../server/log/message_log.ts";
import { EventReader } from "../../support/event_reader.ts";
import { FakeClock } from "../../support/fake_clock.ts";

Deno.test("who begins to watch in the middle of a turn sees each line once, in order", async () => {
  const clock = new FakeClock();
  const messages = new MessageLog(null, { clock, messages: false });
  const wiretaps = new Wiretaps({ messages, clock });
  const source = messages.source("#1");
  const bytes = new TextEncoder().encode("PING 1\nPING 2\nPING 3\n");
  const receive = (i: number) => messages.received(source, bytes, 7 * (i - 1), 7 * i - 1);
  const watch = () => new EventReader(wiretaps.tap(1) as ReadableStream<Uint8Array<ArrayBuffer>>);
  const textsOf = async (wire: EventReader) => (await wire.next())?.data.lines.map(({ text }: { text: string }) => text);
  receive(1);
  await using first = watch();
  receive(2);
  await using second = watch();
  receive(3);
  messages.endTurn();
  clock.advance(100);
  deepStrictEqual([await textsOf(first), await textsOf(first)], [["PING 1"], ["PING 2", "PING 3"]]);
  deepStrictEqual([await textsOf(second), await textsOf(second)], [["PING 1", "PING 2"], ["PING 3"]]);
  wiretaps.close();
});
