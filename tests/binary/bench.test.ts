/** `app bench` as its users have it, with the project's own server and, where it is installed, Redis. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { eventually } from "../support/eventually.ts";
import { APP, app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { Tmux } from "../support/tmux.ts";

function hasRedis(): boolean {
  try {
    return new Deno.Command("redis-server", { args: ["--version"], stdout: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

const QUICK = { APP_SECONDS: "1", APP_WARM_UP: "0" };

Deno.test("over REST, with two threads, every request of the mix works", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    const mix = "add,sort,get,count,rank,range,remove,random,ping,stats";
    const { code, out, err } = await app(
      folder,
      ["bench", server.http, "--mix", mix, "--workers", "2", "--rate", "500"],
      QUICK,
    );
    deepStrictEqual({ code, err }, { code: 0, err: "" }, out);
    match(out, /, http: 500 requests per second \(open loop\)\n/);
    match(out, /\nrequests +\d{3} in 1\.0 s\n.*\nerrors +0\n/);
  }));

Deno.test({
  name: "Redis takes every request that it has a counterpart for",
  ignore: !hasRedis(),
  fn: () =>
    withFolder(async (folder) => {
      const port = freePort();
      const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder];
      const redis = new Deno.Command("redis-server", { args, stdout: "null" }).spawn();
      try {
        await eventually(() => Deno.connect({ hostname: "127.0.0.1", port }).then((conn) => (conn.close(), true), () => false));
        const mix = "add,sort,get,count,rank,range,remove,ping";
        const bench = ["bench", `127.0.0.1:${port}`, "--pipeline", "8"];
        const { code, out, err } = await app(folder, [...bench, "--protocol", "redis", "--mix", mix], QUICK);
        deepStrictEqual({ code, err }, { code: 0, err: "" }, out);
        match(out, /\nerrors +0\n/);
        const asLines = await app(folder, bench, QUICK);
        strictEqual(asLines.code, 1);
        match(asLines.err, /^app: 127\.0\.0\.1:\d+ does not speak app\/1: it is a Redis server\n$/);
      } finally {
        redis.kill();
        await redis.status;
      }
    }),
});

Deno.test("with more clients than the server takes it does not begin, and says what to do", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory", "--max-connections", "5"]);
    for (const workers of ["1", "2"]) {
      const where = `127.0.0.1:${server.tcp.port}`;
      const { code, out, err } = await app(folder, ["bench", where, "--clients", "9", "--workers", workers]);
      deepStrictEqual([code, out], [1, ""]);
      match(
        err,
        /^app: \S+ refuses connection \d of \d: ERR too-many-connections .*; use fewer --clients, or raise the server's limit\n$/,
      );
    }
  }));

Deno.test("in a terminal of 80 columns it shows its progress and breaks no line, and Ctrl-C ends it with the figures so far", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    for (const workers of [1, 2]) {
      const command = `TERM=xterm ${APP} bench 127.0.0.1:${server.tcp.port} --seconds 60 --warm-up 0 --workers ${workers}`;
      await using terminal = await Tmux.start(command, { columns: 80 });
      await terminal.until(/[\d.]+ of 60 s · [\d,]+ per second · slowest [\d.]+ ms/);
      await terminal.press("C-c");
      const screen = await terminal.until(/exit code \d+/);
      match(screen, /exit code 130\n/);
      match(screen, /\nrequests {4}[\d,]+ in \d+\.\d s\n/);
      ok(!screen.includes(" of 60 s ·"), screen);
      match(screen, /stalls is asked less often, so these figures leave out what would have waited\.\n/);
    }
  }));

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
