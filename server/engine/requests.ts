import { KeptAnswers } from "./kept_answers.ts";
import { KeyedKind, REFUSAL } from "./keyed_change.ts";
import type { Operation } from "./operation.ts";

/** The requests that came with a key, and what was answered to them: a part of every state, beside those of the services. */
export class Requests {
  readonly name = "requests";
  readonly version = 1;
  readonly #answers = new KeptAnswers();
  readonly #operations = new Map<string, Operation>();

  /** Makes a change under a key, once. */
  readonly keyed = new KeyedKind({ answers: this.#answers, operationNamed: (name) => this.#operations.get(name) });

  readonly kinds = [this.keyed, REFUSAL.kind];

  /** What was answered under a key, to be read. */
  get answers(): Pick<KeptAnswers, "find" | "count"> {
    return this.#answers;
  }

  /** @throws {Error} where two operations have the same name */
  link(all: readonly { readonly operations?: readonly Operation[] }[]): void {
    for (const operation of [REFUSAL, ...all.flatMap(({ operations = [] }) => operations)]) {
      if (this.#operations.has(operation.name)) throw new Error(`Two operations are called ${operation.name}`);
      this.#operations.set(operation.name, operation);
    }
  }

  snapshot() {
    return { record: this.#answers.all };
  }

  restore({ record }: { readonly record: unknown }): void {
    this.#answers.restore(record);
  }

  summary(): Record<string, number> {
    return { "kept answers": this.#answers.count };
  }

  checkInvariants(): void {
    this.#answers.checkInvariants();
  }
}
