/**
 * A change that is made once, however often it is asked for: it comes with a key, and what is answered to it is kept under that key.
 * Key and change are one entry of the journal, so that nothing can come between them. Whether the key is known is decided where
 * changes are applied: all servers come to the same, and so does each of them when it replays its journal.
 */
import { z } from "@hono/zod-openapi";
import { ERROR_CODES, RequestError } from "../../protocol/request_error.ts";
import type { ChangeBatch } from "./change_batch.ts";
import { ChangeKind, type Columns, NumbersKind, RecordKind } from "./change_kind.ts";
import { type KeptAnswer, type KeptAnswers, outcomeOf, type RequestKey } from "./kept_answers.ts";
import type { Operation } from "./operation.ts";

/** A change with the key under which it is asked for. */
export class KeyedChange {
  readonly key: RequestKey;
  readonly operation: Operation;
  /** What the change is made with; `null` in a batch for integers, which are among the batch's values. */
  readonly what: unknown;

  constructor(key: RequestKey, operation: Operation, what: unknown) {
    this.key = key;
    this.operation = operation;
    this.what = what;
  }

  /** The form in which it is kept. */
  toJSON(): KeptForm {
    const { kind, name } = this.operation;
    return { key: this.key.key, fingerprint: this.key.fingerprint, operation: name, version: kind.version, what: this.what };
  }

  /** Stands for a change that is refused before it is kept: the refusal is kept instead, so that it is refused for good. */
  static refused(key: RequestKey, { code, message }: RequestError): KeyedChange {
    return new KeyedChange(key, REFUSAL, { code, message });
  }
}

/** The kind of change `i` of a batch, with or without a key. */
export function kindAt(batch: ChangeBatch, i: number): ChangeKind {
  const record = batch.records[i];
  return record instanceof KeyedChange ? record.operation.kind : batch.kinds[i];
}

const KeptForm = z.object({
  key: z.string(),
  fingerprint: z.string(),
  operation: z.string(),
  version: z.int(),
  what: z.unknown(),
});
type KeptForm = z.infer<typeof KeptForm>;

const Refused = z.object({ code: z.enum(ERROR_CODES), message: z.string() });

/** A change that was refused before it was kept. */
export const REFUSAL: Operation<z.infer<typeof Refused>, never, null> = {
  name: "requests.refused",
  kind: new RecordKind({
    name: "requests.refused",
    version: 1,
    read: (kept) => Refused.parse(kept),
    apply({ code, message }): never {
      throw new RequestError(code, message);
    },
  }),
  outcome: () => null,
};

/** What came of a change with a key. */
export interface Performed {
  /** What is answered, as it comes back from JSON. */
  readonly outcome: unknown;
  /** What the change came to; `null` if it had been made before. */
  readonly made: { readonly kind: ChangeKind; readonly result: unknown } | null;
}

export interface KeyedKindOptions {
  answers: KeptAnswers;
  /** The operation of this name, if there is one. */
  operationNamed: (name: string) => Operation | undefined;
}

/** Changes with a key, of all operations. */
export class KeyedKind extends ChangeKind<KeyedChange, Performed> {
  readonly #options: KeyedKindOptions;

  constructor(options: KeyedKindOptions) {
    super({ name: "requests.keyed", version: 1 });
    this.#options = options;
    // Who looks on where such changes are made is told of one that is made now, not of one that is asked for again.
    this.observer = {
      applied({ made }, values, start, end) {
        if (made) made.kind.observer.applied?.(made.result, values, start, end);
      },
      answered({ made }, { what }) {
        if (made && what !== null) made.kind.observer.answered?.(made.result, what);
      },
    };
  }

  override put(change: KeyedChange, columns: Columns): void {
    const { key, operation, what } = change;
    operation.kind.put(what, {
      putNumbers: (numbers, count) => columns.putNumbers(numbers, count, new KeyedChange(key, operation, null)),
      putRecord: () => columns.putRecord(change),
    });
  }

  /** Whether a change with this key was made before. */
  isKnown(record: unknown): boolean {
    return record instanceof KeyedChange && this.#options.answers.has(record.key.key);
  }

  /** Makes the change, or does nothing if it was made before. @throws {RequestError} what was answered before, if that was an error */
  override apply(values: Float64Array, start: number, end: number, record: unknown): Performed {
    const { answers } = this.#options;
    // What stands there was put there by this kind.
    const { key, operation, what } = record as KeyedChange;
    const { kind } = operation;
    const known = answers.find(key);
    if (known) return { outcome: outcomeOf(known), made: null };
    const keep = (answer: Pick<KeptAnswer, "code" | "text">): void => answers.keep({ ...key, ...answer });
    try {
      const result = kind.apply(values, start, end, what);
      const numbers = { numbers: values.subarray(start, end), count: end - start };
      const text = JSON.stringify(operation.outcome(result, what ?? numbers) ?? null);
      keep({ code: null, text });
      return { outcome: JSON.parse(text), made: { kind, result } };
    } catch (error) {
      if (error instanceof RequestError) keep({ code: error.code, text: error.message });
      throw error;
    }
  }

  /**
   * Reads a change as it was kept.
   *
   * @param numbers those that were kept with it
   * @returns `null` for what only a later version knows
   * @throws where it can't have been
   */
  read(kept: unknown, numbers: Float64Array): KeyedChange | null {
    const { key, fingerprint, operation: name, version, what } = KeptForm.parse(kept);
    const operation = this.#options.operationNamed(name);
    if (!operation || version > operation.kind.version) return null;
    const { kind } = operation;
    const by = (what: unknown) => new KeyedChange({ key, fingerprint }, operation, what);
    if (kind instanceof NumbersKind) return by({ numbers, count: numbers.length });
    if (kind instanceof RecordKind) return by(kind.read(what, version));
    throw new Error(`The change ${kind.name} has neither numbers nor a record`);
  }
}
