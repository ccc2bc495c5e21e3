import { ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { SharedClock } from "../../../server/cluster/shared_clock.ts";
import { FakeClock } from "../../support/fake_clock.ts";

/** When the log's time begins, in milliseconds. */
const EPOCH = 1_700_000_000_000;

function clocks() {
  const own = new FakeClock();
  own.advance(1000);
  const shared = new SharedClock(own);
  /** The log keeps something: by its clock, `ahead` later than by the own one; the answer takes so long. */
  const observe = (ahead: number, { takes = 0 } = {}) => {
    const after = own.monotonic();
    own.advance(takes);
    shared.observe(EPOCH + after + takes / 2 + ahead, { after, before: own.monotonic() });
  };
  const ahead = () => shared.monotonic() - EPOCH - own.monotonic();
  return { own, shared, observe, ahead };
}

Deno.test("it is the log's time from the first message on", () => {
  const { observe, ahead } = clocks();
  observe(300, { takes: 40 });
  strictEqual(ahead(), 300);
});

Deno.test("it is set by a millisecond at a time", () => {
  const { own, observe, ahead } = clocks();
  observe(0);
  observe(500);
  strictEqual(ahead(), 1);
  own.advance(100);
  observe(-500);
  strictEqual(ahead(), 0);
});

Deno.test("it catches up at once when the computer was asleep", () => {
  const { observe, ahead } = clocks();
  observe(0);
  observe(60_000);
  strictEqual(ahead(), 60_000);
});

Deno.test("an answer that took too long tells nothing, unless nothing else is known", () => {
  const { observe, ahead } = clocks();
  observe(0, { takes: 8000 });
  strictEqual(ahead(), -4000);
  observe(0, { takes: 20 });
  strictEqual(ahead(), 0);
  observe(9000, { takes: 1001 });
  strictEqual(ahead(), 0);
});

Deno.test("it never goes back, whatever the log says", () => {
  const event = fc.record({ ms: fc.nat(3000), ahead: fc.integer({ min: -20_000, max: 20_000 }), takes: fc.nat(2000) });
  fc.assert(fc.property(fc.array(event, { minLength: 1 }), (events) => {
    const { own, shared, observe } = clocks();
    let last = -Infinity;
    for (const { ms, ahead, takes } of events) {
      own.advance(ms);
      observe(ahead, { takes });
      ok(shared.monotonic() >= last);
      last = shared.monotonic();
    }
  }));
});
