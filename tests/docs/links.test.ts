import { deepStrictEqual, ok } from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { documentNames, readDocument, ROOT } from "../support/documents.ts";
import manifest from "../../deno.json" with { type: "json" };

/** The anchors that GitHub gives a document's headings. */
function anchors(document: string): string[] {
  return [...document.matchAll(/^#+ (.+)$/gm)]
    .map(([, heading]) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));
}

/** What a link points to does not exist; the link as it is written. */
function brokenLinks(file: string): string[] {
  const links = [...readDocument(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
  return links.filter((link) => !/^[a-z]+:/.test(link)).filter((link) => {
    const [path, anchor] = link.split("#");
    const target = path ? join(dirname(file), path) : file;
    if (!existsSync(join(ROOT, target))) return true;
    return anchor !== undefined && !anchors(readDocument(target)).includes(anchor);
  });
}

Deno.test("every relative link in the documents points to a file and a heading that exist", () => {
  const files = documentNames();
  ok(files.length >= 10, files.join());
  deepStrictEqual(
    Object.fromEntries(files.map((file) => [file, brokenLinks(file)]).filter(([, broken]) => broken.length > 0)),
    {},
  );
});

Deno.test("every task that the documents name exists", () => {
  const named = documentNames().flatMap((file) =>
    [...readDocument(file).matchAll(/\btask ([a-z:]+)/g)].map(([, task]) => task)
  );
  ok(named.includes("start") && named.includes("test"));
  deepStrictEqual(named.filter((task) => !Object.hasOwn(manifest.tasks, task)), []);
});
