import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { picture } from "../../../../server/services/array/picture.ts";
import { SortedList } from "../../../../server/services/array/sorted_list.ts";

function listOf(values: number[]): SortedList {
  const list = new SortedList();
  list.add(Float64Array.from(values));
  return list;
}

Deno.test("few values are a bar each, in order", () => {
  deepStrictEqual(picture(listOf([5, -1, 5]), 3), [
    { low: -1, high: -1, count: 1 },
    { low: 5, high: 5, count: 1 },
    { low: 5, high: 5, count: 1 },
  ]);
  deepStrictEqual(picture(listOf([]), 3), []);
});

Deno.test("many values are distributed over bars of equal width, each value in one of them", () => {
  deepStrictEqual(picture(listOf([0, 1, 2, 3, 9, 9, 9]), 5), [
    { low: 0, high: 1, count: 2 },
    { low: 2, high: 3, count: 2 },
    { low: 4, high: 5, count: 0 },
    { low: 6, high: 7, count: 0 },
    { low: 8, high: 9, count: 3 },
  ]);
  deepStrictEqual(picture(listOf([7, 7, 7]), 2), [{ low: 7, high: 7, count: 3 }]);
});

Deno.test("whatever the values are, the bars follow on one another and hold all of them", () => {
  const value = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.maxSafeInteger());
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60, size: "max" }), fc.integer({ min: 1, max: 30 }), (values, most) => {
      const bars = picture(listOf(values), most);
      ok(bars.length <= Math.max(most, 1));
      strictEqual(bars.reduce((sum, { count }) => sum + count, 0), values.length);
      if (values.length <= most) return;
      for (const [i, { low, high, count }] of bars.entries()) {
        ok(low <= high, `${low} to ${high}`);
        if (i > 0) ok(low > bars[i - 1].high, `${low} behind ${bars[i - 1].high}`);
        strictEqual(count, values.filter((value) => value >= low && value <= high).length);
      }
    }),
  );
});
