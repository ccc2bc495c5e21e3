import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { InputBudget } from "../../server/input_budget.ts";

Deno.test("beyond the budget the oldest unfinished input is given up, and what has ended counts no more", () => {
  const budget = new InputBudget({ maxBytes: 100 });
  const givenUp: string[] = [];
  const hold = (name: string) => budget.hold(() => givenUp.push(name));
  const [first, second, third] = ["first", "second", "third"].map(hold);
  first.set(40);
  second.set(40);
  first.set(50);
  third.set(10);
  strictEqual(budget.bytes, 100);
  deepStrictEqual(givenUp, []);
  first.release();
  third.set(55);
  deepStrictEqual(givenUp, []);
  third.set(61);
  deepStrictEqual(givenUp, ["second"]);
  strictEqual(budget.bytes, 61);
});

Deno.test("input that was given up is not counted again", () => {
  const budget = new InputBudget({ maxBytes: 100 });
  let times = 0;
  const held = budget.hold(() => times++);
  held.set(101);
  held.set(150);
  strictEqual(budget.bytes, 0);
  held.release();
  strictEqual(times, 1);
  strictEqual(budget.bytes, 0);
});
