import { deepStrictEqual } from "node:assert/strict";
import { codeSpans, readDocument, section, tableRows } from "../support/documents.ts";
import { startTestServer } from "../support/test_server.ts";
import manifest from "../../deno.json" with { type: "json" };
import page from "../../client/web/deno.json" with { type: "json" };

Deno.test("the operations page lists every metric, and no others", async () => {
  await using server = await startTestServer();
  const text = await (await fetch(`http://127.0.0.1:${server.http.port}/metrics`)).text();
  const metrics = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
  const listed = tableRows(section(readDocument("docs/operations.md"), "Metrics")).map(([name]) => codeSpans(name)[0]);
  deepStrictEqual(listed.sort(), metrics.sort());
});

Deno.test("the dependencies page lists every package that is imported, and no others", () => {
  const imports = Object.values({ ...manifest.imports, ...page.imports });
  const packages = new Set(imports.map((specifier) => specifier.match(/^npm:(@?[^@]+)@/)?.[1]));
  const listed = tableRows(readDocument("docs/dependencies.md")).map(([name]) => codeSpans(name)[0]);
  deepStrictEqual(listed.sort(), [...packages].sort());
});
