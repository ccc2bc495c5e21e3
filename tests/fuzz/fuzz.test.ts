/** A short run of what {@linkcode file://./run.ts} does at length. */
import { ok } from "node:assert/strict";
import { startTestServer } from "../support/test_server.ts";
import { fuzzHttp } from "./http.ts";
import { fuzzLines } from "./lines.ts";
import { fuzzWebSockets } from "./web_sockets.ts";

const MAX_LINE_BYTES = 65_536;

Deno.test("20,000 lines, many of them wrong, are answered as the specification says", async () => {
  await using server = await startTestServer({ config: { maxLine: MAX_LINE_BYTES } });
  const figures = await fuzzLines({ tcp: server.tcp, seed: 1, count: 20_000, maxLineBytes: MAX_LINE_BYTES });
  ok(figures.replies > 10_000 && figures.errors > 1000 && figures.quizzes > 10);
});

Deno.test("2,000 HTTP requests, many of them mutated, are each answered in a way that is documented", async () => {
  await using server = await startTestServer({ config: { maxLine: MAX_LINE_BYTES } });
  const figures = await fuzzHttp({ ...server, seed: 1, count: 2000 });
  ok(figures.classes[2] > 300 && figures.classes[4] > 300);
});

Deno.test("10,000 WebSocket frames are answered, and who breaks a rule is closed with the code of that", async () => {
  await using server = await startTestServer({ config: { maxLine: MAX_LINE_BYTES } });
  const figures = await fuzzWebSockets({ ...server, seed: 1, count: 10_000, maxMessageBytes: MAX_LINE_BYTES + 2 ** 20 });
  ok(figures.messages > 1000 && figures.closes[1002] > 100 && figures.closes[1007] > 10 && figures.closes[1009] > 10);
});
