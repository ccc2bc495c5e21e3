/** The state of the array service: one sorted list, and what changes it. */
import { type Numbers, NumbersKind } from "../../engine/change_kind.ts";
import type { KeptSnapshot, Retired, ServiceState, Snapshot } from "../../engine/state.ts";
import { Capacity } from "./capacity.ts";
import { SortedList } from "./sorted_list.ts";

/** An archive has at most this many values, the smallest. A journal is replayed with this: changing it changes what old journals come to. */
const RETIRED_VALUES = 10_000;

/** What readers may ask of the array. */
export type ReadableArray = Pick<SortedList, "count" | "rank" | "slice" | "stats">;

export class ArrayState implements ServiceState {
  readonly name = "array";
  readonly version = 1;
  readonly #list = new SortedList();
  #changes = 0;

  /** Puts the values in. */
  readonly add = new NumbersKind({
    name: "array.add",
    version: 1,
    formerly: ["add"],
    apply: (values, start, end) => {
      this.#changes++;
      this.#list.add(values, start, end);
      return end - start;
    },
  });

  /** Takes one occurrence of each of the values out. The result is how many there were. */
  readonly remove = new NumbersKind({
    name: "array.remove",
    version: 1,
    formerly: ["remove"],
    apply: (values, start, end) => {
      this.#changes++;
      return this.#list.remove(values, start, end);
    },
  });

  /** Takes all values out. The result is how many there were. */
  readonly clear = new NumbersKind({
    name: "array.clear",
    version: 1,
    formerly: ["clear"],
    apply: () => {
      this.#changes++;
      return this.#list.clear();
    },
  });

  readonly kinds = [this.add, this.remove, this.clear];

  /** What can be asked for over REST. Of several values it is known to whoever asks which they are. */
  readonly asked = {
    add: {
      name: "array.add",
      kind: this.add,
      outcome: (_count: number, { numbers, count }: Numbers) => ({
        value: count === 1 ? numbers[0] : null,
        count: this.#list.count,
      }),
    },
    remove: { name: "array.remove", kind: this.remove, outcome: (removed: number) => ({ removed }) },
    clear: { name: "array.clear", kind: this.clear, outcome: (removed: number) => ({ removed }) },
  };
  readonly operations = Object.values(this.asked);
  readonly gate = new Capacity(this);

  /** The array, to be read. */
  get list(): ReadableArray {
    return this.#list;
  }

  /** How often it may have changed since the start: as long as this stays, the array does. */
  get changes(): number {
    return this.#changes;
  }

  snapshot(): Snapshot {
    return { record: null, numbers: this.#list.slice() };
  }

  retire(): Retired {
    const { count, min, max, median, mean } = this.#list.stats();
    const rows: [number][] = [];
    for (const { values, start, end } of this.#list.slice(0, Math.min(count, RETIRED_VALUES)).runs()) {
      for (let i = start; i < end; i++) rows.push([values[i]]);
    }
    this.#changes++;
    this.#list.clear();
    const facts = count > 0 ? { min, max, median, mean } : {};
    return { summary: { values: count, ...facts as Record<string, number> }, tables: { values: { columns: ["value"], rows } } };
  }

  get numberCount(): number {
    return this.#list.count;
  }

  restoreUnversioned(_record: unknown, numbers: Iterable<Float64Array>): void {
    this.restore({ numbers });
  }

  restore({ numbers }: Pick<KeptSnapshot, "numbers">): void {
    for (const run of numbers) this.#list.append(run);
  }

  summary(): Record<string, number> {
    return { values: this.#list.count };
  }

  checkInvariants(): void {
    this.#list.checkInvariants();
  }
}
