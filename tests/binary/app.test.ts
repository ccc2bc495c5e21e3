/** The executable as its users have it: run from another folder, with an empty home, over real sockets. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join, resolve } from "node:path";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";

const APP = resolve(import.meta.dirname ?? ".", "../../dist/app");

Deno.test("there is an executable", () => {
  ok(Deno.statSync(APP).isFile, "deno task build makes it");
});

/** `app serve`, ready. */
class RunningServer implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #reader: ReadableStreamDefaultReader<string>;
  output = "";
  tcp = { hostname: "", port: 0 };
  http = "";

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** Starts it in a folder, and waits until it says where it listens. */
  static async start(folder: string, args: string[] = []): Promise<RunningServer> {
    const command = new Deno.Command(APP, {
      args: ["serve", "--tcp-port", "0", "--http-port", "0", ...args],
      cwd: folder,
      clearEnv: true,
      env: { HOME: folder },
      stdout: "piped",
    });
    const server = new RunningServer(command.spawn());
    await server.#until("Ctrl-C");
    const [, hostname, port] = server.output.match(/^ {2}nc (\S+) (\d+)$/m) ?? [];
    [, server.http] = server.output.match(/^ {2}(http\S+)\/$/m) ?? [];
    server.tcp = { hostname, port: Number(port) };
    return server;
  }

  kill(signal: Deno.Signal): void {
    try {
      this.#process.kill(signal);
    } catch {
      // It has ended.
    }
  }

  /** Asks it to stop, and gives its exit code. */
  async stop(signal: Deno.Signal): Promise<number> {
    this.kill(signal);
    await this.#until(null);
    return (await this.#process.status).code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const status = this.#process.status;
    this.kill("SIGKILL");
    await status;
    await this.#reader.cancel();
  }

  async #until(text: string | null): Promise<void> {
    while (text === null || !this.output.includes(text)) {
      const { value, done } = await this.#reader.read();
      if (done && text === null) return;
      if (done) throw new Error(`The server ended with ${JSON.stringify(this.output)}`);
      this.output += value;
    }
  }
}

/** Runs the executable to its end. */
async function app(folder: string, args: string[], env: Record<string, string> = {}) {
  const command = new Deno.Command(APP, { args, cwd: folder, clearEnv: true, env: { HOME: folder, ...env } });
  const { code, stdout, stderr } = await command.output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

Deno.test("in an empty folder the server is ready, serves, and stops with its log complete", async () => {
  await withFolder(async (folder) => {
    await using server = await RunningServer.start(folder);
    match(server.output, /^app \d+\.\d+\.\d+ is ready\. /);
    ok(server.output.includes(`  curl ${server.http}/api/array\n`));
    ok(server.output.includes(`The log is in ${await Deno.realPath(folder)}/app-data.`));

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
    while (!ended) {
      server.kill("SIGTERM");
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    strictEqual(await code, 1);
  });
});

Deno.test("a server that is there already is told in one line, and so is one that is not", async () => {
  await withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    const { port } = server.tcp;
    const inUse = await app(folder, ["serve", "--memory"], { APP_TCP_PORT: String(port), APP_HTTP_PORT: "0" });
    strictEqual(inUse.code, 1);
    match(inUse.err, /^app: 127\.0\.0\.1:\d+ is in use, [^\n]*\n$/);
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
