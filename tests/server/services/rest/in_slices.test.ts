import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inSlices } from "../../../../server/services/rest/in_slices.ts";
import { TURN_MS, Turns } from "../../../../server/turns.ts";

/** Turns whose clock goes on only when somebody works, and work of so many steps, each of which takes so long. */
function start() {
  let now = 0;
  const done: string[] = [];
  const steps = function* (count: number, ms: number): Generator<void, string> {
    for (let i = 1; i <= count; i++) {
      now += ms;
      done.push(`step ${i}`);
      yield;
    }
    return "the result";
  };
  return { turns: new Turns(() => now), steps, done };
}

Deno.test("others come between the steps of what takes longer than a turn", async () => {
  const { turns, steps, done } = start();
  const result = inSlices(steps(4, TURN_MS / 2), turns);
  turns.later(() => void done.push("a neighbour"));
  strictEqual(await result, "the result");
  deepStrictEqual(done, ["step 1", "step 2", "a neighbour", "step 3", "step 4"]);
});

Deno.test("steps count however little they are", async () => {
  const { turns, steps, done } = start();
  const result = inSlices(steps(150, TURN_MS / 128), turns);
  turns.later(() => void done.push("a neighbour"));
  await result;
  strictEqual(done.indexOf("a neighbour"), 128);
});

Deno.test("what is done in one turn is not put off, and what a step throws comes out", async () => {
  const { turns, steps } = start();
  strictEqual(await inSlices(steps(1, 1), turns), "the result");
  const failing = function* (): Generator<void, string> {
    yield;
    throw new Error("wrong");
  };
  await rejects(inSlices(failing(), turns), /^Error: wrong$/);
  strictEqual(turns.isAwaited, false);
});
