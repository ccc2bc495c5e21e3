import { z } from "@hono/zod-openapi";
import type { Context } from "hono";

/** How the OpenAPI document tells of server-sent events. */
export function eventStreamResponse(description: string) {
  return { description, content: { "text/event-stream": { schema: z.string() } } };
}

/** Answers with server-sent events: not to be kept by anybody in between, nor gathered. */
export function eventStream(c: Context, events: ReadableStream<Uint8Array>) {
  return c.body(events, 200, {
    "content-type": "text/event-stream",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
}
