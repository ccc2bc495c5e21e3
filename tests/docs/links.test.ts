import { deepStrictEqual, ok } from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { readDocument, ROOT } from "../support/documents.ts";
import manifest from "../../deno.json" with { type: "json" };

const SKIPPED = new Set(["node_modules", "dist", "app-data", ".git"]);

function markdownFiles(folder = ROOT): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    if (SKIPPED.has(name)) return [];
    const path = join(folder, name);
    return isDirectory ? markdownFiles(path) : name.endsWith(".md") ? [relative(ROOT, path)] : [];
  });
}

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
  const files = markdownFiles();
  ok(files.length >= 10, files.join());
  deepStrictEqual(
    Object.fromEntries(files.map((file) => [file, brokenLinks(file)]).filter(([, broken]) => broken.length > 0)),
    {},
  );
});

Deno.test("every task that the documents name exists", () => {
  const named = markdownFiles().flatMap((file) =>
    [...readDocument(file).matchAll(/\btask ([a-z:]+)/g)].map(([, task]) => task)
  );
  ok(named.includes("start") && named.includes("test"));
  deepStrictEqual(named.filter((task) => !Object.hasOwn(manifest.tasks, task)), []);
});
