/** What the browser is given as it was built: files in a folder, each of them gzipped as well, which the executable has in it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import type { Hono } from "hono";
import { etag } from "hono/etag";
import { serveStatic } from "hono/serve-static";
import type { HttpEnv } from "../services/rest/http_env.ts";

/** What is served, by path. */
const FILES: Record<string, string> = {
  "/": "index.html",
  "/play": "play.html",
  "/lab": "lab.html",
  "/host": "host.html",
  "/screen": "screen.html",
  "/docs": "docs.html",
  ...Object.fromEntries(
    [
      ...["home", "play", "lab", "screen", "host", "docs"].flatMap((screen) => [`${screen}.js`, `${screen}.css`]),
      ...["start.js", "icon.svg", "swagger-ui-bundle.js", "swagger-ui.css"],
    ].map((file) => [`/${file}`, file]),
  ),
};

const POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/** The API's pages come from a package that sets styles as it goes. */
const DOCS_POLICY = `${POLICY}; style-src 'self' 'unsafe-inline'; img-src 'self' data:`;

interface Asset {
  readonly content: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

/** A file; `null` if there is none, as for an encoding in which nothing is kept. */
function load(path: string): Asset | null {
  if (!existsSync(path)) return null;
  const content = Deno.readFileSync(path);
  // Weak, since the gzipped file has the same.
  return { content, etag: `W/"${crc32(content).toString(16)}-${content.length}"` };
}

/** Adds the routes of the files in a folder; without one, where nothing was built, the page says so. */
export function serveAssets(app: Hono<HttpEnv>, folder: string | null): void {
  const loaded = new Map<string, Asset | null>();
  const assetAt = (path: string): Asset | null => {
    const known = loaded.get(path);
    const asset = known === undefined ? load(path) : known;
    loaded.set(path, asset);
    return asset;
  };
  for (const [path, file] of Object.entries(FILES)) {
    if (folder === null) {
      app.get(path, (c) => c.text("This server was started without its page: deno task web makes it.\n", 404));
      continue;
    }
    const serve = serveStatic<HttpEnv>({
      root: folder,
      path: file,
      precompressed: true,
      join,
      getContent: (path) => Promise.resolve(assetAt(path)?.content ?? null),
      onFound(found, c) {
        c.header("etag", assetAt(found)?.etag);
        c.header("cache-control", "no-cache");
        c.header("vary", "accept-encoding");
        c.header("content-security-policy", path === "/docs" ? DOCS_POLICY : POLICY);
      },
    });
    app.get(path, etag(), serve);
  }
}
