/**
 * What a service's changes are: each kind has a name, a form in which its changes are kept, and says what they do to the state. A
 * kind belongs to one state; changes are asked for with {@linkcode Engine.submit}.
 */

import type { RequestError } from "../../protocol/request_error.ts";

/** Where the changes of a batch are put, column by column. */
export interface Columns {
  /** @param record what the change has to it beside them */
  putNumbers(numbers: Float64Array, count: number, record?: unknown): void;
  putRecord(record: unknown): void;
}

/** Is told of the changes of one kind. */
export interface ChangeObserver<What, Result> {
  /** The change is applied, and its values are still as they came. They are valid only during the call. */
  applied?(result: Result, values: Float64Array, start: number, end: number): void;
  /** The change, one of a {@linkcode RecordKind}, is applied, and whoever asked for it was told. */
  answered?(result: Result, what: What): void;
}

export interface ChangeKindOptions {
  /** Names the kind in the journal, behind the service's name. No kind is ever given the name of another. */
  name: string;
  /** Goes up when the form in which its changes are kept becomes another; from 1 on. */
  version: number;
  /** What its changes were called before kinds had versions. */
  formerly?: readonly string[];
}

/** A kind of change, made with `What`, that comes to a `Result`. */
export abstract class ChangeKind<What = unknown, Result = unknown> {
  readonly name: string;
  readonly version: number;
  readonly formerly: readonly string[];
  /** Who looks on: the service that it belongs to, when it runs. */
  observer: ChangeObserver<What, Result> = {};

  constructor({ name, version, formerly = [] }: ChangeKindOptions) {
    this.name = name;
    this.version = version;
    this.formerly = formerly;
  }

  /** Puts a change at the end of a batch. */
  abstract put(what: What, columns: Columns): void;

  /** Applies a change. @throws {RequestError} where the state does not allow it; then nothing has changed */
  abstract apply(values: Float64Array, start: number, end: number, record: unknown): Result;
}

/** Stands in a batch for a change that is refused before it is kept: it is answered in its turn, and changes nothing. */
class Refusal extends ChangeKind<RequestError, never> {
  override put(error: RequestError, columns: Columns): void {
    columns.putRecord(error);
  }

  override apply(_values: Float64Array, _start: number, _end: number, error: unknown): never {
    throw error;
  }
}

/** What a change that is refused becomes. No journal keeps it. */
export const REFUSED: ChangeKind<RequestError, never> = new Refusal({ name: "refused", version: 1 });

/** Stands in a batch for a reader: when it is applied, all that was committed before it was asked for is applied, too. */
class Barrier extends ChangeKind<null, null> {
  override put(_: null, columns: Columns): void {
    columns.putRecord(BARRIER_RECORD);
  }

  override apply(): null {
    return null;
  }
}

/** What stands for a barrier among records, where `null` stands for numbers. */
const BARRIER_RECORD = {};

/** Has a reader wait for what other servers have committed. It changes nothing, and no journal keeps it. */
export const BARRIER: ChangeKind<null, null> = new Barrier({ name: "barrier", version: 1 });

/** Integers `numbers[0..count)`. */
export interface Numbers {
  readonly numbers: Float64Array;
  readonly count: number;
}

/**
 * Changes that are nothing but integers: they cost no object each. Two of them in a row must do the same to the state as one with
 * the integers of both, since the journal writes neighbours down as one.
 */
export class NumbersKind extends ChangeKind<Numbers, number> {
  readonly #apply: (values: Float64Array, start: number, end: number) => number;

  constructor(
    { apply, ...options }: ChangeKindOptions & { apply: (values: Float64Array, start: number, end: number) => number },
  ) {
    super(options);
    this.#apply = apply;
  }

  override put({ numbers, count }: Numbers, columns: Columns): void {
    columns.putNumbers(numbers, count);
  }

  override apply(values: Float64Array, start: number, end: number): number {
    return this.#apply(values, start, end);
  }
}

/** Changes that have more to them than integers. They are kept as JSON. */
export class RecordKind<What extends object, Result> extends ChangeKind<What, Result> {
  readonly #apply: (what: What) => Result;
  /** Reads a change of the `version` as it was kept. @throws where it can't have been */
  readonly read: (kept: unknown, version: number) => What;

  constructor(
    { apply, read, ...options }: ChangeKindOptions & {
      apply: (what: What) => Result;
      read: (kept: unknown, version: number) => What;
    },
  ) {
    super(options);
    this.#apply = apply;
    this.read = read;
  }

  override put(what: What, columns: Columns): void {
    columns.putRecord(what);
  }

  override apply(_values: Float64Array, _start: number, _end: number, record: unknown): Result {
    // What stands there was put there by this kind.
    return this.#apply(record as What);
  }
}
