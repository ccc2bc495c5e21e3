/** The alert rules and what the dashboard asks for, as promtool, which comes with Prometheus, takes them; and the metrics themselves. */
import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import { expressions } from "../support/dashboard.ts";
import { ROOT } from "../support/documents.ts";
import { RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { isInstalled } from "../support/installed.ts";
import { RawClient } from "../support/raw_client.ts";

const ignore = !isInstalled("promtool");

/** Runs promtool in deploy/. @returns its exit code, and what it complains of */
async function promtool(args: string[], input = ""): Promise<{ code: number; err: string }> {
  const command = new Deno.Command("promtool", {
    args,
    cwd: join(ROOT, "deploy"),
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  });
  const child = command.spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { code, stderr } = await child.output();
  return { code, err: new TextDecoder().decode(stderr) };
}

const FINE = { code: 0, err: "" };

Deno.test("promtool finds nothing wrong with the alert rules", { ignore }, async () => {
  deepStrictEqual(await promtool(["check", "rules", "alerts.yml"]), FINE);
});

Deno.test("each alert fires when it should, and not before", { ignore }, async () => {
  deepStrictEqual(await promtool(["test", "rules", "alerts.test.yml"]), FINE);
});

Deno.test("promtool understands what the dashboard asks for", { ignore }, () =>
  withFolder(async (folder) => {
    const rules = expressions().map((expression, i) => ({
      record: `shown:${i}`,
      expr: expression.replaceAll(/\$__(rate_)?interval/g, "5m"),
    }));
    // JSON is YAML.
    Deno.writeTextFileSync(join(folder, "rules.yml"), JSON.stringify({ groups: [{ name: "shown", rules }] }));
    deepStrictEqual(await promtool(["check", "rules", join(folder, "rules.yml")]), FINE);
  }));

Deno.test("promtool finds nothing wrong with the metrics of a server", { ignore }, () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    using client = await RawClient.connect({ transport: "tcp", ...server.tcp });
    await client.ask("ADD x");
    const text = await (await fetch(`${server.http}/metrics`)).text();
    deepStrictEqual(await promtool(["check", "metrics"], text), FINE);
  }));
