/**
 * The container, where nothing runs containers: its file names what exists, and its root, made as the file makes it, is enough for the
 * executable: read-only, for a user who is nobody, among processes of its own.
 */
import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from "node:assert/strict";
import { createHash } from "node:crypto";
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS } from "../../commands/mod.ts";
import { EXECUTABLES } from "../../deploy/build_all.ts";
import { parseServerConfig, SERVE_OPTIONS } from "../../server/config.ts";
import { canContain, contain, firstProcess } from "../support/container.ts";
import { readDocument, ROOT } from "../support/documents.ts";
import { eventually } from "../support/eventually.ts";
import { APP } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";

/** How long the container may take to end, in milliseconds. */
const WITHIN_MS = 20_000;
const FILE = readDocument("deploy/Containerfile");
const [, FINAL] = FILE.split("FROM scratch");

/** What an instruction of the last stage says. */
function said(instruction: string): string {
  const [, text] = FINAL.match(new RegExp(`^${instruction} (.*)$`, "m")) ?? [];
  ok(text, instruction);
  return text;
}

const ENV = Object.fromEntries(said("ENV").split(" ").map((pair) => pair.split("=")));

Deno.test("the container's settings are the server's, and its ports the server's own", () => {
  const { host, data, logTo } = parseServerConfig([], ENV);
  deepStrictEqual([host, data, logTo], ["0.0.0.0", said("VOLUME"), "stderr"]);
  const { tcpPort, tlsPort, httpPort } = SERVE_OPTIONS;
  deepStrictEqual(said("EXPOSE").split(" ").map(Number), [tcpPort, tlsPort, httpPort].map(({ fallback }) => fallback));
  strictEqual(said("STOPSIGNAL"), "SIGTERM");
  notStrictEqual(said("USER").split(":")[0], "0");
});

Deno.test("the container runs commands that exist, without a shell", () => {
  const [command] = JSON.parse(said("CMD"));
  const [path, health] = JSON.parse(said("HEALTHCHECK").split(" CMD ")[1]);
  deepStrictEqual(JSON.parse(said("ENTRYPOINT")), [path]);
  for (const name of [command, health]) ok(Object.hasOwn(COMMANDS, name), name);
  // A check that gives up by itself can say why.
  const [, timeout] = said("HEALTHCHECK").match(/--timeout=(\d+)s/) ?? [];
  ok(Number(timeout) > Number(COMMANDS.health.options[""].timeout.fallback));
});

Deno.test("what the container is made of is there, and is not ignored", () => {
  const built = new Set(["dist/SHA256SUMS", "dist/app-linux-*"]);
  const copied = [...FILE.matchAll(/^COPY (?!--from)(.*) \S+$/gm)].flatMap(([, sources]) => sources.split(" "));
  for (const source of copied) ok(built.has(source) || existsSync(join(ROOT, source)), source);
  deepStrictEqual(readDocument("deploy/Containerfile.dockerignore").trim().split("\n"), [
    "*",
    ...copied.map((name) => `!${name}`),
  ]);
  const script = readDocument("deploy/container_root.sh");
  for (const name of Object.values(EXECUTABLES).filter((name) => name.includes("linux"))) {
    ok(script.includes(`name=${name} `), name);
  }
});

/** A release with the executable for this computer, as the container is made from. @returns its folder */
function release(folder: string, { checksum }: { checksum?: string } = {}): string {
  const path = join(folder, "release");
  const name = EXECUTABLES[`${Deno.build.arch}-unknown-linux-gnu`];
  Deno.mkdirSync(path);
  Deno.copyFileSync(APP, join(path, name));
  const hash = checksum ?? createHash("sha256").update(Deno.readFileSync(APP)).digest("hex");
  Deno.writeTextFileSync(join(path, "SHA256SUMS"), `${hash}  ${name}\n`);
  return path;
}

async function makeRoot(release: string, root: string): Promise<{ code: number; err: string }> {
  const args = [join(ROOT, "deploy/container_root.sh"), release, root];
  const { code, stderr } = await new Deno.Command("sh", { args, stdout: "null" }).output();
  return { code, err: new TextDecoder().decode(stderr) };
}

const ignore = Deno.build.os !== "linux" || !canContain();

Deno.test(
  "an executable that is not what was released does not get into the container",
  { ignore: Deno.build.os !== "linux" },
  () =>
    withFolder(async (folder) => {
      const root = join(folder, "root");
      const { code, err } = await makeRoot(release(folder, { checksum: "0".repeat(64) }), root);
      strictEqual(code, 1);
      match(err, /container_root\.sh: app-linux-\w+ is not what was released/);
      ok(!existsSync(join(root, "app")));
    }),
);

Deno.test("the executable serves from the container's root, read-only, as nobody, and stops on SIGTERM as its first process", {
  ignore,
}, () =>
  withFolder(async (folder) => {
    const [root, volume] = [join(folder, "root"), join(folder, "volume")];
    deepStrictEqual(await makeRoot(release(folder), root), { code: 0, err: "" });
    // Where whoever runs containers mounts it.
    Deno.mkdirSync(join(root, "proc"));
    Deno.mkdirSync(volume);
    const [tcpPort, httpPort] = [freePort(), freePort()];
    const container = {
      root,
      volume,
      env: { ...ENV, APP_HOST: "127.0.0.1", APP_TCP_PORT: `${tcpPort}`, APP_HTTP_PORT: `${httpPort}` },
    };
    const [entry] = JSON.parse(said("ENTRYPOINT"));
    const server = contain([entry, ...JSON.parse(said("CMD"))], container);
    const errors = new Response(server.stderr).text();
    const output = new Response(server.stdout).text();
    const check = JSON.parse(said("HEALTHCHECK").split(" CMD ")[1]);
    try {
      await eventually(async () => (await contain(check, container).output()).code === 0);
      using client = await RawClient.connect({ transport: "tcp", hostname: "127.0.0.1", port: tcpPort });
      strictEqual(await client.ask("ADD 5 3"), "OK 2");
      const first = await firstProcess(server);
      match(Deno.readTextFileSync(`/proc/${first}/status`), /^CapEff:\t0+$/m);
      Deno.kill(first, "SIGTERM");
      strictEqual((await deadline(server.status, WITHIN_MS)).code, 0);
    } finally {
      try {
        server.kill("SIGKILL");
      } catch {
        // It has ended.
      }
      await server.status;
    }
    match(await output, /^Data: \/data$/m);
    match(await errors, /#\d+ < ADD 5 3\n[^]*stopped\n$/);
    deepStrictEqual([...Deno.readDirSync(volume)].map(({ name }) => name).sort(), ["app.db", "server.pid"]);
    strictEqual((await contain(check, container).output()).code, 1);
  }));

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}
