import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { RequestError } from "../../protocol/request_error.ts";
import type { HttpEnv } from "../services/rest/http_env.ts";

/** How the OpenAPI document tells of server-sent events. */
export function eventStreamResponse(description: string) {
  return { description, content: { "text/event-stream": { schema: z.string() } } };
}

/** Streams of one kind, of which there may be so many at once, those among them that nobody reads. */
export class EventStreams {
  readonly #most: number;
  readonly #what: string;
  #open = 0;

  constructor({ most, what }: { most: number; what: string }) {
    this.#most = most;
    this.#what = what;
  }

  /**
   * Answers with server-sent events: not to be kept by anybody in between, nor gathered.
   *
   * @throws {RequestError} `too-many-connections`
   */
  answer(c: Context, open: () => ReadableStream<Uint8Array>) {
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
    // HEAD is asked as GET is, and its body is thrown away unread.
    if (c.req.method === "HEAD") return c.body(null, 200, headers);
    if (this.#open >= this.#most) {
      throw new RequestError("too-many-connections", `${this.#most} ${this.#what} already: try again later`);
    }
    this.#open++;
    // A stream that was ended is under way as long as its reader has not taken the end of it.
    const { completed = Promise.resolve() }: HttpEnv["Bindings"] = c.env ?? {};
    completed.finally(() => this.#open--);
    return c.body(open(), 200, headers);
  }
}
