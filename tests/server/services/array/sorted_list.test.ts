import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import fc from "fast-check";
import { type ArrayStats, SortedList } from "../../../../server/services/array/sorted_list.ts";
import type { SortedSnapshot } from "../../../../server/services/array/sorted_snapshot.ts";
import { seededRandom } from "../../../../server/seeded_random.ts";

/** What the list must be the same as: a plain array, sorted after each addition. */
class PlainSortedArray {
  values: number[] = [];

  add(values: number[]): void {
    this.values = [...this.values, ...values].sort((a, b) => a - b);
  }

  remove(values: number[]): number {
    const before = this.values.length;
    const wanted = new Map<number, number>();
    for (const value of values) wanted.set(value, (wanted.get(value) ?? 0) + 1);
    this.values = this.values.filter((value) => {
      const left = wanted.get(value) ?? 0;
      if (left > 0) wanted.set(value, left - 1);
      return left === 0;
    });
    return before - this.values.length;
  }

  rank(value: number): number {
    return this.values.filter((other) => other < value).length;
  }

  stats(): ArrayStats {
    const { values } = this;
    const count = values.length;
    const sum = values.reduce((total, value) => total + BigInt(value), 0n);
    const twice = count && BigInt(values[(count - 1) >> 1]) + BigInt(values[count >> 1]);
    return {
      count,
      distinct: new Set(values).size,
      min: values[0] ?? null,
      max: values.at(-1) ?? null,
      median: count ? Number(twice) / 2 : null,
      mean: count ? Number(sum * 2n ** 40n / BigInt(count)) / 2 ** 40 : null,
    };
  }
}

/** The facts must be the same, the means to the last digits. */
function checkStats({ mean, ...facts }: ArrayStats, { mean: plainMean, ...plainFacts }: ArrayStats): void {
  deepStrictEqual(facts, plainFacts);
  strictEqual(mean === null, plainMean === null);
  ok(Math.abs((mean ?? 0) - (plainMean ?? 0)) <= 2 ** -39 + Math.abs(plainMean ?? 0) * 2 ** -52, `${mean} is not ${plainMean}`);
}

type Operation =
  | { kind: "add" | "remove"; values: number[] }
  | { kind: "rank"; value: number }
  | { kind: "slice"; start: number; length: number }
  | { kind: "stats" | "clear" | "keep" };

/** Values that meet often, and the far ends. */
const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -20, max: 20 }) },
  { weight: 3, arbitrary: fc.integer({ min: -5000, max: 5000 }) },
  { weight: 1, arbitrary: fc.maxSafeInteger() },
);
/** Few values, or so many that chunks split and join. */
const values = fc.oneof(
  { weight: 4, arbitrary: fc.array(value, { maxLength: 10 }) },
  {
    weight: 1,
    arbitrary: fc.record({ length: fc.integer({ min: 500, max: 6000 }), step: fc.nat(9000), modulus: fc.constantFrom(5, 7919) })
      .map(({ length, step, modulus }) => Array.from({ length }, (_, i) => (i * step) % modulus)),
  },
);
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("add" as const), values }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("remove" as const), values }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("rank" as const), value }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("slice" as const), start: fc.nat(9000), length: fc.nat(3000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("stats" as const, "keep" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("clear" as const) }) },
);

Deno.test("a sorted list does what a plain sorted array does, whatever the operations", () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
      const list = new SortedList();
      const plain = new PlainSortedArray();
      const kept: { snapshot: Iterable<number>; values: number[] }[] = [];
      for (const operation of operations) {
        switch (operation.kind) {
          case "add":
            list.add(Float64Array.from(operation.values));
            plain.add(operation.values);
            break;
          case "remove":
            strictEqual(list.remove(Float64Array.from(operation.values)), plain.remove(operation.values));
            break;
          case "rank":
            strictEqual(list.rank(operation.value), plain.rank(operation.value));
            break;
          case "slice": {
            const { start, length } = operation;
            deepStrictEqual([...list.slice(start, start + length)], plain.values.slice(start, start + length));
            break;
          }
          case "stats":
            checkStats(list.stats(), plain.stats());
            break;
          case "keep":
            kept.push({ snapshot: list.slice(), values: plain.values });
            break;
          case "clear":
            strictEqual(list.clear(), plain.values.length);
            plain.values = [];
            break;
        }
        strictEqual(list.count, plain.values.length);
        list.checkInvariants();
      }
      deepStrictEqual([...list.slice()], plain.values);
      for (const { snapshot, values } of kept) deepStrictEqual([...snapshot], values, "a snapshot has changed");
    }),
    { numRuns: 300 },
  );
});

Deno.test("chunks that become small are joined, and a snapshot that holds one of them stays as it was", () => {
  const list = new SortedList();
  const ascending = Float64Array.from({ length: 1536 }, (_, i) => i);
  list.add(ascending);
  list.remove(ascending, 300, 768);
  const snapshot = list.slice();
  const before = [...snapshot];
  list.remove(ascending, 800, 1536);
  list.checkInvariants();
  list.add(ascending, 0, 300);
  deepStrictEqual([...snapshot], before);
  strictEqual(list.count, 632);
});

Deno.test("a list that is made of pieces in ascending order is the same as one that was filled at once", () => {
  const pieces = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2000, size: "max" }), { maxLength: 6 });
  fc.assert(
    fc.property(fc.integer(), pieces, (first, steps) => {
      const [list, plain] = [new SortedList(), new SortedList()];
      let value = first;
      for (const piece of steps) {
        const sorted = Float64Array.from(piece, (step) => value += step);
        list.append(sorted);
        list.checkInvariants();
        plain.add(sorted);
      }
      deepStrictEqual([...list.slice()], [...plain.slice()]);
      deepStrictEqual(list.stats(), plain.stats());
    }),
    { numRuns: 50 },
  );
  const list = new SortedList();
  list.append(Float64Array.of(1, 3));
  throws(() => list.append(Float64Array.of(2)), /^Error: The array is out of order at 2: 2 behind 3$/);
  throws(() => list.append(Float64Array.of(5, 4)), /out of order at 3: 4 behind 5/);
});

Deno.test("a value takes at most ten and a half bytes, however the list was filled", () => {
  const random = seededRandom(1);
  const values = Float64Array.from({ length: 200_000 }, () => Math.floor(random() * 2 ** 40));
  const sorted = values.toSorted();
  const fill: Record<string, (list: SortedList) => void> = {
    "in order": (list) => list.append(sorted),
    "in order, and then at random": (list) => {
      list.append(sorted.filter((_, i) => i % 2 === 0));
      for (let i = 1; i < sorted.length; i += 2) list.add(sorted, i, i + 1);
    },
    "many at once": (list) => list.add(values),
    "one by one": (list) => {
      for (let i = 0; i < values.length; i++) list.add(values, i, i + 1);
    },
    "one by one, ascending": (list) => {
      for (let i = 0; i < values.length; i++) list.add(sorted, i, i + 1);
    },
  };
  for (const [how, run] of Object.entries(fill)) {
    const list = new SortedList();
    run(list);
    let bytes = 0;
    for (const { values } of list.slice().runs()) bytes += values.byteLength;
    strictEqual(list.count, values.length);
    ok(bytes <= 10.5 * list.count, `${how}: ${bytes / list.count} bytes per value`);
  }
});

Deno.test("chunks that are full share with their neighbours, and a snapshot that holds them stays as it was", () => {
  for (const spread of [50, 4000, 2 ** 40]) {
    const random = seededRandom(spread);
    const list = new SortedList();
    const all: number[] = [];
    const kept: { snapshot: SortedSnapshot; values: number[] }[] = [];
    for (let round = 0; round < 600; round++) {
      const values = Float64Array.from({ length: 1 + Math.floor(random() * 80) }, () => Math.floor(random() * spread));
      list.add(values);
      all.push(...values);
      list.checkInvariants();
      list.rank(values[0]);
      list.checkInvariants();
      if (round % 100 === 0) kept.push({ snapshot: list.slice(), values: all.toSorted((a, b) => a - b) });
    }
    deepStrictEqual([...list.slice()], all.toSorted((a, b) => a - b));
    for (const { snapshot, values } of kept) deepStrictEqual([...snapshot], values);
  }
});

Deno.test("sums and medians of values whose sum is no safe integer are exact", () => {
  const list = new SortedList();
  list.add(Float64Array.of(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER - 2));
  const { median, mean } = list.stats();
  strictEqual(median, Number.MAX_SAFE_INTEGER - 1);
  strictEqual(mean, Number.MAX_SAFE_INTEGER - 1);
});

Deno.test("the sum stays exact while great values of both signs come and go", () => {
  const list = new SortedList();
  const greatest = Number.MAX_SAFE_INTEGER;
  list.add(Float64Array.from({ length: 10_000 }, (_, i) => i % 3 === 0 ? -greatest + i : greatest - i));
  list.checkInvariants();
  list.remove(Float64Array.from({ length: 2000 }, (_, i) => greatest - i));
  list.checkInvariants();
  list.remove(Float64Array.from({ length: 2000 }, (_, i) => -greatest + i));
  list.checkInvariants();
});
