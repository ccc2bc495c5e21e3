/** How the names of a lobby are set on the projector. */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { gridOf, newest } from "../../../client/web/screen/name_grid.ts";

/** What there is below the PIN on 1920×1080, in rem of 28 px. */
const PLACE = { width: 65.7, height: 18.2 };
const names = (count: number, length: number) => Array.from({ length: count }, () => "x".repeat(length));

Deno.test("a class of 8, 30 or 60 is there as a whole, as large as it fits", () => {
  deepStrictEqual(gridOf(names(8, 8), PLACE), { size: "2xl", columns: 4, shown: 8 });
  deepStrictEqual(gridOf(names(8, 40), PLACE), { size: "2xl", columns: 3, shown: 8 });
  deepStrictEqual(gridOf(names(30, 8), PLACE), { size: "xl", columns: 5, shown: 30 });
  deepStrictEqual(gridOf(names(30, 16), PLACE), { size: "l", columns: 4, shown: 30 });
  deepStrictEqual(gridOf(names(60, 8), PLACE), { size: "m", columns: 11, shown: 60 });
});

Deno.test("of 200 the newest are shown, in columns that are wide enough for their names", () => {
  const short = gridOf(names(200, 8), PLACE);
  const long = gridOf(names(200, 40), PLACE);
  deepStrictEqual([short.size, short.columns, short.shown], ["m", 11, 120]);
  deepStrictEqual([long.size, long.columns, long.shown], ["m", 5, 54]);
});

Deno.test("where the page may grow, all are there", () => {
  strictEqual(gridOf(names(200, 40), { width: 30, height: Infinity }).shown, 200);
  strictEqual(gridOf([], PLACE).shown, 0);
});

Deno.test("never are more names shown than there are, and the newest is always among them", () => {
  fc.assert(fc.property(
    fc.array(fc.string({ maxLength: 40 }), { maxLength: 300 }),
    fc.record({ width: fc.integer({ min: 5, max: 100 }), height: fc.integer({ min: 4, max: 40 }) }),
    (all, place) => {
      const { columns, shown } = gridOf(all, place);
      ok(columns >= 1 && shown <= all.length);
      const seen = newest(all.map((_name, i) => i), shown);
      deepStrictEqual(seen.toSorted((a, b) => a - b), all.map((_name, i) => i).slice(all.length - shown));
    },
  ));
});

Deno.test("a new name takes the place of the oldest, and the others stay where they are", () => {
  deepStrictEqual(newest([1, 2, 3], 3), [1, 2, 3]);
  deepStrictEqual(newest([1, 2, 3, 4], 3), [4, 2, 3]);
  deepStrictEqual(newest([1, 2, 3, 4, 5], 3), [4, 5, 3]);
  deepStrictEqual(newest([1, 2, 3, 4, 5, 6, 7], 3), [7, 5, 6]);
});
