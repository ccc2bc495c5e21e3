import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Hono } from "hono";
import { EventStreams } from "../../../server/http/event_stream.ts";
import type { HttpEnv } from "../../../server/services/rest/http_env.ts";
import { onThrown } from "../../../server/services/rest/problem.ts";
import { getLogger } from "@logtape/logtape";

Deno.test("if there are as many streams as may be, a newcomer gets the place of the address that has most of them", async () => {
  const streams = new EventStreams({ most: 4, what: "readers" });
  const app = new Hono<HttpEnv>().get("/", (c) => streams.answer(c, () => new ReadableStream<Uint8Array>()));
  app.onError(onThrown(getLogger("test")));
  const disconnected: string[] = [];
  const ends = new Map<string, () => void>();
  const open = async (name: string, hostname: string) => {
    const { promise: completed, resolve } = Promise.withResolvers<void>();
    ends.set(name, resolve);
    const env = { remoteAddr: { hostname, port: 1 }, completed, disconnect: () => disconnected.push(name) };
    const { status, body } = await app.request("/", {}, env);
    await body?.cancel();
    return status;
  };
  for (const name of ["first", "second", "third"]) strictEqual(await open(name, "10.0.0.1"), 200);
  strictEqual(await open("other", "10.0.0.2"), 200);
  strictEqual(await open("fourth", "10.0.0.1"), 503);
  strictEqual(await open("newcomer", "10.0.0.3"), 200);
  deepStrictEqual(disconnected, ["first"]);
  // Each has as many as the newcomer would have, or one more.
  strictEqual(await open("late", "10.0.0.2"), 503);
  ends.get("newcomer")?.();
  ends.get("first")?.();
  await Promise.resolve();
  strictEqual(await open("late", "10.0.0.2"), 200);
  deepStrictEqual(disconnected, ["first"]);
});
