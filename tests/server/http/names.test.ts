/** By which names, below which path and for which pages the server answers. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../../protocol/address.ts";
import { parseServerConfig, type ServerConfig } from "../../../server/config.ts";
import type { Server } from "../../../server/mod.ts";
import { withFolder } from "../../support/folder.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";
import { join } from "node:path";

interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
}

/** Asks with headers that `fetch` would not send. */
async function ask(
  { http }: Server,
  { method = "GET", path, headers }: { method?: string; path: string; headers: Record<string, string> },
): Promise<RawAnswer> {
  using client = await RawClient.connectOnly(http);
  const lines = Object.entries({ ...headers, connection: headers.connection ?? "close" }).map((header) => header.join(": "));
  await client.send(`${[`${method} ${path} HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n`);
  const status = Number((await client.line()).split(" ")[1]);
  const found = new Headers();
  for (let line = await client.line(); line !== "\r"; line = await client.line()) {
    const colon = line.indexOf(":");
    found.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  if (status === 101 || found.get("content-type") === "text/event-stream") return { status, headers: found, body: "" };
  while (await client.more());
  return { status, headers: found, body: client.remaining() };
}

async function statusOf(server: Server, host: string, path = "/api/server"): Promise<number> {
  return (await ask(server, { path, headers: { host } })).status;
}

const UPGRADE = {
  upgrade: "websocket",
  connection: "Upgrade",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-version": "13",
};

/** The settings that flags make. */
function flags(...args: string[]): { config: Partial<ServerConfig> } {
  const { publicUrl, allowOrigin, trustedProxy } = parseServerConfig(args, {});
  return { config: { publicUrl, allowOrigin, trustedProxy } };
}

Deno.test("the server answers by its addresses and as localhost, and by no other name", async () => {
  await using server = await startTestServer();
  const own = [
    "127.0.0.1",
    "127.0.0.1:8000",
    "192.0.2.7:80",
    "[::1]:8000",
    "[2001:DB8::1]",
    "localhost",
    "LOCALHOST:1",
    "localhost.",
  ];
  for (const host of [...own, "quiz.localhost:8000"]) strictEqual(await statusOf(server, host), 200, host);
  const others = [
    "evil.example",
    "evil.example:8000",
    "localhost.evil.example",
    "127.0.0.1.evil.example",
    "0x7f.1",
    "x",
    "evillocalhost",
  ];
  for (const host of others) {
    for (const path of ["/", "/api/array", "/openapi.json", "/api/events", "/nothing"]) {
      strictEqual(await statusOf(server, host, path), 421, `${host} ${path}`);
    }
    const webSocket = await ask(server, { path: "/ws", headers: { host, ...UPGRADE } });
    strictEqual(webSocket.status, 421, host);
  }
  const { body, headers } = await ask(server, { path: "/api/array", headers: { host: "quiz.example.org:8000" } });
  strictEqual(headers.get("content-type"), "application/problem+json");
  const { status, code, detail } = JSON.parse(body);
  deepStrictEqual([status, code], [421, "unauthorized"]);
  strictEqual(
    detail,
    "the server is not known as quiz.example.org: use its IP address or localhost, or start it with --public-url " +
      "http://quiz.example.org:8000/",
  );
});

Deno.test("supervisors may ask for health and metrics by any name", async () => {
  await using server = await startTestServer();
  for (const path of ["/healthz", "/readyz", "/metrics"]) strictEqual(await statusOf(server, "app:8000", path), 200, path);
});

Deno.test("a host that is none does not lead to another route", async () => {
  await using server = await startTestServer();
  for (
    const host of [
      "x/api/server?",
      "localhost/api/server?",
      "localhost/healthz?",
      "a b",
      "[::1",
      "user@localhost",
      "localhost:x",
    ]
  ) {
    const status = await statusOf(server, host, "/api/array");
    strictEqual(status, 400, host);
  }
});

Deno.test("HTTP/1.0 need not name a host", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connectOnly(server.http);
  await client.send("GET /api/array HTTP/1.0\r\naccept: */*\r\n\r\n");
  match(await client.line(), /^HTTP\/1\.1 200 /);
});

Deno.test("with a public URL the server answers by that name, and its pages may make changes", async () => {
  await using server = await startTestServer(flags("--public-url", "https://quiz.example.org/"));
  for (const host of ["quiz.example.org", "Quiz.Example.org:443", "quiz.example.org.", "127.0.0.1"]) {
    strictEqual(await statusOf(server, host), 200, host);
  }
  strictEqual(await statusOf(server, "example.org"), 421);
  // A proxy may ask by the address that it knows.
  const change = async (host: string, origin: string) =>
    (await ask(server, { method: "POST", path: "/api/array", headers: { host, origin, "content-length": "0" } })).status;
  strictEqual(await change("127.0.0.1:8000", "https://quiz.example.org"), 201);
  strictEqual(await change("quiz.example.org", "https://quiz.example.org"), 201);
  strictEqual(await change("127.0.0.1:8000", "https://evil.example"), 403);
  const { body } = await ask(server, { path: "/api/server", headers: { host: "localhost" } });
  strictEqual(JSON.parse(body).url, "https://quiz.example.org/");
  const document = JSON.parse((await ask(server, { path: "/openapi.json", headers: { host: "localhost" } })).body);
  const urls = document.servers.map(({ url }: { url: string }) => url);
  deepStrictEqual(urls, [".", "https://quiz.example.org"]);
});

Deno.test("the name that the server listens on is its own", async () => {
  await using server = await startTestServer({ config: { host: "localhost" } });
  strictEqual(await statusOf(server, "localhost:8000"), 200);
});

Deno.test("everything is below the path of the public URL, and at the root", () =>
  withFolder(async (assets) => {
    Deno.writeTextFileSync(join(assets, "index.html"), "<!DOCTYPE html>");
    Deno.writeTextFileSync(join(assets, "docs.html"), "<!DOCTYPE html>");
    await using server = await startTestServer({ ...flags("--public-url", "https://example.org/a/quiz"), assets });
    const headers = { host: "example.org" };
    for (const base of ["", "/a/quiz"]) {
      for (
        const path of ["/", "/docs", "/api/array", "/api/array?count=1", "/healthz", "/metrics", "/openapi.json", "/api/events"]
      ) {
        strictEqual((await ask(server, { path: base + path, headers })).status, 200, base + path);
      }
      const webSocket = { path: `${base}/ws`, headers: { ...headers, origin: "https://example.org", ...UPGRADE } };
      strictEqual((await ask(server, webSocket)).status, 101);
      const evil = { path: `${base}/ws`, headers: { ...headers, ...UPGRADE, origin: "https://evil.example" } };
      strictEqual((await ask(server, evil)).status, 403);
    }
    const docs = await ask(server, { path: "/a/quiz/docs", headers });
    match(docs.headers.get("content-security-policy") ?? "", /unsafe-inline/);
    const bare = await ask(server, { path: "/a/quiz", headers });
    deepStrictEqual([bare.status, bare.headers.get("location")], [308, "/a/quiz/"]);
    for (const path of ["/a/", "/a/api/array", "/a/quizapi/array", "/a/quiz/a/quiz/"]) {
      strictEqual((await ask(server, { path, headers })).status, 404, path);
    }
    strictEqual((await ask(server, { method: "PUT", path: "/a/quiz/api/array", headers })).status, 405);
  }));

Deno.test("pages of an allowed origin may read and change, and others may not", async () => {
  await using server = await startTestServer(flags("--allow-origin", "http://localhost:3000,https://class.example"));
  const headers = { host: "127.0.0.1:8000" };
  for (const origin of ["http://localhost:3000", "https://class.example"]) {
    const asked = { origin, "access-control-request-method": "DELETE", "access-control-request-headers": "authorization" };
    const preflight = await ask(server, { method: "OPTIONS", path: "/api/array", headers: { ...headers, ...asked } });
    strictEqual(preflight.status, 204);
    strictEqual(preflight.headers.get("access-control-allow-origin"), origin);
    strictEqual(preflight.headers.get("access-control-allow-methods"), "GET,HEAD,POST,PUT,PATCH,DELETE");
    strictEqual(
      preflight.headers.get("access-control-allow-headers"),
      "authorization,content-type,fault,idempotency-key,if-none-match,last-event-id",
    );
    strictEqual(preflight.headers.get("access-control-max-age"), "600");
    for (const path of ["/api/array", "/api/events", "/openapi.json", "/api/nothing", "/api/array?count=x"]) {
      const read = await ask(server, { path, headers: { ...headers, origin } });
      strictEqual(read.headers.get("access-control-allow-origin"), origin, path);
      strictEqual(read.headers.get("access-control-allow-credentials"), null);
      match(read.headers.get("vary") ?? "", /origin/i);
    }
    const change = { ...headers, origin, "content-length": "0" };
    strictEqual((await ask(server, { method: "POST", path: "/api/array", headers: change })).status, 201);
    strictEqual((await ask(server, { path: "/ws", headers: { ...headers, origin, ...UPGRADE } })).status, 101);
  }
  for (const origin of ["http://localhost:3001", "https://localhost:3000", "http://class.example", "null"]) {
    const read = await ask(server, { path: "/api/array", headers: { ...headers, origin } });
    strictEqual(read.headers.get("access-control-allow-origin"), null, origin);
    const change = { ...headers, origin, "content-length": "0" };
    const refused = await ask(server, { method: "POST", path: "/api/array", headers: change });
    strictEqual(refused.status, 403, origin);
    match(JSON.parse(refused.body).detail, origin === "null" ? /opened as a file/ : new RegExp(`--allow-origin ${origin}$`));
    strictEqual((await ask(server, { path: "/ws", headers: { ...headers, origin, ...UPGRADE } })).status, 403);
  }
});

Deno.test("without an allowed origin no page of another origin is told anything", async () => {
  await using server = await startTestServer();
  const headers = { host: "127.0.0.1:8000", origin: "http://localhost:3000" };
  const preflight = await ask(server, { method: "OPTIONS", path: "/api/array", headers });
  strictEqual(preflight.status, 405);
  const read = await ask(server, { path: "/api/array", headers });
  ok([preflight, read].every(({ headers }) => ![...headers.keys()].some((name) => name.startsWith("access-control"))));
});

Deno.test("a WebSocket through a trusted proxy has the client's address, and so has a wrong token", async () => {
  const { config } = flags("--trusted-proxy", "127.0.0.1");
  await using server = await startTestServer({ config: { ...config, token: "open sesame", hostToken: "open for the host" } });
  const url = `http://${formatAddress(server.http)}`;
  const guess = async (from: string) => {
    const headers = { authorization: "Bearer guess", "x-forwarded-for": from };
    const response = await fetch(`${url}/api/array`, { method: "DELETE", headers });
    await response.body?.cancel();
    return response.status;
  };
  // The eleventh of one address would wait for the clock.
  for (let i = 0; i < 10; i++) strictEqual(await guess("203.0.113.7"), 401);
  for (let i = 0; i < 10; i++) strictEqual(await guess(`8.8.8.8, 203.0.113.${100 + i}`), 401);
  using client = await RawClient.connectOnly(server.http);
  const headers = Object.entries({ host: "localhost", ...UPGRADE, "x-forwarded-for": "8.8.8.8, [2001:db8::7]:4711" });
  await client.send(`GET /ws HTTP/1.1\r\n${headers.map((header) => header.join(": ")).join("\r\n")}\r\n\r\n`);
  match(await client.line(), /^HTTP\/1\.1 101 /);
  const asHost = { headers: { authorization: "Bearer open for the host" } };
  const { connections } = await (await fetch(`${url}/api/connections`, asHost)).json();
  deepStrictEqual(connections.map(({ address }: { address: string }) => address), ["[2001:db8::7]:4711"]);
});
