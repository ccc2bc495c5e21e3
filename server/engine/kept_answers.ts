/** What was answered to the last requests that came with a key. */
import { z } from "@hono/zod-openapi";
import { ERROR_CODES, RequestError } from "../../protocol/request_error.ts";

/** How many answers are kept. A journal is replayed with this: changing it changes what old journals come to. */
export const MAX_ANSWERS = 10_000;
/** How many characters they may have together; the last one is kept however long it is. The same holds for this. */
export const MAX_CHARACTERS = 4_194_304;

/** The key of a request. */
export interface RequestKey {
  readonly key: string;
  /** Tells the request from others that come with the same key. */
  readonly fingerprint: string;
}

const KeptAnswer = z.object({
  key: z.string(),
  fingerprint: z.string(),
  /** Why nothing was changed; `null` if something was. */
  code: z.enum(ERROR_CODES).nullable(),
  /** The outcome as JSON, or the error's message. */
  text: z.string(),
}).readonly();

export type KeptAnswer = z.infer<typeof KeptAnswer>;

/** The answers by their keys. For one more than can be kept, the oldest is forgotten. */
export class KeptAnswers {
  readonly #answers = new Map<string, KeptAnswer>();
  #characters = 0;

  get count(): number {
    return this.#answers.size;
  }

  /** All of them, the oldest first. */
  get all(): readonly KeptAnswer[] {
    return [...this.#answers.values()];
  }

  has(key: string): boolean {
    return this.#answers.has(key);
  }

  /** What was answered to this request. @throws {RequestError} `bad-arguments` if another one came with its key */
  find({ key, fingerprint }: RequestKey): KeptAnswer | null {
    const answer = this.#answers.get(key);
    if (answer && answer.fingerprint !== fingerprint) {
      throw new RequestError(
        "bad-arguments",
        "this Idempotency-Key came with another request, so nothing was changed: " +
          "ask again with the same method, path, body and token, or use a new key",
      );
    }
    return answer ?? null;
  }

  /** Keeps one more. Cost: amortized O(1). */
  keep(answer: KeptAnswer): void {
    this.#answers.set(answer.key, answer);
    this.#characters += charactersOf(answer);
    for (const oldest of this.#answers.values()) {
      const isTooMuch = this.#answers.size > MAX_ANSWERS || this.#characters > MAX_CHARACTERS;
      if (!isTooMuch || oldest === answer) return;
      this.#answers.delete(oldest.key);
      this.#characters -= charactersOf(oldest);
    }
  }

  /** Makes these answers, new ones, as {@linkcode all} told them. @throws where they can't have been */
  restore(record: unknown): void {
    for (const answer of z.array(KeptAnswer).parse(record)) this.keep(answer);
  }

  /** @throws where something does not hold that must */
  checkInvariants(): void {
    const characters = this.all.reduce((sum, answer) => sum + charactersOf(answer), 0);
    if (characters !== this.#characters) {
      throw new Error(`The kept answers have ${characters} characters, not ${this.#characters}`);
    }
  }
}

/** What was answered, once more. @throws {RequestError} if that was an error */
export function outcomeOf({ code, text }: KeptAnswer): unknown {
  if (code !== null) throw new RequestError(code, text);
  return JSON.parse(text);
}

function charactersOf({ key, fingerprint, text }: KeptAnswer): number {
  return key.length + fingerprint.length + text.length;
}
