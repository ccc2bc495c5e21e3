/** The one road from a route to the engine: a request that came with a key is done once. */
import type { Context } from "hono";
import { RequestError } from "../../../protocol/request_error.ts";
import type { Engine } from "../../engine/engine.ts";
import { outcomeOf, type RequestKey } from "../../engine/kept_answers.ts";
import { KeyedChange } from "../../engine/keyed_change.ts";
import type { Operation } from "../../engine/operation.ts";
import type { Requests } from "../../engine/requests.ts";

export interface RestChangesOptions {
  engine: Pick<Engine, "change">;
  requests: Pick<Requests, "keyed" | "answers">;
}

export class RestChanges {
  readonly #options: RestChangesOptions;
  /** The keys of requests that are under way here. */
  readonly #underWay = new Set<string>();

  constructor(options: RestChangesOptions) {
    this.#options = options;
  }

  /**
   * Makes the change that a request asks for, and resolves to its outcome. With a key it is made once: asked for again, it comes to
   * what it came to then.
   *
   * @param what what the change is made with, checked and completed; not called if it was made before
   * @throws {RequestError} if it can't be made, or if its key came with another request or with one that is under way
   */
  make<What, Result, Outcome>(
    c: Context,
    operation: Operation<What, Result, Outcome>,
    what: () => What,
  ): Promise<Outcome> {
    const key: RequestKey | undefined = c.get("requestKey");
    if (key !== undefined) return this.#once(key, operation, what);
    const change = what();
    return this.#options.engine.change(operation.kind, change, (result) => operation.outcome(result, change));
  }

  async #once<What, Result, Outcome>(
    key: RequestKey,
    operation: Operation<What, Result, Outcome>,
    what: () => What,
  ): Promise<Outcome> {
    const { engine, requests } = this.#options;
    const known = requests.answers.find(key);
    // What was kept is what this operation came to, since the fingerprint is that of the same request.
    if (known) return outcomeOf(known) as Outcome;
    if (this.#underWay.has(key.key)) throw underWay();
    this.#underWay.add(key.key);
    try {
      return await engine.change(requests.keyed, keyed(key, operation, what), ({ outcome }) => outcome as Outcome);
    } catch (error) {
      throw error instanceof RequestError && error.code === "unknown-outcome" ? askAgain(error) : error;
    } finally {
      this.#underWay.delete(key.key);
    }
  }
}

/** What is asked of the engine; also if it is clear here that the change can't be made: another server may be about to make it. */
function keyed<What, Result, Outcome>(
  key: RequestKey,
  operation: Operation<What, Result, Outcome>,
  what: () => What,
): KeyedChange {
  try {
    return new KeyedChange(key, operation, what());
  } catch (error) {
    if (error instanceof RequestError) return KeyedChange.refused(key, error);
    throw error;
  }
}

function underWay(): RequestError {
  return new RequestError(
    "in-use",
    "a request with this Idempotency-Key is under way: ask again when it is done",
    { retryAfterSeconds: 1 },
  );
}

function askAgain(cause: RequestError): RequestError {
  return new RequestError(
    "unknown-outcome",
    `${cause.message}, or ask again with the same Idempotency-Key: the change is made once at most`,
    { cause },
  );
}
