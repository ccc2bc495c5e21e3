import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { eventually } from "../support/eventually.ts";
import { APP, app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";

Deno.test("there is an executable", () => {
  ok(Deno.statSync(APP).isFile, "deno task build makes it");
});

Deno.test("in an empty folder the server is ready, serves, and stops with its log complete", async () => {
  await withFolder(async (folder) => {
    await using server = await RunningServer.start(folder);
    match(server.output, /^app \d+\.\d+\.\d+ is ready\. /);
    ok(server.output.includes(`  curl ${server.http}/api/array\n`));
    ok(server.output.includes(`Data and log: ${await Deno.realPath(folder)}/app-data\n`));

    const { code, out, err } = await app(folder, [
      "client",
      "--mode",
      "sort",
      "--port",
      String(server.tcp.port),
      "--values",
      "3,1,2",
    ]);
    deepStrictEqual({ code, out, err }, { code: 0, out: "sent    3 1 2\nsorted  1 2 3\n", err: "" });
    strictEqual(await (await fetch(`${server.http}/api/array`)).text(), '{"count":3,"offset":0,"values":[1,2,3]}');
    strictEqual((await (await fetch(`${server.http}/openapi.json`)).json()).openapi, "3.1.0");

    using client = await RawClient.connectOnly(server.tcp);
    await client.line();
    const requests = Array.from({ length: 2000 }, (_, i) => `ADD ${i}`);
    await client.send(requests.map((request) => `${request}\n`).join(""));
    for (const _ of requests) strictEqual(await client.line(), "OK 1");
    {
      using faulty = await RawClient.connectOnly(server.tcp);
      await faulty.line();
      strictEqual(await faulty.ask("FAULT chop=2 cut=1 seed=7"), "OK chop=2 cut=1 seed=7");
      strictEqual(await faulty.ask("PING hello"), "OK hello");
      deepStrictEqual(await faulty.rest(), []);
    }

    strictEqual(await server.stop("SIGTERM"), 0);
    const log = await Deno.readTextFile(join(folder, "app-data", "server.log"));
    const said = log.split("\n").filter((line) => line.includes("#2 < ")).map((line) => line.split(" < ")[1]);
    deepStrictEqual(said, requests);
    match(log, /stopped\n$/);
    match((await client.rest())[0], /^ERR shutting-down/);
  });
});

Deno.test("Ctrl-C stops the server with exit code 0", async () => {
  await withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    strictEqual(await server.stop("SIGINT"), 0);
    deepStrictEqual([...Deno.readDirSync(folder)], []);
  });
});

Deno.test("a second signal ends the server at once", async () => {
  await withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    // It does not close its side, so the server waits for it.
    using client = await RawClient.connectOnly(server.tcp);
    await client.line();
    const code = server.stop("SIGTERM");
    await client.line();
    // Signals that come close together are one wish; the server waits for the client longer than this takes.
    let ended = false;
    code.finally(() => ended = true);
    await eventually(() => {
      server.kill("SIGTERM");
      return ended;
    });
    strictEqual(await code, 1);
  });
});

Deno.test("a server that is there already is told in one line, and so is one that is not", async () => {
  await withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    const { port } = server.tcp;
    const inUse = await app(folder, ["serve", "--memory"], { APP_TCP_PORT: String(port), APP_HTTP_PORT: "0" });
    strictEqual(inUse.code, 1);
    match(inUse.err, /^app: --tcp-port \d+: 127\.0\.0\.1:\d+ is in use by another app server: [^\n]*\n$/);
    await server.stop("SIGTERM");
    const noServer = await app(folder, ["client", "--mode", "sort", "--port", String(port)]);
    strictEqual(noServer.code, 1);
    match(noServer.err, /^app: no server at 127\.0\.0\.1:\d+ [^\n]*app serve[^\n]*\n$/);
  });
});

Deno.test("what was typed wrong is told in one line, with exit code 2", async () => {
  await withFolder(async (folder) => {
    const { code, err } = await app(folder, ["serve", "--tcp-port", "x"]);
    deepStrictEqual({ code, err }, { code: 2, err: 'app: --tcp-port "x" is not an integer from 0 to 65535\n' });
  });
});

Deno.test("what is piped into nc is answered in order, and nc ends", async () => {
  await withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    const { hostname, port } = server.tcp;
    const script = `printf 'SORT 5 3 9 3\\nGET\\nADD x\\nCOUNT\\n' | nc -N ${hostname} ${port}`;
    const { stdout, code } = await new Deno.Command("sh", { args: ["-c", script] }).output();
    const lines = new TextDecoder().decode(stdout).split("\n");
    match(lines[3], /^ERR not-an-integer "x" is not an integer/);
    lines[3] = "ERR";
    deepStrictEqual({ code, lines }, {
      code: 0,
      lines: ["# app/1 ready, type HELP", "OK 3 3 5 9", "OK 3 3 5 9", "ERR", "OK 4", ""],
    });
  });
});

Deno.test("a server that runs out of file descriptors goes on when there are some again", async () => {
  await withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"], { descriptors: 60 });
    using first = await RawClient.connectOnly(server.tcp);
    await first.line();
    strictEqual(await first.ask("ADD 1"), "OK 1");
    const url = new URL(server.http);
    // While the server has no descriptor left, the port for HTTP may be closed for a moment.
    const crowd: (Deno.TcpConn | null)[] = [];
    for (let i = 0; i < 80; i++) {
      const address = i % 2 ? { hostname: url.hostname, port: Number(url.port) } : server.tcp;
      crowd.push(await Deno.connect(address).catch(() => null));
    }
    strictEqual(await first.ask("COUNT"), "OK 1");
    for (const conn of crowd) conn?.close();
    const answer = async () => {
      try {
        return await (await fetch(`${server.http}/api/array`)).text();
      } catch {
        return null;
      }
    };
    let text: string | null = null;
    await eventually(async () => (text = await answer()) !== null);
    strictEqual(text, '{"count":1,"offset":0,"values":[1]}');
    const metrics = await (await fetch(`${server.http}/metrics`)).text();
    ok(Number(metrics.match(/^app_accept_failures_total (\d+)$/m)?.[1]) > 0);
    strictEqual(await first.ask("COUNT"), "OK 1");
  });
});
