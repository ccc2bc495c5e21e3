/** What the browser is given as it was built: gzipped files in a folder, which the executable has in it. */
import { crc32 } from "node:zlib";
import { join } from "node:path";
import type { Context, Hono } from "hono";
import type { HttpEnv } from "./http_env.ts";

/** What is served, by path: the file, and its type. */
const FILES: Record<string, { file: string; type: string }> = {
  "/": { file: "index.html", type: "text/html; charset=utf-8" },
  "/main.js": { file: "main.js", type: "text/javascript; charset=utf-8" },
  "/style.css": { file: "style.css", type: "text/css; charset=utf-8" },
  "/icon.svg": { file: "icon.svg", type: "image/svg+xml" },
  "/docs": { file: "docs.html", type: "text/html; charset=utf-8" },
  "/docs.js": { file: "docs.js", type: "text/javascript; charset=utf-8" },
  "/swagger-ui-bundle.js": { file: "swagger-ui-bundle.js", type: "text/javascript; charset=utf-8" },
  "/swagger-ui.css": { file: "swagger-ui.css", type: "text/css; charset=utf-8" },
};

const POLICY = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/** The API's pages come from a package that sets styles as it goes. */
const DOCS_POLICY = `${POLICY}; style-src 'self' 'unsafe-inline'; img-src 'self' data:`;

interface Asset {
  readonly gzipped: Uint8Array<ArrayBuffer>;
  readonly etag: string;
}

/** Adds the routes of the files in a folder; without one, where nothing was built, the page says so. */
export function serveAssets(app: Hono<HttpEnv>, folder: string | null): void {
  const loaded = new Map<string, Asset>();
  for (const [path, { file, type }] of Object.entries(FILES)) {
    app.get(path, (c) => {
      if (folder === null) return c.text("This server was started without its page: deno task web makes it.\n", 404);
      const asset = loaded.get(file) ?? load(folder, file);
      loaded.set(file, asset);
      return send(c, asset, { type, policy: path === "/docs" ? DOCS_POLICY : POLICY });
    });
  }
}

function load(folder: string, file: string): Asset {
  const gzipped = Deno.readFileSync(join(folder, `${file}.gz`));
  return { gzipped, etag: `"${crc32(gzipped).toString(16)}-${gzipped.length}"` };
}

function send(c: Context, { gzipped, etag }: Asset, { type, policy }: { type: string; policy: string }): Response {
  const headers = { etag, "cache-control": "no-cache", "content-security-policy": policy, vary: "accept-encoding" };
  if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
  const all = { ...headers, "content-type": type };
  if (/\bgzip\b/.test(c.req.header("accept-encoding") ?? "")) {
    return c.body(gzipped, 200, { ...all, "content-encoding": "gzip" });
  }
  return c.body(new Blob([gzipped]).stream().pipeThrough(new DecompressionStream("gzip")), 200, all);
}
