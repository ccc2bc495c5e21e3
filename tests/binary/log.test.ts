/** The log of the executable: moved away by another tool, and on standard error, whoever reads that. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { eventually } from "../support/eventually.ts";
import { APP, app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";

const WITHIN_MS = 20_000;
const isWindows = Deno.build.os === "windows";

function linesIn(path: string): string[] {
  const lines = Deno.readTextFileSync(path).split("\n");
  strictEqual(lines.pop(), "", `${path} ends in the middle of a line`);
  return lines;
}

Deno.test("a log that mv takes away is written to the end at once on SIGHUP, and goes on in a new file, with no line lost", {
  ignore: isWindows,
}, () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--log-format", "json"]);
    const path = join(folder, "app-data", "server.log");
    using client = await RawClient.connect({ transport: "tcp", ...server.tcp });
    const count = 300;
    for (let i = 0; i < count; i++) {
      strictEqual(await client.ask(`ECHO ${i}`), `OK ${i}`);
      if (i % 100 !== 50) continue;
      const moved = new Deno.Command("mv", { args: [path, `${path}-${i}`] }).outputSync();
      strictEqual(moved.code, 0);
      const process = Deno.readTextFileSync(join(folder, "app-data", "server.pid")).match(/\d+/)?.[0] ?? "";
      strictEqual(new Deno.Command("kill", { args: ["-HUP", process] }).outputSync().code, 0);
      await eventually(() => existsSync(path));
    }
    strictEqual(await server.stop("SIGTERM"), 0);
    const files = [`${path}-50`, `${path}-150`, `${path}-250`, path];
    const lines = files.flatMap(linesIn).map((line) => JSON.parse(line));
    const sent = lines.filter(({ connection, direction }) => connection === "#1" && direction === "<").map(({ text }) => text);
    deepStrictEqual(sent, Array.from({ length: count }, (_, i) => `ECHO ${i}`));
    strictEqual(server.errors, "");
  }));

Deno.test(
  "on SIGHUP a moved log is opened anew even if there is nothing to log",
  { ignore: isWindows },
  () =>
    withFolder(async (folder) => {
      await using server = await RunningServer.start(folder);
      const path = join(folder, "app-data", "server.log");
      await eventually(() => Deno.statSync(path).size > 0);
      Deno.renameSync(path, `${path}.old`);
      await eventually(() => {
        server.kill("SIGHUP");
        return existsSync(path);
      });
    }),
);

/** A server in memory that logs to standard error, which nobody reads unless the test does. */
async function serveToStderr(
  use: (server: {
    tcp: { hostname: string; port: number };
    stderr: ReadableStream<Uint8Array>;
    stop: () => Promise<number>;
  }) => Promise<void>,
): Promise<void> {
  const child = new Deno.Command(APP, {
    args: ["serve", "--json", "--memory", "--log-to", "stderr", "--log-format", "json", "--tcp-port", "0", "--http-port", "0"],
    clearEnv: true,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  try {
    let text = "";
    while (!text.includes("\n")) text += (await deadline(reader.read(), WITHIN_MS)).value ?? "";
    const { tcp } = JSON.parse(text.split("\n")[0]);
    await use({
      tcp,
      stderr: child.stderr,
      async stop() {
        child.kill("SIGTERM");
        return (await deadline(child.status, WITHIN_MS)).code;
      },
    });
  } finally {
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await child.status;
    while (!(await reader.read()).done);
    if (!child.stderr.locked) await child.stderr.cancel();
  }
}

Deno.test("a reader of standard error that takes nothing neither stops the server nor keeps it from ending", () =>
  serveToStderr(async ({ tcp, stop }) => {
    using client = await RawClient.connect({ transport: "tcp", ...tcp });
    // Far more than a pipe holds, and the server keeps for its reader.
    for (let i = 0; i < 1500; i++) match(await client.ask(`ECHO ${"x".repeat(1000)}`), /^OK x/);
    strictEqual(await stop(), 0);
  }));

Deno.test("a reader of standard error that goes away does not stop the server", () =>
  serveToStderr(async ({ tcp, stderr, stop }) => {
    using client = await RawClient.connect({ transport: "tcp", ...tcp });
    await stderr.cancel();
    for (let i = 0; i < 300; i++) match(await client.ask(`ECHO ${"x".repeat(1000)}`), /^OK x/);
    strictEqual(await stop(), 0);
  }));

Deno.test("whatever bytes clients send, each line on standard error is one JSON object in UTF-8", () =>
  serveToStderr(async ({ tcp, stderr, stop }) => {
    const written = new Response(stderr).bytes();
    for (let byte = 0; byte < 256; byte++) {
      const client = await Deno.connect(tcp);
      await client.write(Uint8Array.of(0x45, 0x43, 0x48, 0x4f, 0x20, 0x22, byte, byte, 0x5c, 0x0a));
      await client.closeWrite();
      await new Response(client.readable).bytes();
    }
    strictEqual(await stop(), 0);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await written);
    const lines = text.trimEnd().split("\n").map((line) => JSON.parse(line));
    const sent = new Set(lines.filter(({ direction }) => direction === "<").map((line) => line.text));
    for (let byte = 0; byte < 0x80; byte++) {
      const character = String.fromCharCode(byte);
      if (character !== "\n") ok(sent.has(`ECHO "${character}${character}\\`), `byte ${byte} is not logged`);
    }
    ok(lines.some(({ event }) => event?.startsWith("closed after ")));
    strictEqual(lines.at(-1).message, "stopped");
  }));

Deno.test("a log in a file that is nowhere is refused", async () => {
  const { code, err } = await app(".", ["serve", "--memory", "--log-to", "file"]);
  strictEqual(code, 2);
  match(err, /^app: --log-to file and --memory do not go together: .*; --log-to stderr shows the log$/m);
  const journal = await app(".", ["serve", "--journal", "nats://127.0.0.1:1"], { APP_LOG_TO: "both" });
  strictEqual(journal.code, 2);
  match(journal.err, /^app: --log-to both needs --data .*--log-to stderr$/m);
});
