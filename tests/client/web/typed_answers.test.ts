/** What the server answers has the types of its OpenAPI document everywhere in the page, so that the two can't drift apart. */
import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import { ROOT } from "../../support/documents.ts";

const WEB = join(ROOT, "client/web");

function sources(folder = ""): string[] {
  return [...Deno.readDirSync(join(WEB, folder))].flatMap(({ name, isDirectory }) => {
    const path = join(folder, name);
    return isDirectory ? sources(path) : /(?<!\.d)\.tsx?$/.test(name) ? [path] : [];
  });
}

/** The files of the page that have this in their code. */
function filesWith(code: RegExp): string[] {
  return sources().filter((path) => code.test(Deno.readTextFileSync(join(WEB, path)).replaceAll(/^\s*(\/?\*|\/\/).*$/gm, "")))
    .sort();
}

Deno.test("the page reads what the server sends in two places only, which give it the types of the OpenAPI document", () => {
  deepStrictEqual(filesWith(/\bfetch\(/), ["api.ts", "event_source.ts"]);
  deepStrictEqual(filesWith(/new EventSource\(/), ["event_source.ts"]);
  deepStrictEqual(filesWith(/\.json\(\)/), ["api.ts"]);
  // The last two read what the page itself has kept in the browser, and check it.
  deepStrictEqual(filesWith(/JSON\.parse\(/), ["event_source.ts", "play/kept_earlier.ts", "play/missed_question.ts"]);
});

Deno.test("the page casts nothing to another type", () => {
  deepStrictEqual(filesWith(/\bas (?!const\b)(\{|unknown\b|any\b|string\b|number\b|readonly\b|[A-Z]\w*([\[;,)]|<\w))/), []);
});
