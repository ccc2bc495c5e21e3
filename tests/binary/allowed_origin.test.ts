/** A page of another origin, in a real browser, uses the executable. */
import { deepStrictEqual } from "node:assert/strict";
import { BANNER } from "../../protocol/help.ts";
import { hasBrowser, TestBrowser } from "../support/browser.ts";
import { RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";

/** Serves an empty page. */
function servePage(): Deno.HttpServer<Deno.NetAddr> {
  const page = () => new Response("<!DOCTYPE html><title>of a student</title>", { headers: { "content-type": "text/html" } });
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, page);
}

Deno.test({
  name: "a page of an allowed origin reads, changes, follows the events and speaks the protocol, another page can't",
  ignore: !hasBrowser(),
  // What drives the browser has timers of its own, which outlive a test.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withFolder(async (folder) => {
      await using allowed = servePage();
      await using other = servePage();
      const token = "open sesame, please";
      const args = ["--memory", "--allow-origin", `http://127.0.0.1:${allowed.addr.port}`, "--token", token];
      await using server = await RunningServer.start(folder, args);
      await using browser = await TestBrowser.start();
      const outcome = async (port: number) => {
        const { page } = await browser.open(`http://127.0.0.1:${port}/`);
        return await page.evaluate(async ({ server, token }) => {
          const orError = (promise: Promise<unknown>) => promise.catch(() => "refused");
          const event = new Promise((resolve, reject) => {
            const events = new EventSource(`${server}/api/events`);
            events.addEventListener("hello", ({ data }) => resolve(data));
            events.addEventListener("error", reject);
          });
          const line = new Promise((resolve, reject) => {
            const socket = new WebSocket(`${server.replace("http", "ws")}/ws`);
            socket.addEventListener("message", ({ data }) => resolve(data));
            socket.addEventListener("error", reject);
          });
          const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
          const json = async (init: RequestInit) => await (await fetch(`${server}/api/array`, init)).json();
          return [
            await orError(json({ method: "POST", headers, body: '{"values":[5,3]}' })),
            await orError(json({})),
            await orError(json({ method: "DELETE", headers })),
            await orError(json({ method: "DELETE", headers: { authorization: "Bearer wrong" } }).then(({ code }) => code)),
            await orError(event),
            await orError(line),
          ];
        }, { server: server.http, token });
      };
      deepStrictEqual(await outcome(allowed.addr.port), [
        { added: [5, 3], count: 2 },
        { count: 2, offset: 0, values: [3, 5] },
        { removed: 2 },
        "unauthorized",
        "{}",
        `${BANNER}\n`,
      ]);
      deepStrictEqual(await outcome(other.addr.port), Array(6).fill("refused"));
    }),
});
