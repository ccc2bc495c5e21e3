/**
 * Puts what the browser is given into dist/web, gzipped as well: a page for each screen, whose scripts are bundled there already,
 * its style sheets as one file, and the API's pages out of their package.
 */
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import absolutePath from "swagger-ui-dist/absolute-path";

/** A page of its own for each screen: every link and every reload leads there. */
const SCREENS = [
  { name: "home", title: "app", description: "Join a game, look at the sorted array, watch the wire" },
  { name: "play", title: "Play · app", description: "A quiz, on a phone or a computer" },
  { name: "screen", title: "Projector · app", description: "A game or the server, for everybody in the room to see" },
  { name: "host", title: "Host · app", description: "Opens games, runs them, and keeps the question sets" },
  { name: "lab", title: "Lab · app", description: "The array, the connections and their lines, a terminal, the counters" },
];

const WEB = join(import.meta.dirname ?? ".", "web");
const OUT = join(WEB, "../../dist/web");
const API_PAGES = absolutePath();
/** The files that were put there. */
const made = new Set<string>();

function put(name: string, text: string | Uint8Array): void {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  for (const [file, content] of [[name, bytes], [`${name}.gz`, gzipSync(bytes, { level: 9 })]] as const) {
    Deno.writeFileSync(join(OUT, file), content);
    made.add(file);
  }
}

/** What every screen has, and then its own. */
function styleOf(name: string): string {
  const style = ["tokens", "base", name].map((part) => Deno.readTextFileSync(join(WEB, `style/${part}.css`))).join("\n");
  return `${style}\n${lightOnly(style)}`;
}

/** The light colors alone, for browsers from before 2024, which know no `light-dark()`: a school has such tablets. */
function lightOnly(style: string): string {
  const tokens = style.matchAll(/^\s*(--[\w-]+): (.*light-dark\(.*);$/gm);
  const light = [...tokens].map(([, name, value]) => `${name}: ${value.replaceAll(/light-dark\(([^,]+), [^)]+\)/g, "$1")};`);
  const rules = ["color-scheme: light !important;", ...light].join("\n");
  return `@supports not (color: light-dark(#000, #fff)) {\n:root {\n${rules}\n}\n}\n`;
}

const template = Deno.readTextFileSync(join(WEB, "page.html"));
for (const { name, title, description } of SCREENS) {
  const page = template.replaceAll("NAME", name).replace("TITLE", title).replace("DESCRIPTION", description);
  put(name === "home" ? "index.html" : `${name}.html`, page);
}
for (const name of [...SCREENS.map(({ name }) => name), "docs"]) {
  put(`${name}.css`, styleOf(name));
  put(`${name}.js`, Deno.readFileSync(join(OUT, `${name}.js`)));
}
for (const name of ["docs.html", "start.js", "icon.svg"]) put(name, Deno.readFileSync(join(WEB, name)));
for (const name of ["swagger-ui-bundle.js", "swagger-ui.css"]) put(name, Deno.readFileSync(join(API_PAGES, name)));
// Whatever else is there is from an earlier build, and would be in the executable for nothing.
for (const { name } of Deno.readDirSync(OUT)) if (!made.has(name)) Deno.removeSync(join(OUT, name), { recursive: true });
