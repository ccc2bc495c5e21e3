import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { dirname, join, relative, resolve } from "node:path";
import { type Arrow, circlesIn, problemOf } from "./support/rooms.ts";

const ROOT = resolve(import.meta.dirname ?? ".", "..");
/** `import … from "./x.ts"`, `export … from`, `import "./x.ts"` and `import("./x.ts")`. */
const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^;"]*?"(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/g;

function sources(folder: string): string[] {
  return [...Deno.readDirSync(join(ROOT, folder))].flatMap(({ name, isDirectory }) => {
    const path = join(folder, name);
    if (isDirectory) return sources(path);
    return /\.tsx?$/.test(name) && !name.endsWith(".d.ts") ? [path] : [];
  });
}

/** The imports of a file, inside its own folder too. */
function arrowsOf(file: string, text = Deno.readTextFileSync(join(ROOT, file))): Arrow[] {
  return [...text.matchAll(IMPORT)]
    .map(([, from, dynamic]) => relative(ROOT, resolve(ROOT, dirname(file), from ?? dynamic)))
    .filter((to) => /\.tsx?$/.test(to))
    .map((to) => ({ from: file, to }));
}

const files = [
  "main.ts",
  ...["commands", "protocol", "cli", "cert", "judge", "loadgen", "recording", "demo", "server", "client"].flatMap(sources),
];

Deno.test("the arrows between the rooms point one way, and there are no circles", () => {
  const arrows = files.flatMap((file) => arrowsOf(file));
  ok(arrows.length > 400, String(arrows.length));
  deepStrictEqual(arrows.flatMap((arrow) => problemOf(arrow) ?? []), []);
  deepStrictEqual(circlesIn(arrows), []);
});

Deno.test("every import is seen, and a wrong one or a circle is found", () => {
  const text = [
    'import { a } from "./a.ts";',
    'import type {\n  B,\n  C,\n} from "../b.ts";',
    'export { d } from "./d.ts";',
    'import "./e.ts";',
    'const f = await import("./f.ts");',
    'import g from "npm:g";',
  ].join("\n");
  deepStrictEqual(arrowsOf("server/line/x.ts", text).map(({ to }) => to), [
    "server/line/a.ts",
    "server/b.ts",
    "server/line/d.ts",
    "server/line/e.ts",
    "server/line/f.ts",
  ]);
  const wrong: [from: string, to: string, why: RegExp][] = [
    ["cli/help.ts", "server/config.ts", /cli may not use server\/config/],
    ["protocol/request.ts", "cli/options.ts", /protocol may not use cli/],
    ["server/engine/engine.ts", "server/services/service.ts", /server\/engine may not use server\/services/],
    ["server/services/quiz/mod.ts", "server/services/array/state.ts", /only the list/],
    ["server/services/attachments.ts", "server/services/array/state.ts", /only the list/],
    ["server/line/dispatcher.ts", "server/services/quiz/host.ts", /only the list/],
    ["server/clock.ts", "server/turns.ts/x.ts", /no room/],
  ];
  for (const [from, to, why] of wrong) match(problemOf({ from, to }) ?? "", why);
  strictEqual(problemOf({ from: "server/services/mod.ts", to: "server/services/quiz/mod.ts" }), null);
  strictEqual(problemOf({ from: "server/services/quiz/routes.ts", to: "server/services/rest/schemas.ts" }), null);
  const circle = [{ from: "a", to: "b" }, { from: "b", to: "c" }, { from: "c", to: "b" }, { from: "a", to: "d" }];
  deepStrictEqual(circlesIn(circle), [["b", "c"]]);
  deepStrictEqual(circlesIn(circle.slice(0, 2)), []);
});

Deno.test("only main.ts uses the process's arguments, environment and exit", () => {
  const users = files.filter((file) =>
    file !== "main.ts" && /Deno\.(args|env|exit)\b/.test(Deno.readTextFileSync(join(ROOT, file)))
  );
  deepStrictEqual(users, []);
});
