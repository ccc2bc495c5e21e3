/** The executable among its neighbours: a reader that goes, a terminal that goes. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { eventually } from "../support/eventually.ts";
import { APP, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { Tmux } from "../support/tmux.ts";

const SERVE = `"${APP}" serve --tcp-port 0 --http-port 0`;

/** Starts a script for bash, in which a pipe fails if any part of it does. */
function bash(script: string, folder: string): Deno.ChildProcess {
  const args = ["-o", "pipefail", "-c", script];
  return new Deno.Command("bash", { args, cwd: folder, stdin: "null", stdout: "piped", stderr: "piped" }).spawn();
}

function read(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return "";
  }
}

/** The server's process, as its data folder tells it. */
async function serverIn(folder: string): Promise<number> {
  const path = join(folder, "app-data", "server.pid");
  await eventually(() => /^\d+/.test(read(path)));
  return parseInt(read(path));
}

Deno.test("a server whose output nobody reads any more stops as any other", () =>
  withFolder(async (folder) => {
    const piped = bash(`${SERVE} | (head -3; touch gone)`, folder);
    await eventually(() => [...Deno.readDirSync(folder)].some(({ name }) => name === "gone"));
    Deno.kill(await serverIn(folder), "SIGTERM");
    const { code, stderr } = await piped.output();
    deepStrictEqual({ code, errors: new TextDecoder().decode(stderr) }, { code: 0, errors: "" });
    match(read(join(folder, "app-data", "server.log")), /stopped\n$/);
  }));

Deno.test("a client whose output nobody reads any more ends by itself, and says nothing", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    for (const args of ["sort --repeat 10000000 --json", "counter --connect --seconds 60 --json"]) {
      const startedAt = performance.now();
      const piped = bash(`"${APP}" client --port ${server.tcp.port} --mode ${args} | head -1`, folder);
      const { stdout, stderr } = await piped.output();
      ok(performance.now() - startedAt < 20_000);
      strictEqual(new TextDecoder().decode(stdout).split("\n").length, 2);
      strictEqual(new TextDecoder().decode(stderr), "");
    }
  }));

Deno.test("under nohup a server survives the terminal, and still serves", () =>
  withFolder(async (folder) => {
    const child = bash(`exec nohup ${SERVE}`, folder);
    const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    const { value = "" } = await reader.read();
    const [http] = value.match(/http:\S+(?=\/api)/) ?? [];
    child.kill("SIGHUP");
    strictEqual(await (await fetch(`${http}/healthz`)).text(), '{"status":"alive"}');
    child.kill("SIGTERM");
    while (!(await reader.read()).done);
    await child.stderr.cancel();
    strictEqual((await child.status).code, 0);
  }));

Deno.test("in a terminal SIGHUP stops the server as Ctrl-C does", () =>
  withFolder(async (folder) => {
    await using terminal = await Tmux.start(`cd ${folder} && ${SERVE}`);
    await terminal.until(/Press Ctrl-C to stop/);
    Deno.kill(await serverIn(folder), "SIGHUP");
    await terminal.until(/exit code 0/);
    match(read(join(folder, "app-data", "server.log")), /stopped\n$/);
  }));
