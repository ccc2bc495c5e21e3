import { seededRandom } from "../../server/seeded_random.ts";

/** What people, attackers and broken programs put where something else belongs. */
const CHARACTERS = [..." \t\r\0\x01\x07\x08\x1b\x7f-+.,:;/\\'\"{}[]()<>=%&#?*09aAzZéß\u00a0\u2028\u202e\ufeff\ufffd😀e\u0301"];

/** Chances that are the same at every run. */
export class Dice {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  /** Whether something happens. @param chance from 0 to 1 */
  happens(chance: number): boolean {
    return this.#random() < chance;
  }

  /** An integer from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.integer(0, values.length - 1)];
  }

  list<Value>(length: number, make: (i: number) => Value): Value[] {
    return Array.from({ length }, (_, i) => make(i));
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => this.integer(0, 255));
  }

  /** A text with something in it changed, left out, doubled or put in. */
  mutated(text: string, times = this.integer(1, 3)): string {
    const characters = [...text];
    for (let i = 0; i < times; i++) {
      const at = this.integer(0, characters.length);
      const end = Math.min(characters.length, at + this.integer(0, 3));
      const kind = this.integer(0, 3);
      if (kind === 0) characters.splice(at, end - at);
      else if (kind === 1) characters.splice(at, 0, ...characters.slice(at, end));
      else characters.splice(at, kind - 2, this.pick(CHARACTERS));
    }
    return characters.join("");
  }

  /** Bytes cut into pieces at any place, sometimes each on its own. */
  *pieces(bytes: Uint8Array<ArrayBuffer>): Generator<Uint8Array<ArrayBuffer>> {
    const largest = this.pick([1, 7, 100, 4096, bytes.length, bytes.length]);
    // Many small ones take too long.
    const most = bytes.length / largest > 300 ? Math.ceil(bytes.length / 300) : largest;
    for (let at = 0; at < bytes.length;) {
      const length = this.integer(1, Math.max(1, most));
      yield bytes.subarray(at, at + length);
      at += length;
    }
  }
}
