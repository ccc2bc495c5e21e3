/** What the page for those who write a server shows is what they see. */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { CHECKS } from "../../judge/checks/mod.ts";
import { codeSpans, readDocument, section, tableRows } from "../support/documents.ts";
import { eventually } from "../support/eventually.ts";
import { app } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";

const page = readDocument("docs/build-your-own-server.md");
const [program, cure] = [...page.matchAll(/^```python\n([^]*?)^```$/gm)].map(([, code]) => code);

Deno.test("the page lists the checks from level 2 on, in their order, and what each is about", () => {
  const listed = [2, 3, 4, 5].flatMap((level) => {
    const [heading] = page.match(new RegExp(`(?<=^## )Level ${level}: .*$`, "m")) ?? [];
    return tableRows(section(page, heading ?? "")).map((
      [name, title],
    ) => [level, codeSpans(name)[0], title.replaceAll("`", "")]);
  });
  const checks = CHECKS.filter(({ level, service = "array" }) => level > 1 && service === "array");
  deepStrictEqual(listed, checks.map(({ level, name, title }) => [level, name, title]));
});

Deno.test("what cures the first server's mistake stands in the server of the examples", () => {
  const code = readDocument("examples/server.py").replaceAll(/^ *#.*\n/gm, "");
  const withoutIndent = (text: string) => text.replaceAll(/^ +/gm, "");
  ok(withoutIndent(code).includes(withoutIndent(cure)), cure);
});

/** Whether a shown output is the printed one: a line `…` stands for any lines, and times may differ. */
function isShown(shown: string, printed: string): boolean {
  const untimed = (text: string) => text.replaceAll(/in [\d.]+ s$/gm, "in … s");
  let rest = untimed(printed);
  for (const part of untimed(shown).split(/^ *…$/m).map((part) => part.trim())) {
    const at = rest.indexOf(part);
    if (at < 0) return false;
    rest = rest.slice(at + part.length);
  }
  return true;
}

Deno.test("the first server passes level 1, and the judge shows its mistake as the page does", () =>
  withFolder(async (folder) => {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr;
    listener.close();
    const file = join(folder, "first.py");
    Deno.writeTextFileSync(file, program.replace("4000", String(port)));
    const server = new Deno.Command("python3", { args: [file], stderr: "null" }).spawn();
    try {
      await eventually(async () => {
        const conn = await Deno.connect({ hostname: "127.0.0.1", port }).catch(() => null);
        conn?.close();
        return conn !== null;
      });
      const examples = [...page.matchAll(/^```console\n\$ app (judge 127\.0\.0\.1:4000.*)\n([^]*?)\n```$/gm)];
      strictEqual(examples.length, 2);
      for (const [, command, output] of examples) {
        const { out } = await app(folder, command.replace("4000", String(port)).split(" "));
        ok(isShown(output, out.replace(`:${port}`, ":4000")), out);
      }
    } finally {
      const { status } = server;
      server.kill("SIGKILL");
      await status;
    }
  }));
