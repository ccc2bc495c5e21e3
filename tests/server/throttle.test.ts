import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { Throttle } from "../../server/throttle.ts";
import { Turns } from "../../server/turns.ts";

/** A throttle that lets four pieces of work through in a turn, and what was done. */
function startThrottle(): { throttle: Throttle; done: string[]; cause: (address: string, name: string) => void; turns: Turns } {
  const turns = new Turns(() => 0);
  const throttle = new Throttle(turns, 4);
  const done: string[] = [];
  return { throttle, done, cause: (address, name) => throttle.run(address, () => void done.push(name)), turns };
}

Deno.test("so much is done in a turn, the rest in later ones, and the addresses take turns", async () => {
  const { throttle, done, cause } = startThrottle();
  for (let i = 0; i < 10; i++) cause("a", `a${i}`);
  cause("b", "b0");
  cause("b", "b1");
  deepStrictEqual(done, ["a0", "a1", "a2", "a3"]);
  strictEqual(throttle.size, 8);
  await throttle.nextTurn;
  deepStrictEqual(done.slice(4), ["a4", "b0", "a5", "b1"]);
  await throttle.nextTurn;
  deepStrictEqual(done.slice(8), ["a6", "a7", "a8", "a9"]);
  strictEqual(throttle.size, 0);
  await throttle.nextTurn;
  strictEqual(throttle.nextTurn, null);
});

Deno.test("what does not come in a row is done at once, however much that is in all", async () => {
  const { throttle, done, cause } = startThrottle();
  for (let i = 0; i < 20; i++) {
    cause("a", `${i}`);
    await new Promise((resolve) => setTimeout(resolve));
    strictEqual(throttle.nextTurn, null);
  }
  strictEqual(done.length, 20);
});

Deno.test("others have a turn between the pieces of work of thousands", async () => {
  const { throttle, done, cause, turns } = startThrottle();
  for (let i = 0; i < 1000; i++) cause(`${i % 3}`, `${i}`);
  let others = 0;
  const other = () => {
    others++;
    if (throttle.nextTurn) turns.later(other);
  };
  turns.later(other);
  while (throttle.nextTurn) await throttle.nextTurn;
  deepStrictEqual(done.toSorted((a, b) => Number(a) - Number(b)), Array.from({ length: 1000 }, (_, i) => `${i}`));
  ok(others >= 200, `${others} turns for others`);
});
