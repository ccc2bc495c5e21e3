import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { run } from "../../commands/mod.ts";
import { variableOf } from "../../cli/options.ts";
import { SERVE_OPTIONS } from "../../server/config.ts";
import type { Direction } from "../../server/log/line_tails.ts";
import { LOG_FORMAT } from "../../server/log/log_format.ts";
import { codeSpans, readDocument, section, tableRows } from "../support/documents.ts";
import { withFolder } from "../support/folder.ts";
import { startTestServer } from "../support/test_server.ts";
import { TestShell } from "../support/test_shell.ts";

const operations = readDocument("docs/operations.md");

/** A text with every number, and the hash, as a letter. */
function withoutNumbers(text: string): string {
  return text.replace(/\bhash [0-9a-f]{16}\b/, "hash H").replace(/\b\d+\b/g, "N");
}

Deno.test("the operations page lists every metric, and no others", async () => {
  await using server = await startTestServer();
  const text = await (await fetch(`http://127.0.0.1:${server.http.port}/metrics`)).text();
  const metrics = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  const listed = tableRows(section(operations, "Metrics")).map(([name]) => codeSpans(name)[0]);
  deepStrictEqual(listed.sort(), metrics.sort());
});

Deno.test("every variable on the operations page is one of app serve", () => {
  const known = new Set(Object.keys(SERVE_OPTIONS).map(variableOf));
  const named = operations.match(/\bAPP_[A-Z_]+/g) ?? [];
  ok(named.length > 5);
  deepStrictEqual(named.filter((name) => !known.has(name)), []);
});

Deno.test("the operations page shows lines of the log as they are in each format", () => {
  const shown = section(operations, "Logs");
  const at = Date.UTC(2026, 10, 20, 9, 30, 0, 123);
  for (const format of Object.values(LOG_FORMAT)) {
    const message = (direction: Direction, text: string) => format.beginning("#17", direction) + text + format.end;
    const stopping = { category: ["app"], level: "info", message: ["stopping"], rawMessage: "", properties: {} } as const;
    const lines = [
      format.stamp(at) + format.event("#17", "opened tcp 127.0.0.1:40312"),
      format.stamp(at + 1) + message("<", "SORT 5 3 9 3"),
      format.stamp(at + 2) + message(">", "OK 3 3 5 9"),
      format.record({ ...stopping, timestamp: at + 7 }),
    ];
    ok(shown.includes(lines.join("")), lines.join(""));
  }
});

Deno.test("what the operations page shows of app check, app backup and app restore is what they print", () =>
  withFolder(async (folder) => {
    const shell = new TestShell();
    const served = run(["serve", "--tcp-port", "0", "--http-port", "0", "--data", join(folder, "app-data")], shell);
    await Promise.race([served, shell.stdout.has("Ctrl-C")]);
    shell.interrupt();
    strictEqual(await served, 0, shell.stderr.text);
    const examples = [...operations.matchAll(/^```console\n\$ app (.*)\n(.*)\n```$/gm)].map(([, args, output]) => ({
      args,
      output,
    }));
    deepStrictEqual(examples.map(({ args }) => args), [
      "check app-data",
      "backup app-data friday.db",
      "restore friday.db restored",
    ]);
    for (const { args, output } of examples) {
      const terminal = new TestShell();
      const [command, ...operands] = args.split(" ");
      strictEqual(await run([command, ...operands.map((operand) => join(folder, operand))], terminal), 0, terminal.stderr.text);
      const printed = terminal.stdout.text.replaceAll(join(folder, "/"), "").trim();
      strictEqual(withoutNumbers(printed), withoutNumbers(output));
    }
  }));
