import { z } from "@hono/zod-openapi";
import type { Context } from "hono";

/** How the OpenAPI document tells of server-sent events. */
export function eventStreamResponse(description: string) {
  return { description, content: { "text/event-stream": { schema: z.string() } } };
}

/** Answers with server-sent events: not to be kept by anybody in between, nor gathered. */
export function eventStream(c: Context, open: () => ReadableStream<Uint8Array>) {
  const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
  // HEAD is asked as GET is, and its body is thrown away unread.
  return c.req.method === "HEAD" ? c.body(null, 200, headers) : c.body(open(), 200, headers);
}
