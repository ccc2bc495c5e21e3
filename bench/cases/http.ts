/** Reading and adding over HTTP, beside nginx, webdis and Flask. */
import { type Case, PER_SECOND } from "../case.ts";
import { ask } from "../line.ts";
import { wrk } from "../load.ts";
import { withFlask, withNginx, withWebdis } from "../peers.ts";
import { withApp } from "../running_app.ts";

const APP_FLAGS = ["--memory"];
const FLASK = "python3-flask and python3-sortedcontainers";
/** A thousand different integers of six digits, in order. */
const VALUES = Array.from({ length: 1000 }, (_, i) => 100_000 + 887 * i);
const BODY = JSON.stringify({ count: VALUES.length, offset: 0, values: VALUES });

/** Looks whether a URL has all the values. @throws if not */
async function expectValues(url: string): Promise<string> {
  const text = await (await fetch(url)).text();
  const values = text.match(/\d{6}/g);
  if (String(values) !== String(VALUES)) throw new Error(`${url} has ${text.slice(0, 200)}`);
  return text;
}

const reading: Case = {
  work: "GET of an array of 1,000 values",
  figures: [PER_SECOND],
  needs: ["wrk"],
  measure: (executable) =>
    withApp({ executable, flags: APP_FLAGS }, async ({ tcpPort, httpPort }) => {
      await ask(tcpPort, `ADD ${VALUES.join(" ")}`, { banner: true });
      const text = await expectValues(`http://127.0.0.1:${httpPort}/api/array`);
      if (text.trimEnd() !== BODY) throw new Error(`nginx has other bytes than the app: ${text.slice(0, 200)}`);
      return await wrk(httpPort, { path: "/api/array" });
    }),
  peers: [
    {
      name: "nginx, a file with the same bytes",
      needs: ["nginx"],
      goals: { per_second: "at least 0.6" },
      measure: () => withNginx(BODY, ({ port }) => wrk(port, { path: "/file" })),
    },
    {
      name: "webdis, ZRANGE",
      needs: ["redis-server", "webdis"],
      goals: { per_second: "at least 12" },
      measure: () =>
        withWebdis(async (webdis, redis) => {
          await ask(redis.port, `ZADD k ${VALUES.map((value) => `${value} ${value}`).join(" ")}`, { banner: false });
          await expectValues(`http://127.0.0.1:${webdis.port}/ZRANGE/k/0/-1`);
          return await wrk(webdis.port, { path: "/ZRANGE/k/0/-1" });
        }),
    },
    {
      name: "Flask",
      needs: [FLASK],
      goals: { per_second: "at least 20" },
      measure: () =>
        withFlask(async ({ port }) => {
          const url = `http://127.0.0.1:${port}/array`;
          for (const value of VALUES) await post(url, value);
          await expectValues(url);
          return await wrk(port, { path: "/array" });
        }),
    },
  ],
};

async function post(url: string, value: number): Promise<void> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ value }),
  });
  await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}

const POSTED = '{"value":%d}';

const adding: Case = {
  work: "POST of one value",
  figures: [PER_SECOND],
  needs: ["wrk"],
  measure: (executable) =>
    withApp({ executable, flags: APP_FLAGS }, ({ httpPort }) => wrk(httpPort, { path: "/api/array", post: POSTED })),
  peers: [
    {
      name: "webdis, ZADD",
      needs: ["redis-server", "webdis"],
      goals: { per_second: "at least 0.9" },
      measure: () => withWebdis(({ port }) => wrk(port, { path: "/", post: "ZADD/k/%d/%d" })),
    },
    {
      name: "Flask",
      needs: [FLASK],
      goals: { per_second: "at least 22" },
      measure: () => withFlask(({ port }) => wrk(port, { path: "/array", post: POSTED })),
    },
  ],
};

export const HTTP: readonly Case[] = [reading, adding];
