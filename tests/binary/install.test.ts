import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { checksums, EXECUTABLES } from "../../deploy/build_all.ts";
import { APP } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";

const SCRIPT = new URL("../../deploy/install.sh", import.meta.url).pathname;
const NAME = EXECUTABLES[Deno.build.target];

/** Serves the files of a release. @param damage what becomes of the executable on its way */
function serveRelease(
  { damage = (bytes) => bytes, sums }: { damage?: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>; sums: string },
) {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/v1/SHA256SUMS") return new Response(sums);
    if (pathname === `/v1/${NAME}`) return new Response(damage(Deno.readFileSync(APP)));
    return new Response(null, { status: 404 });
  });
}

async function install(home: string, releases: string) {
  const { code, stdout, stderr } = await new Deno.Command("/bin/sh", {
    args: [SCRIPT],
    clearEnv: true,
    env: { HOME: home, PATH: "/usr/bin:/bin", APP_RELEASES: releases },
  }).output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

/** The checksums that a release would have. */
async function releaseSums(folder: string): Promise<string> {
  await Deno.copyFile(APP, join(folder, NAME));
  return checksums(folder, [NAME]);
}

Deno.test("install.sh installs the executable, and installs over an older one", async () => {
  await withFolder(async (home) => {
    await using server = serveRelease({ sums: await releaseSums(home) });
    for (let i = 0; i < 2; i++) {
      const { code, out, err } = await install(home, `http://127.0.0.1:${server.addr.port}/v1`);
      deepStrictEqual({ code, err }, { code: 0, err: "" });
      match(
        out,
        /^app \d+\.\d+\.\d+ .*\nInstalled as \S+\/\.local\/bin\/app\n\S+ is not in your PATH\. To begin: \S+\/app serve\n$/,
      );
    }
    const { stdout } = await new Deno.Command(join(home, ".local/bin/app"), { args: ["--version"] }).output();
    match(new TextDecoder().decode(stdout), /^app \d/);
    deepStrictEqual([...Deno.readDirSync(join(home, ".local/bin"))].map(({ name }) => name), ["app"]);
  });
});

Deno.test("install.sh installs nothing that is damaged, has no checksum, or is not there", async () => {
  await withFolder(async (home) => {
    const sums = await releaseSums(home);
    await using damaged = serveRelease({ sums, damage: (bytes) => bytes.fill(bytes[5000] ^ 1, 5000, 5001) });
    await using unnamed = serveRelease({ sums: sums.replace(NAME, "another") });
    const cases = [
      [`http://127.0.0.1:${damaged.addr.port}/v1`, /is not what was released: nothing was installed/],
      [`http://127.0.0.1:${unnamed.addr.port}/v1`, /SHA256SUMS does not name app-/],
      [`http://127.0.0.1:${unnamed.addr.port}/v2`, /can't download http:\S+\/v2\/SHA256SUMS/],
    ] as const;
    for (const [releases, message] of cases) {
      const { code, err } = await install(home, releases);
      strictEqual(code, 1, releases);
      match(err, message);
      strictEqual(existsSync(join(home, ".local/bin/app")), false);
    }
  });
});
