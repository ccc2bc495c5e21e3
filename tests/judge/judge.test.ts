import { deepStrictEqual, ok } from "node:assert/strict";
import { createColors } from "picocolors";
import type { Result } from "../../judge/check.ts";
import { parseJudgeConfig } from "../../judge/config.ts";
import { judge } from "../../judge/mod.ts";
import { BROKEN_SERVERS } from "../support/broken_servers/mod.ts";
import { SmallServer } from "../support/broken_servers/small_server.ts";

/** How long a reply may take, in milliseconds: less than people wait, since many checks fail here. */
const REPLY_MS = 1000;

interface Verdict {
  readonly text: string;
  readonly results: readonly Result[];
  /** The names of the checks that failed. */
  readonly failed: readonly string[];
}

/** Judges a server as `app judge` does. */
async function verdict(port: number, args: string[] = [], { columns = 80 } = {}): Promise<Verdict> {
  let text = "";
  const results = await judge(parseJudgeConfig([`127.0.0.1:${port}`, ...args], {}), {
    random: Math.random,
    now: () => performance.now(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    signal: new AbortController().signal,
    style: { colors: createColors(false), columns },
    write: (part) => void (text += part),
    replyMs: REPLY_MS,
  });
  const failed = results.filter(({ outcome }) => outcome.status === "failed").map(({ check }) => check.name);
  return { text, results, failed };
}

Deno.test("a small server that somebody else wrote passes every level of the array", async () => {
  await using server = new SmallServer();
  const { text, results, failed } = await verdict(server.port);
  deepStrictEqual(failed, [], text);
  ok(results.length > 50);
  ok(results.every(({ outcome }) => outcome.status === "passed"), text);
});

for (const [what, { Server, foundBy, also = [], level }] of Object.entries(BROKEN_SERVERS)) {
  Deno.test(`a server that ${what} is found out by ${foundBy}`, async () => {
    await using server = new Server();
    const { text, failed } = await verdict(server.port, ["--level", String(level)]);
    ok(failed.includes(foundBy), text);
    deepStrictEqual(failed.filter((name) => name !== foundBy && !also.includes(name)), [], text);
  });
}
