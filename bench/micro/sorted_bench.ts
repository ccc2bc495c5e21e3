/**
 * The sorted list against its rivals. A group is an operation at a size. Each iteration does as many operations as the group's name
 * says; putting the collection back as it was does not count.
 */
import { upperBound } from "../../server/services/array/chunk.ts";
import { sortIntegers } from "../../server/services/array/sort_integers.ts";
import { type Rival, RIVALS } from "./rivals.ts";
import { randomIntegers, RANGE_VALUES, sample, SIZES } from "./values.ts";

/** Moving megabytes for each value takes long: then these are enough. */
const SLOW_SIZE = 1_000_000;
const SLOW_VALUES = 20;
const MANY = 10_000;
const RANGES = 100;
/** No collection more than doubles by these. */
const EACH = 1000;

interface Data {
  sorted: Float64Array;
  rivals: Map<string, Rival>;
}

let current: { size: number; data: Data } | null = null;

/** The values of a size; those of the size before are forgotten. */
function dataOf(size: number): Data {
  if (current?.size === size) return current.data;
  const sorted = randomIntegers(size, 1);
  sortIntegers(sorted);
  const data = { sorted, rivals: new Map() };
  current = { size, data };
  return data;
}

function rivalOf(name: string, size: number): Rival {
  const { sorted, rivals } = dataOf(size);
  const rival = rivals.get(name) ?? RIVALS[name](sorted);
  rivals.set(name, rival);
  return rival;
}

const total = { value: 0 };

for (const size of SIZES) {
  for (const name of Object.keys(RIVALS)) {
    const isSlow = name === "plain array" && size >= SLOW_SIZE;
    const each = isSlow ? SLOW_VALUES : EACH;
    const few = { n: isSlow ? 5 : 20, warmup: isSlow ? 1 : 20 };
    const register = (operation: string, count: number, run: (rival: Rival) => (b: Deno.BenchContext) => void) => {
      let measured: ((b: Deno.BenchContext) => void) | null = null;
      Deno.bench({
        name,
        group: `${operation}; ${size} values; ${count} per iteration`,
        ...few,
        fn: (b) => (measured ??= run(rivalOf(name, size)))(b),
      });
    };
    const adding = (operation: string, count: number, add: (rival: Rival, values: Float64Array) => number) =>
      register(operation, count, (rival) => {
        let seed = 2;
        return (b) => {
          const values = randomIntegers(count, ++seed);
          b.start();
          total.value += add(rival, values);
          b.end();
          rival.undo(values);
        };
      });
    adding("add one", each, (rival, values) => rival.addEach(values));
    adding("add one and read", each, (rival, values) => rival.addAndReadEach(values));
    adding("add many", MANY, (rival, values) => rival.addMany(values));
    const removed = Math.min(each, size / 2);
    register("remove", removed, (rival) => {
      let seed = 1e6;
      return (b) => {
        const values = randomIntegers(removed, ++seed);
        rival.addMany(values);
        b.start();
        total.value += rival.removeEach(values);
        b.end();
      };
    });
    if (name !== "sorted-btree") {
      register("rank", EACH, (rival) => {
        const values = sample(dataOf(size).sorted, EACH);
        return (b) => {
          b.start();
          total.value += rival.rankEach?.(values) ?? 0;
          b.end();
        };
      });
    }
    register(`range of ${RANGE_VALUES}`, RANGES, (rival) => {
      const { sorted } = dataOf(size);
      const lows = sample(sorted.subarray(0, size - RANGE_VALUES + 1), RANGES);
      const highs = lows.map((low) => sorted[upperBound(sorted, low, 0) + RANGE_VALUES - 2]);
      return (b) => {
        b.start();
        total.value += rival.rangeEach(lows, highs);
        b.end();
      };
    });
    register("iterate", size, (rival) => (b) => {
      b.start();
      total.value += rival.iterate();
      b.end();
    });
  }
}
