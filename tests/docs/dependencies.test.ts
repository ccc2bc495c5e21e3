import { deepStrictEqual } from "node:assert/strict";
import { codeSpans, readDocument, tableRows } from "../support/documents.ts";
import manifest from "../../deno.json" with { type: "json" };
import page from "../../client/web/deno.json" with { type: "json" };

Deno.test("the dependencies page lists every package that is imported, and no others", () => {
  const imports = Object.values({ ...manifest.imports, ...page.imports });
  const packages = new Set(imports.map((specifier) => specifier.match(/^npm:(@?[^@]+)@/)?.[1]));
  const listed = tableRows(readDocument("docs/dependencies.md")).map(([name]) => codeSpans(name)[0]);
  deepStrictEqual(listed.sort(), [...packages].sort());
});
