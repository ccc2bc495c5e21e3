/** The question sets of a server. Pure: the same changes in the same order give the same sets. */
import { quote } from "../../../../protocol/quote.ts";
import { RequestError } from "../../../../protocol/request_error.ts";
import { BUILT_IN_SETS } from "./built_in_sets.ts";
import { questionCount, type QuestionSet } from "./question_set.ts";
import type { SetChange } from "./set_changes.ts";

/** How many sets are kept beside the built-in ones. A journal is replayed with this: changing it changes what old journals come to. */
export const MAX_SETS = 200;
/** How many bytes of JSON they come to in all. The same holds for this. */
export const MAX_SETS_BYTES = 4 * 1_048_576;

/** A set without its questions. */
export interface SetSummary {
  readonly id: string;
  readonly title: string;
  /** How many questions it has when it is played. */
  readonly questions: number;
  /** Whether every server has it, and nobody can change it. */
  readonly builtIn: boolean;
}

/** The kept sets as they stand, to be written down, in the order in which they were added. */
export type SetsRecord = readonly (readonly [id: string, set: QuestionSet])[];

/** How many IDs a message lists. */
const LISTED = 10;

interface Kept {
  readonly set: QuestionSet;
  readonly bytes: number;
}

export class Sets {
  readonly #kept = new Map<string, Kept>();
  #bytes = 0;

  /** How many sets are kept beside the built-in ones. */
  get count(): number {
    return this.#kept.size;
  }

  /** A set, built in or kept. It is never changed. */
  get(id: string): QuestionSet | undefined {
    return BUILT_IN_SETS.get(id) ?? this.#kept.get(id)?.set;
  }

  /** A set, built in or kept. @throws {RequestError} if there is none */
  find(id: string): QuestionSet {
    const set = this.get(id);
    if (set) return set;
    const ids = [...BUILT_IN_SETS.keys(), ...this.#kept.keys()];
    const listed = ids.slice(0, LISTED).join(", ");
    throw new RequestError(
      "no-set",
      `there is no set ${quote(id)}: there are ${listed}${ids.length > LISTED ? " and others" : ""}`,
    );
  }

  /** All sets: the built-in ones, and the others in the order in which they were added. Cost: O(questions). */
  list(): SetSummary[] {
    return [
      ...[...BUILT_IN_SETS].map(([id, set]) => summary(id, set)),
      ...[...this.#kept].map(([id, { set }]) => summary(id, set)),
    ];
  }

  /**
   * Adds, replaces or removes a set. Cost: O(size of the set).
   *
   * @returns the set that the change was about
   * @throws {RequestError} if it can't be done; then nothing has changed
   */
  apply(change: SetChange): SetSummary {
    const { type, id } = change;
    if (BUILT_IN_SETS.has(id)) {
      throw new RequestError("bad-arguments", `the set ${id} is built in and stays as it is: add a set of your own with POST`);
    }
    const old = this.#kept.get(id);
    if (type === "add") {
      if (old) throw new RequestError("in-use", `there already is a set ${id}: replace it with PUT`);
      return this.#keep(id, change.set);
    }
    const set = this.find(id);
    if (type === "replace") return this.#keep(id, change.set);
    this.#bytes -= old?.bytes ?? 0;
    this.#kept.delete(id);
    return summary(id, set);
  }

  /** The kept sets as they stand. */
  toRecord(): SetsRecord {
    return [...this.#kept].map(([id, { set }]) => [id, set]);
  }

  /** Makes these sets, new ones, as they were written down. */
  restore(record: SetsRecord): void {
    for (const [id, set] of record) this.#put(id, set, bytesOf(set));
  }

  #keep(id: string, set: QuestionSet): SetSummary {
    const old = this.#kept.get(id);
    if (!old && this.#kept.size >= MAX_SETS) {
      throw new RequestError("too-many-values", `${MAX_SETS} sets are kept already: delete one that is no longer needed`);
    }
    const bytes = bytesOf(set);
    if (this.#bytes - (old?.bytes ?? 0) + bytes > MAX_SETS_BYTES) {
      const rest = MAX_SETS_BYTES - this.#bytes + (old?.bytes ?? 0);
      throw new RequestError(
        "too-many-values",
        `the sets can have ${MAX_SETS_BYTES} bytes of JSON in all, and this one has ${bytes}, though only ${rest} are left: delete a set`,
      );
    }
    this.#put(id, set, bytes);
    return summary(id, set);
  }

  #put(id: string, set: QuestionSet, bytes: number): void {
    this.#bytes += bytes - (this.#kept.get(id)?.bytes ?? 0);
    this.#kept.set(id, { set, bytes });
  }
}

function summary(id: string, { title, questions }: QuestionSet): SetSummary {
  return { id, title, questions: questionCount(questions), builtIn: BUILT_IN_SETS.has(id) };
}

function bytesOf(set: QuestionSet): number {
  return new TextEncoder().encode(JSON.stringify(set)).length;
}
