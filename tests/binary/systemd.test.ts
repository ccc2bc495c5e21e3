/** The unit for systemd, as far as systemd-analyze can tell without a systemd that runs. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { SERVE_OPTIONS } from "../../server/config.ts";
import { readDocument } from "../support/documents.ts";
import { APP, app } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { isInstalled } from "../support/installed.ts";

const UNIT = readDocument("deploy/app.service");
const ignore = !isInstalled("systemd-analyze");

function setting(name: string): string {
  const values = [...UNIT.matchAll(new RegExp(`^${name}=(.*)$`, "gm"))].map(([, value]) => value);
  strictEqual(values.length, 1, name);
  return values[0];
}

/** What systemd-analyze says of the unit, for the executable that is tested. */
function analyze(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return withFolder(async (folder) => {
    const path = join(folder, "app.service");
    Deno.writeTextFileSync(path, UNIT.replaceAll("/usr/local/bin/app", APP));
    const { code, stdout, stderr } = await new Deno.Command("systemd-analyze", { args: [...args, path] }).output();
    return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
  });
}

Deno.test("systemd-analyze finds nothing wrong with the unit", { ignore }, async () => {
  deepStrictEqual(await analyze("verify"), { code: 0, out: "", err: "" });
});

Deno.test("systemd-analyze rates the unit as the operations page says", { ignore }, async () => {
  const [, score = ""] = (await analyze("security", "--offline=true")).out.match(/exposure level for app\.service: ([\d.]+)/) ??
    [];
  const [, told] = readDocument("docs/operations.md").match(/`systemd-analyze security` rates it ([\d.]+)/) ?? [];
  // Versions of systemd differ by a little.
  ok(Math.abs(Number(score) - Number(told)) < 0.35, `${score}, and the page says ${told}`);
});

Deno.test("the unit gives the server longer to stop than it takes", () => {
  const { drainSeconds, shutdownDelay } = SERVE_OPTIONS;
  ok(Number(setting("TimeoutStopSec")) >= Number(drainSeconds.fallback) + Number(shutdownDelay.fallback) + 5);
});

Deno.test("the unit allows all the connections that the server takes by default", () => {
  const connections = 2 * Number(SERVE_OPTIONS.maxConnections.fallback);
  ok(Number(setting("LimitNOFILE")) > connections);
});

Deno.test("the executable takes the command of the unit, and a usage error is not tried again", async () => {
  const [, ...args] = setting("ExecStart").split(" ");
  // The port is wrong, so that nothing is started.
  const { code, err } = await app(".", [...args, "--tcp-port", "x"]);
  match(err, /^app: --tcp-port "x"/);
  strictEqual(code, Number(setting("RestartPreventExitStatus")));
});
