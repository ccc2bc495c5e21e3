/** The state of the key-value service: pure, and all of it in one map. */
import { z } from "@hono/zod-openapi";
import { RecordKind } from "../../../server/engine/change_kind.ts";
import type { KeptSnapshot, ServiceState, Snapshot } from "../../../server/engine/state.ts";

const Entry = z.object({ key: z.string(), value: z.string().nullable() });
const Entries = z.array(z.tuple([z.string(), z.string()]));

export class KeyValueState implements ServiceState {
  readonly name = "key_value";
  readonly version = 1;
  readonly #values = new Map<string, string>();

  /** Gives a key a value, or, with `null`, takes it away. The result is the value before. */
  readonly set = new RecordKind({
    name: "key_value.set",
    version: 1,
    read: (kept) => Entry.parse(kept),
    apply: ({ key, value }) => {
      const before = this.get(key);
      if (value === null) this.#values.delete(key);
      else this.#values.set(key, value);
      return before;
    },
  });

  readonly kinds = [this.set];

  get count(): number {
    return this.#values.size;
  }

  get(key: string): string | null {
    return this.#values.get(key) ?? null;
  }

  snapshot(): Snapshot {
    return { record: [...this.#values].sort(([a], [b]) => a < b ? -1 : 1) };
  }

  restore({ record }: KeptSnapshot): void {
    for (const [key, value] of Entries.parse(record)) this.#values.set(key, value);
  }

  summary(): Record<string, number> {
    return { keys: this.count };
  }
}
