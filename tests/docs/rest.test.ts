import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { systemClock } from "../../server/clock.ts";
import type { Server } from "../../server/mod.ts";
import { RequestError } from "../../protocol/request_error.ts";
import { OutcomeUnknownError } from "../../server/engine/journal.ts";
import { codeSpans, readDocument, section, tableRows } from "../support/documents.ts";
import { checks, type Json } from "../support/json_schema.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer } from "../support/test_server.ts";
import { ToldJournal } from "../support/told_journal.ts";

const rest = readDocument("docs/rest.md");
/** Routes that are not part of the API, and so not of its document. */
const OTHER_ROUTES = [
  "GET /",
  "GET /play",
  "GET /lab",
  "GET /screen",
  "GET /docs",
  "GET /host",
  "GET /metrics",
  "GET /openapi.json",
  "GET /events.schema.json",
  "GET /ws",
];

interface Operation {
  readonly operationId: string;
  readonly parameters?: { readonly name: string; readonly in: string }[];
}

Deno.test("the REST page lists every route with its query keys and its operation, and no others", async () => {
  await using server = await startTestServer();
  const { paths }: { paths: Record<string, Record<string, Operation>> } = await (await ask(server, "/openapi.json")).json();
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [] }]) => {
      const keys = parameters.filter((parameter) => parameter.in === "query").map(({ name }) => `${name}=`);
      return [`${method.toUpperCase()} ${path}${keys.length > 0 ? `?${keys.join("&")}` : ""}`, operationId];
    })
  );
  for (const route of OTHER_ROUTES) routes.push([route, ""]);
  const listed = tableRows(section(rest, "Routes")).map(([route, id]) => [codeSpans(route)[0], codeSpans(id)[0] ?? ""]);
  deepStrictEqual(listed.sort(), routes.sort());
});

Deno.test("the REST page lists every event, with data that the JSON Schema takes", async () => {
  await using server = await startTestServer();
  const schema: Json & { $defs: Record<string, { oneOf: { title: string }[] }> } =
    await (await ask(server, "/events.schema.json")).json();
  for (const [stream, heading] of [["LiveEvent", "The live feed"], ["WireEvent", "Lines of one connection"]]) {
    const check = checks(schema)(`#/$defs/${stream}`);
    const text = section(rest, heading);
    const rows = tableRows(stream === "LiveEvent" ? text.split("### ")[0] : text);
    deepStrictEqual(
      rows.map(([type]) => codeSpans(type)[0]).sort(),
      schema.$defs[stream].oneOf.map(({ title }) => title).sort(),
    );
    for (const [type, data] of rows) {
      const [event, shown] = [type, data].map((cell) => codeSpans(cell)[0]);
      strictEqual(check({ event, data: JSON.parse(shown) }), null, `${event} ${shown}`);
    }
  }
});

/** How each row of the table of status codes comes about. */
const FAILURES: Record<string, () => Promise<Response>> = {
  "400 bad-arguments": () => once("/api/array", post("{")),
  "400 not-utf8": () =>
    once("/api/sets", { method: "POST", body: new Uint8Array([0xff]), headers: { "content-type": "text/csv" } }),
  "401 unauthorized": () => once("/api/array", { method: "POST" }, { token: TOKEN }),
  "403 unauthorized": () => once("/api/array", { method: "POST", headers: { origin: "http://example.com" } }),
  "404 unknown-command": () => once("/api/aray"),
  "404 no-counter": () => once("/api/counters/7"),
  "404 no-room": () => once("/api/rooms/123456"),
  "404 no-class": () => once("/api/archive/7"),
  "404 no-connection": () => once("/api/connections/7/lines"),
  "404 no-set": () => once("/api/sets/none"),
  "405 unknown-command": () => once("/api/array", { method: "PUT" }, { token: TOKEN }),
  "409 in-use": withKeyUnderWay,
  "413 line-too-long": () => once("/api/array", post(JSON.stringify({ values: Array(100).fill(1) })), { maxLine: 64 }),
  "415 bad-arguments": () => once("/api/array", { method: "POST", body: "5", headers: { "content-type": "text/plain" } }),
  "421 unauthorized": rebound,
  "422 bad-arguments": () => once("/api/array?ofset=1"),
  "422 bad-name": () => once("/api/archive", post('{"name":""}')),
  "422 not-an-integer": () => once("/api/array", post('{"value":0.5}')),
  "426 bad-arguments": () => once("/ws"),
  "429 rate-limited": afterWrongTokens,
  "431 bad-arguments": () => once("/healthz", { headers: { cookie: "c".repeat(20_000) } }),
  "500 internal": async () => {
    const networkAddresses = () => {
      throw new Error("nobody foresaw this");
    };
    await using server = await startTestServer({ config: { host: "0.0.0.0" }, networkAddresses });
    return await kept(ask(server, "/api/server"));
  },
  "503 internal": () => whileCommitsFail(new Error("disk full")),
  "503 unavailable": () => whileCommitsFail(new RequestError("unavailable", "the log can't be written")),
  "504 unknown-outcome": () => whileCommitsFail(new OutcomeUnknownError("the log has not confirmed the change")),
  "503 overloaded": withManyUnfinished,
  "503 shutting-down": whileStopping,
  "503 too-many-connections": async () => {
    await using server = await startTestServer();
    const readers = await Promise.all(Array.from({ length: 500 }, () => ask(server, "/api/events")));
    const refused = await kept(ask(server, "/api/events"));
    for (const { body } of readers) await body?.cancel();
    return refused;
  },
  "507 too-many-values": () => once("/api/array", post('{"values":[1,2,3]}'), { maxValues: 2 }),
};

const TOKEN = "correct-horse-battery";

Deno.test("the REST page lists every status with its codes, and each comes about as the page says", async () => {
  const listed = tableRows(section(rest, "Status codes")).map(([status, code]) => `${status} ${codeSpans(code)[0]}`);
  deepStrictEqual(listed.sort(), Object.keys(FAILURES).sort());
  const answered = await Promise.all(
    Object.values(FAILURES).map(async (provoke) => {
      const { status, code } = await (await provoke()).json();
      return `${status} ${code}`;
    }),
  );
  deepStrictEqual(answered, Object.keys(FAILURES));
});

function ask({ http }: Server, path: string, init?: RequestInit): Promise<Response> {
  return fetch(`http://127.0.0.1:${http.port}${path}`, init);
}

function post(body: string): RequestInit {
  return { method: "POST", body, headers: { "content-type": "application/json" } };
}

/** A response that outlives its server. */
async function kept(response: Promise<Response>): Promise<Response> {
  const { status } = await response;
  const body = await (await response).json();
  strictEqual(body.status, status);
  return Response.json(body, { status });
}

/** What a new server answers. */
async function once(
  path: string,
  init?: RequestInit,
  config: { token?: string; maxLine?: number; maxValues?: number } = {},
): Promise<Response> {
  await using server = await startTestServer({ config });
  return await kept(ask(server, path, init));
}

/** What a page under a name that leads here is answered; `fetch` would not send that name. */
async function rebound(): Promise<Response> {
  await using server = await startTestServer();
  using client = await RawClient.connectOnly(server.http);
  await client.send("GET /api/array HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n");
  while (await client.more());
  const [headers, body] = client.remaining().split("\r\n\r\n");
  return new Response(body, { status: Number(headers.split(" ")[1]) });
}

async function afterWrongTokens(): Promise<Response> {
  await using server = await startTestServer({ clock: systemClock, config: { token: TOKEN } });
  const guess = () => kept(ask(server, "/api/array", { method: "POST", headers: { authorization: "Bearer wrong" } }));
  for (let i = 0; i < 10; i++) strictEqual((await guess()).status, 401);
  return await guess();
}

async function withManyUnfinished(): Promise<Response> {
  await using server = await startTestServer();
  using stack = new DisposableStack();
  const open = async () => {
    const client = stack.use(await RawClient.connectOnly(server.http));
    await client.send("POST /api/array HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1048576\r\n\r\n");
    await client.send(" ".repeat(1_000_000));
    return client;
  };
  const clients = await Promise.all(Array.from({ length: 70 }, open));
  // Whose request came first is not sure: some of them are told.
  const told = await Promise.any(clients.map(async (client) => {
    while (await client.more());
    return client;
  }));
  const [head, body] = told.remaining().split("\r\n\r\n");
  return new Response(body, { status: Number(head.split(" ")[1]) });
}

async function whileCommitsFail(error: Error): Promise<Response> {
  const journal = new ToldJournal();
  await using server = await startTestServer({ journal });
  journal.onCommit = () => {
    throw error;
  };
  return await kept(ask(server, "/api/array", { method: "POST" }));
}

async function withKeyUnderWay(): Promise<Response> {
  const journal = new ToldJournal();
  await using server = await startTestServer({ journal });
  const { asked, commit } = journal.hold();
  const change = () => ask(server, "/api/array", { method: "POST", headers: { "idempotency-key": "k" } });
  const first = change();
  await asked;
  const refused = await kept(change());
  commit();
  await (await first).body?.cancel();
  return refused;
}

async function whileStopping(): Promise<Response> {
  const journal = new ToldJournal();
  await using server = await startTestServer({ journal });
  const { asked, commit } = journal.hold();
  const change = ask(server, "/api/array", { method: "POST" });
  await asked;
  const stopped = server.stop();
  const refused = await kept(ask(server, "/api/array"));
  commit();
  await (await change).body?.cancel();
  await stopped;
  return refused;
}
