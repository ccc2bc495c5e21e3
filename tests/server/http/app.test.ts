import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../../protocol/address.ts";
import type { Server } from "../../../server/mod.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { RawClient } from "../../support/raw_client.ts";
import { ToldJournal } from "../../support/told_journal.ts";
import { eventually } from "../../support/eventually.ts";
import { startTestServer } from "../../support/test_server.ts";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { SECURE_HEADERS } from "../../../server/http/secure_response.ts";
import { reachableAddresses } from "../../../server/tcp/addresses.ts";
import { withFolder } from "../../support/folder.ts";

/** Asks a server, and takes the body as JSON. */
async function ask(server: Server, path: string, init?: RequestInit) {
  const response = await fetch(`http://${formatAddress(server.http)}${path}`, init);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

function json(method: string, body: unknown): RequestInit {
  return { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

async function refused(
  server: Server,
  { path, init, status, code, detail }: { path: string; init?: RequestInit; status: number; code: string; detail: RegExp },
): Promise<void> {
  const { body, headers, ...response } = await ask(server, path, init);
  strictEqual(response.status, status, JSON.stringify(body));
  strictEqual(headers.get("content-type"), "application/problem+json");
  deepStrictEqual({ type: body.type, status: body.status, code: body.code }, { type: "about:blank", status, code });
  ok(typeof body.title === "string" && /^[A-Z]/.test(body.title));
  match(body.detail, detail);
}

Deno.test("integers are put in, read and taken out", async () => {
  await using server = await startTestServer();
  const added = await ask(server, "/api/array", json("POST", { values: [5, 3, 9, 3] }));
  deepStrictEqual([added.status, added.body], [201, { added: [5, 3, 9, 3], count: 4 }]);
  deepStrictEqual((await ask(server, "/api/array", json("POST", { value: -7 }))).body, { added: [-7], count: 5 });
  deepStrictEqual((await ask(server, "/api/array")).body, { count: 5, offset: 0, values: [-7, 3, 3, 5, 9] });
  deepStrictEqual((await ask(server, "/api/array?offset=1&count=2")).body, { count: 5, offset: 1, values: [3, 3] });
  deepStrictEqual((await ask(server, "/api/array?offset=99")).body, { count: 5, offset: 5, values: [] });
  deepStrictEqual((await ask(server, "/api/array?low=3&high=5")).body, { count: 5, offset: 1, values: [3, 3, 5] });
  deepStrictEqual((await ask(server, "/api/array?low=-7&high=9&count=1")).body, { count: 5, offset: 0, values: [-7] });
  deepStrictEqual((await ask(server, "/api/array/3", { method: "DELETE" })).body, { removed: 1 });
  deepStrictEqual((await ask(server, "/api/array/-7", { method: "DELETE" })).body, { removed: 1 });
  deepStrictEqual((await ask(server, "/api/array/4", { method: "DELETE" })).body, { removed: 0 });
  const sorted = await ask(server, "/api/array/sort", json("POST", { values: [2, -0, 1] }));
  deepStrictEqual([sorted.status, sorted.body], [200, { sorted: [0, 1, 2], count: 6 }]);
  deepStrictEqual((await ask(server, "/api/array/stats")).body, {
    count: 6,
    distinct: 6,
    min: 0,
    max: 9,
    median: 2.5,
    mean: 20 / 6,
  });
  deepStrictEqual((await ask(server, "/api/array", { method: "DELETE" })).body, { removed: 6 });
  deepStrictEqual((await ask(server, "/api/array/stats")).body, {
    count: 0,
    distinct: 0,
    min: null,
    max: null,
    median: null,
    mean: null,
  });
});

Deno.test("who has the array as it is gets no body again, until it changes", async () => {
  await using server = await startTestServer();
  await ask(server, "/api/array", json("POST", { values: [3, 1, 2] }));
  const first = await ask(server, "/api/array");
  const etag = first.headers.get("etag") ?? "";
  match(etag, /^"[\w-]+"$/);
  const again = (known: string, query = "") =>
    fetch(`http://${formatAddress(server.http)}/api/array${query}`, { headers: { "if-none-match": known } });
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
    const response = await again(known);
    deepStrictEqual([response.status, await response.text(), response.headers.get("etag")], [304, "", etag]);
  }
  // Each part is another body, also while nothing changes.
  for (const query of ["?offset=1", "?count=2", "", "?low=2&high=2", "?offset=1"]) {
    strictEqual((await ask(server, `/api/array${query}`)).headers.get("etag"), etag);
  }
  deepStrictEqual((await ask(server, "/api/array?offset=1")).body, { count: 3, offset: 1, values: [2, 3] });
  deepStrictEqual((await ask(server, "/api/array?count=1")).body, { count: 3, offset: 0, values: [1] });
  const changes: [string, RequestInit][] = [
    ["/api/array", json("POST", { value: 9 })],
    ["/api/array/9", { method: "DELETE" }],
    ["/api/array", { method: "DELETE" }],
  ];
  let known = etag;
  for (const [path, init] of changes) {
    await ask(server, path, init);
    const response = await again(known);
    strictEqual(response.status, 200);
    await response.body?.cancel();
    known = response.headers.get("etag") ?? "";
  }
  deepStrictEqual((await ask(server, "/api/array")).body, { count: 0, offset: 0, values: [] });
});

Deno.test("each answer tells browsers what hono/secure-headers would have it tell", async () => {
  const app = new Hono();
  app.use(secureHeaders({ strictTransportSecurity: false }));
  app.get("/", (c) => c.body(null, 204));
  const expected = Object.fromEntries((await app.request("/")).headers);
  deepStrictEqual(SECURE_HEADERS, expected);
  await using server = await startTestServer();
  const url = `http://${formatAddress(server.http)}`;
  for (
    const path of [
      "/",
      "/api/array",
      "/api/array/stats",
      "/api/events",
      "/nowhere",
      "/api/array?x=1",
      "/openapi.json",
      "/healthz",
    ]
  ) {
    const response = await fetch(`${url}${path}`);
    const told = Object.fromEntries(Object.keys(expected).map((name) => [name, response.headers.get(name)]));
    deepStrictEqual(told, expected, path);
    await response.body?.cancel();
  }
  const head = await fetch(`${url}/api/array`, { method: "HEAD" });
  deepStrictEqual([head.headers.get("x-content-type-options"), head.headers.get("content-length")], ["nosniff", null]);
});

Deno.test("without a body, or with an empty one, a random integer is put in", async () => {
  await using server = await startTestServer();
  for (const init of [{ method: "POST" }, { method: "POST", headers: { "content-type": "application/json" } }]) {
    const { status, body: { added: [value] } } = await ask(server, "/api/array", init);
    strictEqual(status, 201);
    ok(Number.isInteger(value) && value >= 0 && value <= 999_999);
  }
  strictEqual((await ask(server, "/api/array")).body.count, 2);
});

Deno.test("a large array arrives whole", async () => {
  await using server = await startTestServer();
  const values = Array.from({ length: 150_000 }, (_, i) => i);
  strictEqual((await ask(server, "/api/array/sort", json("POST", { values: values.toReversed() }))).status, 200);
  deepStrictEqual((await ask(server, "/api/array")).body, { count: 150_000, offset: 0, values });
});

Deno.test("input of the wrong shape is refused with what is wrong, and changes nothing", async () => {
  await using server = await startTestServer();
  const wrong: { path: string; init?: RequestInit; code: string; detail: RegExp }[] = [
    {
      path: "/api/array",
      init: json("POST", { value: "5" }),
      code: "not-an-integer",
      detail: /^value must be an integer from/,
    },
    { path: "/api/array", init: json("POST", { value: 1.5 }), code: "not-an-integer", detail: /^value must be an integer/ },
    { path: "/api/array", init: json("POST", { value: 2 ** 53 }), code: "not-an-integer", detail: /^value must be an integer/ },
    { path: "/api/array", init: json("POST", { values: [1, "x"] }), code: "not-an-integer", detail: /^values\.1 must be/ },
    {
      path: "/api/array",
      init: json("POST", { values: 5 }),
      code: "bad-arguments",
      detail: /^values must be a list of integers/,
    },
    { path: "/api/array", init: json("POST", { valeu: 5 }), code: "bad-arguments", detail: /"valeu"/ },
    {
      path: "/api/array",
      init: json("POST", { value: 1, values: [2] }),
      code: "bad-arguments",
      detail: /either value or values/,
    },
    { path: "/api/array", init: json("POST", {}), code: "bad-arguments", detail: /^the body must have either value or values/ },
    { path: "/api/array", init: json("POST", { values: [] }), code: "bad-arguments", detail: /^values must have at least one/ },
    { path: "/api/array?offset=1&offset=2", code: "not-an-integer", detail: /^offset must be an integer/ },
    {
      path: "/api/array",
      init: json("POST", { values: Array(150_000).fill("") }),
      code: "not-an-integer",
      detail: /^values\.0 must/,
    },
    { path: "/api/array", init: json("POST", [1, 2]), code: "bad-arguments", detail: /./ },
    { path: "/api/array/sort", init: json("POST", {}), code: "bad-arguments", detail: /^values must be a list/ },
    { path: "/api/array/x", init: { method: "DELETE" }, code: "not-an-integer", detail: /^value must be an integer/ },
    { path: "/api/array?offset=-1", code: "not-an-integer", detail: /^offset must be an integer from 0/ },
    { path: "/api/array?count=ten", code: "not-an-integer", detail: /^count must be an integer from 0/ },
    { path: "/api/array?low=1", code: "bad-arguments", detail: /low and high need each other/ },
    { path: "/api/array?low=2&high=1", code: "bad-arguments", detail: /low must not be above high/ },
    { path: "/api/array?low=1&high=2&offset=0", code: "bad-arguments", detail: /offset can.t be combined with/ },
    { path: "/api/array?ofset=1", code: "bad-arguments", detail: /"ofset"/ },
  ];
  for (const request of wrong) await refused(server, { ...request, status: 422 });
  strictEqual((await ask(server, "/api/array")).body.count, 0);
});

Deno.test("a body that is not JSON, is said to be something else, or is too large, is refused", async () => {
  await using server = await startTestServer({ config: { maxLine: 1000 } });
  const headers = { "content-type": "application/json" };
  const path = "/api/array";
  await refused(server, {
    path,
    init: { method: "POST", headers, body: '{"value": 5' },
    status: 400,
    code: "bad-arguments",
    detail: /^the body is not valid JSON/,
  });
  await refused(server, {
    path,
    init: { method: "POST", headers: { "content-type": "text/plain" }, body: '{"value": 5}' },
    status: 415,
    code: "bad-arguments",
    detail: /^the body must be JSON: send it with the header content-type/,
  });
  const large = JSON.stringify({ values: Array(1000).fill(1) });
  const tooLarge = { status: 413, code: "line-too-long", detail: /^a body can have at most 1000 bytes: .*--max-line$/ };
  await refused(server, { path, init: { method: "POST", headers, body: large }, ...tooLarge });
  match(await postInChunks(server, path, large), /^HTTP\/1.1 413 /);
  strictEqual((await ask(server, path)).body.count, 0);
});

Deno.test("an unknown route and a wrong method are told as problems", async () => {
  await using server = await startTestServer();
  await refused(server, { path: "/api/aray", status: 404, code: "unknown-command", detail: /^there is no \/api\/aray/ });
  const wrongMethod = {
    status: 405,
    code: "unknown-command",
    detail: /^\/api\/array does not take PUT: it takes GET, HEAD, POST, DELETE$/,
  };
  await refused(server, { path: "/api/array", init: json("PUT", {}), ...wrongMethod });
  const { headers } = await ask(server, "/api/array", { method: "PUT" });
  strictEqual(headers.get("allow"), "GET, HEAD, POST, DELETE");
});

Deno.test("what goes wrong inside is told without the inside", async () => {
  const journal = new ToldJournal();
  await using server = await startTestServer({ journal });
  journal.onCommit = () => {
    throw new Error("disk full");
  };
  const detail = /^the change could not be stored, so nothing was changed: try again later$/;
  await refused(server, { path: "/api/array", init: json("POST", { value: 1 }), status: 503, code: "internal", detail });
  strictEqual((await ask(server, "/api/array")).body.count, 0);
});

Deno.test("a server that can't keep changes is not ready, until it finds that it can", async () => {
  const [journal, clock] = [new ToldJournal(), new FakeClock()];
  await using server = await startTestServer({ journal, clock });
  strictEqual((await ask(server, "/readyz")).status, 200);
  journal.onCommit = () => {
    throw new Error("disk full");
  };
  await refused(server, { path: "/api/array", init: { method: "DELETE" }, status: 503, code: "internal", detail: /try again/ });
  for (let i = 0; i < 2; i++) {
    await refused(server, {
      path: "/readyz",
      status: 503,
      code: "internal",
      detail: /^changes can't be stored and are refused/,
    });
    clock.advance(1000);
  }
  journal.onCommit = () => {};
  clock.advance(1000);
  strictEqual((await ask(server, "/readyz")).status, 200);
});

Deno.test("changes need the token where the server has one, and guesses are slowed down", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { token: "open sesame" } });
  const post = (authorization?: string) => ({ method: "POST", headers: authorization ? { authorization } : undefined });
  const path = "/api/array";
  await refused(server, { path, init: post(), status: 401, code: "unauthorized", detail: /^changes need the server's token/ });
  strictEqual((await ask(server, path, post())).headers.get("www-authenticate"), "Bearer");
  for (let i = 0; i < 10; i++) {
    await refused(server, {
      path,
      init: post(`Bearer guess${i}`),
      status: 401,
      code: "unauthorized",
      detail: /not the server's token/,
    });
  }
  let answered = false;
  const guess = { path, init: post("Bearer guess"), status: 429, code: "rate-limited", detail: /wait \d+ seconds$/ };
  const guessing = refused(server, guess).finally(() => answered = true);
  // Meanwhile the right token is taken.
  strictEqual((await ask(server, path, post("Bearer open sesame"))).status, 201);
  strictEqual((await ask(server, path)).body.count, 1);
  strictEqual(answered, false, "a guess too many was answered at once");
  await eventually(() => {
    clock.advance(500);
    return answered;
  });
  await guessing;
});

Deno.test("a key that a route does not take is refused, so that nothing happens that was not meant", async () => {
  await using server = await startTestServer();
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: '{"values":[1,2]}' };
  strictEqual((await ask(server, "/api/array", init)).status, 201);
  await refused(server, {
    path: "/api/array?low=1&high=1",
    init: { method: "DELETE" },
    status: 422,
    code: "bad-arguments",
    detail: /^there is no query key "low" and "high" here: it takes none, so nothing was changed$/,
  });
  await refused(server, {
    path: "/api/array?foo=1",
    status: 422,
    code: "bad-arguments",
    detail: /^there is no query key "foo" here: use offset, count, low, high$/,
  });
  strictEqual((await ask(server, "/api/array")).body.count, 2);
});

Deno.test("a page of another site can't make changes, one of this server can", async () => {
  await using server = await startTestServer();
  const here = `http://${formatAddress(server.http)}`;
  const post = (origin: string) => ({ method: "POST", headers: { origin } });
  const other = {
    init: post("http://evil.example"),
    status: 403,
    code: "unauthorized",
    detail: /^a page of http:\/\/evil\.example can't/,
  };
  await refused(server, { path: "/api/array", ...other });
  strictEqual((await ask(server, "/api/array", post(here))).status, 201);
});

Deno.test("health and readiness are told", async () => {
  await using server = await startTestServer();
  deepStrictEqual((await ask(server, "/healthz")).body, { status: "alive" });
  deepStrictEqual((await ask(server, "/readyz")).body, { status: "ready" });
});

Deno.test("the OpenAPI document lists every route, with the schemas that check the input", async () => {
  await using server = await startTestServer();
  const { body } = await ask(server, "/openapi.json");
  strictEqual(body.openapi, "3.1.0");
  const operations = Object.entries<Record<string, { operationId: string }>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${method} ${path} ${operationId}`)
  );
  deepStrictEqual(operations.sort(), [
    "delete /api/archive/{id} removeClass",
    "delete /api/array clearArray",
    "delete /api/array/{value} removeValue",
    "delete /api/connections/{id}/faults endFaults",
    "delete /api/faults clearFaultRule",
    "delete /api/images/{name} removeImage",
    "delete /api/rooms/{pin} closeRoom",
    "delete /api/rooms/{pin}/players/{name} removePlayer",
    "delete /api/sets/{id} removeSet",
    "get /api/archive getArchive",
    "get /api/archive/{id} getArchivedClass",
    "get /api/archive/{id}/{table} getArchivedTable",
    "get /api/array getArray",
    "get /api/array/picture getPicture",
    "get /api/array/stats getStats",
    "get /api/connections getConnections",
    "get /api/connections/{id}/lines watchConnection",
    "get /api/counters getCounters",
    "get /api/counters/{id} getCounter",
    "get /api/events getEvents",
    "get /api/faults getFaults",
    "get /api/images/{name} getImage",
    "get /api/quiz/leaderboard getLeaderboard",
    "get /api/quiz/players getPlayers",
    "get /api/quiz/results.csv getResults",
    "get /api/rooms getRooms",
    "get /api/rooms/{pin} getRoom",
    "get /api/rooms/{pin}/questions getRoomQuestions",
    "get /api/rooms/{pin}/results.csv getRoomResultsCsv",
    "get /api/rooms/{pin}/results.json getRoomResults",
    "get /api/server getServer",
    "get /api/sets getSets",
    "get /api/sets/{id} getSet",
    "get /healthz getHealth",
    "get /readyz getReadiness",
    "patch /api/rooms/{pin}/players/{name} renamePlayer",
    "post /api/archive endClass",
    "post /api/array addValue",
    "post /api/array/sort sortValues",
    "post /api/images addImage",
    "post /api/rooms openRoom",
    "post /api/rooms/{pin}/end endRoom",
    "post /api/rooms/{pin}/lock lockRoom",
    "post /api/rooms/{pin}/next nextInRoom",
    "post /api/rooms/{pin}/start startRoom",
    "post /api/rooms/{pin}/unlock unlockRoom",
    "post /api/sets addSet",
    "put /api/connections/{id}/faults giveFaults",
    "put /api/faults setFaultRule",
    "put /api/sets/{id} replaceSet",
  ]);
  const [low] = body.paths["/api/array"].get.parameters.filter(({ name }: { name: string }) => name === "low");
  deepStrictEqual([low.schema.type, low.schema.maximum], ["integer", Number.MAX_SAFE_INTEGER]);
});

Deno.test("what was built is served gzipped, with a policy that lets in nothing from elsewhere; without a build that is said", () =>
  withFolder(async (assets) => {
    const html = "<!DOCTYPE html><title>app</title>";
    for (const name of ["index.html", "docs.html"]) {
      Deno.writeTextFileSync(join(assets, name), html);
      Deno.writeFileSync(join(assets, `${name}.gz`), gzipSync(html));
    }
    await using server = await startTestServer({ assets });
    const url = `http://${formatAddress(server.http)}`;
    const page = await fetch(`${url}/`);
    strictEqual(page.headers.get("content-type"), "text/html; charset=utf-8");
    match(page.headers.get("content-security-policy") ?? "", /^default-src 'self';(?!.*unsafe)/);
    strictEqual(await page.text(), html);
    const etag = page.headers.get("etag") ?? "";
    const again = await fetch(`${url}/`, { headers: { "if-none-match": etag } });
    strictEqual(again.status, 304);
    await again.body?.cancel();
    const docs = await fetch(`${url}/docs`);
    match(
      docs.headers.get("content-security-policy") ?? "",
      /^default-src 'self';.* style-src 'self' 'unsafe-inline'; img-src 'self' data:$/,
    );
    await docs.body?.cancel();
    // A client that takes no gzip is not given any.
    using raw = await RawClient.connectOnly(server.http);
    await raw.send("GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    for (let line = await raw.line(); line !== "\r"; line = await raw.line()) ok(!/^content-encoding/i.test(line), line);
    // A browser takes more than what was built, and is given gzip.
    using browser = await RawClient.connectOnly(server.http);
    await browser.send(
      "GET / HTTP/1.1\r\nhost: localhost\r\naccept-encoding: gzip, deflate, br, zstd\r\nconnection: close\r\n\r\n",
    );
    const headers = [];
    for (let line = await browser.line(); line !== "\r"; line = await browser.line()) headers.push(line.toLowerCase());
    ok(headers.includes("content-encoding: gzip\r"), headers.join("\n"));
    await using bare = await startTestServer();
    const none = await fetch(`http://${formatAddress(bare.http)}/`);
    strictEqual(none.status, 404);
    strictEqual(await none.text(), "This server was started without its page: deno task web makes it.\n");
  }));

Deno.test("the server tells what it is, and where others reach it if they can", async () => {
  const own = [
    { family: "IPv4", address: "127.0.0.1" },
    { family: "IPv6", address: "2001:db8::7" },
    { family: "IPv6", address: "fe80::1" },
    { family: "IPv4", address: "192.0.2.7" },
  ] as const;
  await using local = await startTestServer({ networkAddresses: () => own });
  const { body } = await ask(local, "/api/server");
  deepStrictEqual(body, {
    version: "0.0.0",
    startedAt: "2026-01-02T03:04:05.000Z",
    needsToken: false,
    hostRequired: false,
    role: "host",
    lines: { host: "127.0.0.1", port: local.tcp.port },
    linesOverTls: null,
    addresses: [],
    url: null,
    server: null,
    servers: [],
  });
  deepStrictEqual(reachableAddresses("0.0.0.0", own), ["192.0.2.7", "2001:db8::7"]);
  deepStrictEqual(reachableAddresses("::", own), ["192.0.2.7", "2001:db8::7"]);
  deepStrictEqual(reachableAddresses("192.0.2.7", own), ["192.0.2.7"]);
  deepStrictEqual(["127.0.0.1", "::1", "localhost"].flatMap((hostname) => reachableAddresses(hostname, own)), []);
});

/** Posts a body without telling its length, and gives the first line of the answer. */
async function postInChunks(server: Server, path: string, body: string): Promise<string> {
  using client = await RawClient.connectOnly(server.http);
  await client.send(`POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n`);
  await client.send(`transfer-encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`);
  return await client.line();
}
