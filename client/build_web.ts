/** Puts what the browser is given into dist/web, gzipped as well: the page, already bundled there, and the API's pages out of their package. */
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import absolutePath from "swagger-ui-dist/absolute-path";

const WEB = join(import.meta.dirname ?? ".", "web");
const OUT = join(WEB, "../../dist/web");
const API_PAGES = absolutePath();

const FILES: readonly (readonly [folder: string, names: readonly string[]])[] = [
  [WEB, ["index.html", "style.css", "icon.svg", "docs.html", "docs.js"]],
  [OUT, ["main.js"]],
  [API_PAGES, ["swagger-ui-bundle.js", "swagger-ui.css"]],
];

for (const [folder, names] of FILES) {
  for (const name of names) {
    const bytes = Deno.readFileSync(join(folder, name));
    Deno.writeFileSync(join(OUT, name), bytes);
    Deno.writeFileSync(join(OUT, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}
