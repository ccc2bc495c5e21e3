/** `app judge` as its users have it, with the project's own server and the examples. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { ROOT } from "../support/documents.ts";
import { APP, app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";
import { Tmux } from "../support/tmux.ts";

/** How long a server may take to listen, in milliseconds. */
const START_MS = 20_000;

/** A server of the examples. */
class ExampleServer implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly port: number;

  private constructor(process: Deno.ChildProcess, port: number) {
    this.#process = process;
    this.port = port;
  }

  /** Starts a program that says on which port it listens. */
  static async start(program: string, args: string[]): Promise<ExampleServer> {
    const process = new Deno.Command(program, { args, stdout: "piped", stderr: "inherit" }).spawn();
    const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
    let said = "";
    for (let isDone = false; !isDone && !said.includes("\n");) {
      const { value = "", done } = await deadline(reader.read(), START_MS);
      said += value;
      isDone = done;
    }
    await reader.cancel();
    return new ExampleServer(process, Number(said.match(/^listening on (\d+)\n$/)?.[1]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { status } = this.#process;
    this.#process.kill("SIGKILL");
    await status;
  }
}

const STARTS: Record<string, { level: number; start(folder: string): Promise<ExampleServer> }> = {
  "server.py": { level: 3, start: () => ExampleServer.start("python3", [join(ROOT, "examples/server.py"), "0"]) },
  "server.c": {
    level: 4,
    async start(folder) {
      const program = join(folder, "server");
      const args = ["-Wall", "-Wextra", "-Werror", "-O2", "-pthread", "-o", program, join(ROOT, "examples/server.c")];
      const { success, stderr } = await new Deno.Command("cc", { args }).output();
      ok(success, new TextDecoder().decode(stderr));
      return await ExampleServer.start(program, ["0"]);
    },
  },
};

for (const [name, { level, start }] of Object.entries(STARTS)) {
  Deno.test(`examples/${name} passes level ${level}`, () =>
    withFolder(async (folder) => {
      await using server = await start(folder);
      const { code, out, err } = await app(folder, ["judge", `127.0.0.1:${server.port}`, "--level", String(level)]);
      deepStrictEqual({ code, err }, { code: 0, err: "" }, out);
      match(out, new RegExp(`\\nLevel ${level} is passed\\.\\n$`));
    }));
}

Deno.test("the project's own server passes level 5 of every service, and its array is as it was", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder);
    using client = await RawClient.connect({ transport: "tcp", ...server.tcp });
    strictEqual(await client.ask("ADD 5 3 5 -1"), "OK 4");
    const { code, out, err } = await app(folder, ["judge", `127.0.0.1:${server.tcp.port}`, "--service", "all"]);
    deepStrictEqual({ code, err }, { code: 0, err: "" }, out);
    match(out, /\n\d+ passed, 0 failed, in [\d.]+ s\nLevel 5 is passed\.\n$/);
    strictEqual(await client.ask("GET"), "OK -1 3 5 5");
    strictEqual(server.errors, "");
  }));

Deno.test("a server that fails a check makes the judge exit with 1, and says where to begin", () =>
  withFolder(async (folder) => {
    await using server = await STARTS["server.py"].start(folder);
    const { code, out, err } = await app(folder, ["judge", `127.0.0.1:${server.port}`, "--service", "counter", "--level", "1"]);
    deepStrictEqual({ code, err }, { code: 1, err: "" }, out);
    match(out, /\nLevel 1 is not passed yet\. Begin with counter\.take\.\n$/);
  }));

Deno.test("pointed at the HTTP port, or at nothing, the judge says so and exits with 1", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    const web = await app(folder, ["judge", new URL(server.http).host]);
    deepStrictEqual({ code: web.code, out: web.out }, { code: 1, out: "" });
    match(
      web.err,
      /^app: 127\.0\.0\.1:\d+ does not speak app\/1: it is a web server; give the port for lines, not the one for HTTP\n$/,
    );
    const nothing = await app(folder, ["judge", "127.0.0.1:1"]);
    deepStrictEqual([nothing.code, nothing.err], [
      1,
      "app: nothing listens at 127.0.0.1:1: start the server, or look at its port\n",
    ]);
  }));

Deno.test("in a terminal of 80 columns the report has colors and no broken words, and Ctrl-C ends it", () =>
  withFolder(async (folder) => {
    await using server = await STARTS["server.py"].start(folder);
    const command = `TERM=xterm ${APP} judge 127.0.0.1:${server.port}`;
    {
      await using terminal = await Tmux.start(`${command} --level 1 --service counter`, { columns: 80 });
      const screen = await terminal.until(/exit code 1/);
      match(screen, / {2}FAIL {2}COUNTER takes a counter, and VALUE stores its value\n/);
      match(screen, / {8}hint {6}Without an ID, give the lowest one that was never used\.\n/);
    }
    await using terminal = await Tmux.start(command, { columns: 80 });
    await terminal.until(/Level 2/);
    await terminal.press("C-c");
    match(await terminal.until(/exit code \d+/), /exit code 130\n/);
  }));
