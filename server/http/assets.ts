/** What the browser is given as it was built: files in a folder, each of them gzipped as well, which the executable has in it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Hono } from "hono";
import { etag } from "hono/etag";
import { serveStatic } from "hono/serve-static";
import type { HttpEnv } from "../services/rest/http_env.ts";

/** What is served, by path. */
const FILES: Record<string, string> = {
  "/": "index.html",
  "/main.js": "main.js",
  "/style.css": "style.css",
  "/icon.svg": "icon.svg",
  "/docs": "docs.html",
  "/docs.js": "docs.js",
  "/swagger-ui-bundle.js": "swagger-ui-bundle.js",
  "/swagger-ui.css": "swagger-ui.css",
};

const POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/** The API's pages come from a package that sets styles as it goes. */
const DOCS_POLICY = `${POLICY}; style-src 'self' 'unsafe-inline'; img-src 'self' data:`;

/** Adds the routes of the files in a folder; without one, where nothing was built, the page says so. */
export function serveAssets(app: Hono<HttpEnv>, folder: string | null): void {
  const read = new Map<string, Uint8Array<ArrayBuffer> | null>();
  /** The whole file; `null` if there is none, as for an encoding in which it is not kept. */
  const getContent = (path: string) => {
    const content = read.get(path) ?? (!read.has(path) && existsSync(path) ? Deno.readFileSync(path) : null);
    read.set(path, content);
    return Promise.resolve(content);
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
      getContent,
      onFound(_file, c) {
        c.header("cache-control", "no-cache");
        c.header("vary", "accept-encoding");
        c.header("content-security-policy", path === "/docs" ? DOCS_POLICY : POLICY);
      },
    });
    app.get(path, etag(), serve);
  }
}
