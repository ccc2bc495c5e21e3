import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { OutcomeUnknownError } from "../../../../server/engine/journal.ts";
import { checkJournal } from "../../../../server/journal/check.ts";
import { SqliteJournal } from "../../../../server/journal/sqlite.ts";
import { EventReader } from "../../../support/event_reader.ts";
import { FakeClock } from "../../../support/fake_clock.ts";
import { withFolder } from "../../../support/folder.ts";
import { RawClient } from "../../../support/raw_client.ts";
import { startTestServer, type TestServer } from "../../../support/test_server.ts";
import { TestState } from "../../../support/test_state.ts";
import { ToldJournal } from "../../../support/told_journal.ts";

const HOST_TOKEN = "staple-the-battery-to-a-horse";
const KEY = "8e03978e-40d5-43dd-bc93-6894a57f9324";
const GIF = Uint8Array.fromBase64("R0lGODlhAQABAAAAACw=");

interface Request {
  readonly method?: string;
  readonly key?: string;
  readonly token?: string;
  readonly json?: unknown;
  readonly body?: Uint8Array<ArrayBuffer>;
  readonly type?: string;
}

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly text: string;
}

/** Asks for something, a change unless it is said. */
async function ask({ http }: TestServer, path: string, request: Request = {}): Promise<Answer> {
  const { method = "POST", key, token, json, body = json === undefined ? undefined : JSON.stringify(json) } = request;
  const headers: Record<string, string> = {};
  if (key !== undefined) headers["idempotency-key"] = key;
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const { type = json === undefined ? undefined : "application/json" } = request;
  if (type !== undefined) headers["content-type"] = type;
  const response = await fetch(`http://127.0.0.1:${http.port}${path}`, { method, headers, body });
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}

async function get(server: TestServer, path: string) {
  return JSON.parse((await ask(server, path, { method: "GET" })).text);
}

function start(path: string, { compactBytes = 1e9, clock = new FakeClock(), config = {} } = {}): Promise<TestServer> {
  return startTestServer({ clock, config, journal: new SqliteJournal(path, { sync: "full", compactBytes }) });
}

const SET = { title: "Planets", questions: [{ kind: "boolean", text: "Is Mars a planet?", answer: true }] };

/** A request for each route that changes something, by its operation; what is in braces is what came of the ones before. */
const REQUESTS: readonly [operationId: string, path: string, request: Request][] = [
  ["addValue", "/api/array", { json: { values: [5, 3] } }],
  ["addValue", "/api/array", {}],
  ["sortValues", "/api/array/sort", { json: { values: [9, -1, 4] } }],
  ["removeValue", "/api/array/9", { method: "DELETE" }],
  ["clearArray", "/api/array", { method: "DELETE" }],
  ["addSet", "/api/sets", { json: SET }],
  ["replaceSet", "/api/sets/{id}", { method: "PUT", json: { ...SET, title: "Moons" } }],
  ["openRoom", "/api/rooms", { json: { set: "{id}" } }],
  ["removeSet", "/api/sets/{id}", { method: "DELETE" }],
  ["lockRoom", "/api/rooms/{pin}/lock", {}],
  ["unlockRoom", "/api/rooms/{pin}/unlock", {}],
  ["startRoom", "/api/rooms/{pin}/start", {}],
  ["nextInRoom", "/api/rooms/{pin}/next", {}],
  ["renamePlayer", "/api/rooms/{pin}/players/Ada", { method: "PATCH", json: { name: "Eve" } }],
  ["removePlayer", "/api/rooms/{pin}/players/Eve", { method: "DELETE" }],
  ["endRoom", "/api/rooms/{pin}/end", {}],
  ["closeRoom", "/api/rooms/{pin}", { method: "DELETE" }],
  ["addImage", "/api/images", { body: GIF, type: "image/gif" }],
  ["removeImage", "/api/images/{name}", { method: "DELETE" }],
  ["endClass", "/api/archive", { json: { name: "7b" } }],
  ["removeClass", "/api/archive/1", { method: "DELETE" }],
];
/** What they set is in memory only, and setting it twice is setting it once. */
const NOT_KEPT = new Set(["setFaultRule", "clearFaultRule", "giveFaults", "endFaults"]);

Deno.test("every route that changes what is kept takes a key: asked again, it answers the same, also after a restart", () =>
  withFolder(async (folder) => {
    const path = join(folder, "app.db");
    const clock = new FakeClock();
    const answered: [path: string, request: Request, answer: Answer][] = [];
    let facts: Record<string, unknown>;
    const factsOf = async (server: TestServer) => ({
      array: await get(server, "/api/array"),
      sets: await get(server, "/api/sets"),
      rooms: await get(server, "/api/rooms"),
      archive: await get(server, "/api/archive"),
    });
    {
      await using server = await start(path, { clock });
      const { paths, components } = await get(server, "/openapi.json");
      strictEqual(components.parameters.IdempotencyKey.name, "Idempotency-Key");
      const changing = Object.values<Record<string, { operationId: string; parameters?: { $ref?: string }[] }>>(paths)
        .flatMap((methods) => Object.entries(methods)).filter(([method]) => method !== "get").map(([, route]) => route)
        .filter(({ operationId }) => !NOT_KEPT.has(operationId));
      deepStrictEqual(
        changing.map(({ operationId }) => operationId).sort(),
        [...new Set(REQUESTS.map(([operationId]) => operationId))].sort(),
      );
      for (const { operationId, parameters = [] } of changing) {
        ok(parameters.some(({ $ref }) => $ref === "#/components/parameters/IdempotencyKey"), operationId);
      }

      using player = await RawClient.connect(server.tcp);
      const known: Record<string, string> = {};
      const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_, name) => known[name]);
      for (const [i, [operationId, template, { json, ...rest }]] of REQUESTS.entries()) {
        const request = { ...rest, json: json && JSON.parse(filled(JSON.stringify(json))), key: `key-${i}` };
        const answer = await ask(server, filled(template), request);
        ok(answer.status < 300, `${operationId}: ${answer.text}`);
        if (answer.text !== "") {
          const { id, pin, name } = JSON.parse(answer.text);
          Object.assign(known, id && { id }, pin && { pin }, name && { name });
        }
        if (operationId === "openRoom") match(await player.ask(`JOIN ${known.pin} Ada`), /^OK /);
        clock.advance(1000);
        deepStrictEqual(await ask(server, filled(template), request), answer, operationId);
        answered.push([filled(template), request, answer]);
      }
      facts = await factsOf(server);
      for (const [path, request, answer] of answered) deepStrictEqual(await ask(server, path, request), answer, path);
      deepStrictEqual(await factsOf(server), facts);
    }
    for (const compactBytes of [0, 1e9]) {
      await using server = await start(path, { compactBytes, clock });
      for (const [path, request, answer] of answered) deepStrictEqual(await ask(server, path, request), answer, path);
      deepStrictEqual(await factsOf(server), facts);
      // At this change the state is written down.
      facts = { ...facts, array: { count: 1, offset: 0, values: [7] } };
      if (compactBytes === 0) await ask(server, "/api/array", { json: { value: 7 } });
    }
  }));

Deno.test("without a key each request is done, and a key that comes with another request is refused", async () => {
  await using server = await startTestServer({ config: { hostToken: HOST_TOKEN } });
  const add = { json: { value: 5 } };
  for (let i = 1; i <= 2; i++) deepStrictEqual(JSON.parse((await ask(server, "/api/array", add)).text).count, i);
  const first = await ask(server, "/api/array", { ...add, key: KEY });
  deepStrictEqual([first.status, first.text], [201, '{"added":[5],"count":3}']);
  const others: [path: string, request: Request][] = [
    ["/api/array", { json: { value: 6 } }],
    ["/api/array", {}],
    ["/api/array", { ...add, token: HOST_TOKEN }],
    ["/api/array/5", { method: "DELETE" }],
    ["/api/array/sort", { json: { values: [5] } }],
    ["/api/rooms", { json: { set: "network" }, token: HOST_TOKEN }],
  ];
  for (const [path, request] of others) {
    const { status, text } = await ask(server, path, { ...request, key: KEY });
    deepStrictEqual([status, JSON.parse(text).code], [422, "bad-arguments"], text);
    match(text, /this Idempotency-Key came with another request, so nothing was changed/);
  }
  deepStrictEqual(await ask(server, "/api/array", { ...add, key: KEY }), first);
  strictEqual((await get(server, "/api/array")).count, 3);
});

Deno.test("a key is 1 to 64 visible ASCII characters, and a request that only reads needs none", async () => {
  await using server = await startTestServer();
  for (const key of ["", " ", "a b", "é", "x".repeat(65)]) {
    const { status, text } = await ask(server, "/api/array", { key });
    deepStrictEqual([status, JSON.parse(text).code], [422, "bad-arguments"], key);
    match(text, /Idempotency-Key must be 1 to 64 visible ASCII characters, such as a UUID, so nothing was changed/);
  }
  strictEqual((await ask(server, "/api/array", { method: "GET", key: "a b" })).status, 200);
  for (const key of ["!", "~".repeat(64), `"${KEY}"`]) strictEqual((await ask(server, "/api/array", { key })).status, 201);
  strictEqual((await get(server, "/api/array")).count, 3);
});

Deno.test("what the state refuses is refused again with the same key; what never reached it may be asked for again", async () => {
  await using server = await startTestServer();
  const gone = { method: "DELETE", key: "a" };
  const refused = await ask(server, "/api/archive/1", gone);
  strictEqual(refused.status, 404);
  const end = { json: { name: "7b" }, key: "b" };
  strictEqual((await ask(server, "/api/archive", { json: { name: "" }, key: "b" })).status, 422);
  strictEqual((await ask(server, "/api/archive", end)).status, 201);
  deepStrictEqual(await ask(server, "/api/archive/1", gone), refused);
  strictEqual((await ask(server, "/api/archive/1", { ...gone, key: "c" })).status, 204);
  strictEqual((await ask(server, "/api/archive", end)).status, 201);
  deepStrictEqual((await get(server, "/api/archive")).classes, []);
});

Deno.test("what can't even be asked for is kept as well: it is refused for good", () =>
  withFolder(async (folder) => {
    const path = join(folder, "app.db");
    const open = { json: { set: "none" }, key: KEY };
    let refused: Answer;
    {
      await using server = await start(path);
      refused = await ask(server, "/api/rooms", open);
      deepStrictEqual([refused.status, JSON.parse(refused.text).code], [404, "no-set"]);
    }
    strictEqual(checkJournal(path, new TestState()).summary["kept answers"], 1);
    await using server = await start(path);
    deepStrictEqual(await ask(server, "/api/rooms", open), refused);
  }));

Deno.test("a request whose key is under way is answered 409, and then as the first was", async () => {
  const journal = new ToldJournal();
  await using server = await startTestServer({ journal });
  const { asked, commit } = journal.hold();
  const add = { json: { value: 5 }, key: KEY };
  const first = ask(server, "/api/array", add);
  await asked;
  const second = await ask(server, "/api/array", add);
  deepStrictEqual([second.status, JSON.parse(second.text).code], [409, "in-use"]);
  commit();
  strictEqual((await first).status, 201);
  deepStrictEqual(await ask(server, "/api/array", add), await first);
  strictEqual((await get(server, "/api/array")).count, 1);
});

Deno.test("many who ask with one key at once: one change, and nobody is told of another", async () => {
  await using server = await startTestServer();
  const answers = await Promise.all(Array.from({ length: 30 }, () => ask(server, "/api/array", { key: KEY })));
  const done = answers.filter(({ status }) => status !== 409);
  ok(done.length > 0);
  for (const answer of done) deepStrictEqual(answer, done[0]);
  const { values } = await get(server, "/api/array");
  deepStrictEqual(JSON.parse(done[0].text), { added: values, count: 1 });
});

Deno.test("a change that could not be confirmed can be asked for again, and so can one that was not kept", async () => {
  const journal = new ToldJournal();
  await using server = await startTestServer({ journal });
  const add = { json: { value: 5 }, key: KEY };
  for (
    const [error, status, advice] of [
      [new OutcomeUnknownError("the log has not confirmed it"), 504, /ask again with the same Idempotency-Key/],
      [new Error("disk full"), 503, /nothing was changed: try again later/],
    ] as const
  ) {
    journal.onCommit = () => {
      throw error;
    };
    const failed = await ask(server, "/api/array", add);
    strictEqual(failed.status, status);
    match(failed.text, advice);
  }
  journal.onCommit = () => {};
  strictEqual((await ask(server, "/api/array", add)).text, '{"added":[5],"count":1}');
});

Deno.test("a room is opened once, and its token is told only to who sends the token that opened it", async () => {
  await using server = await startTestServer({ config: { hostToken: HOST_TOKEN } });
  const open = { json: { set: "network" }, key: KEY, token: HOST_TOKEN };
  const opened = await ask(server, "/api/rooms", open);
  strictEqual(opened.status, 201);
  const { pin, token } = JSON.parse(opened.text);
  for (const other of [undefined, token, "wrong"]) {
    const { status, text } = await ask(server, "/api/rooms", { ...open, token: other });
    ok([401, 403, 422].includes(status), text);
    ok(!text.includes(token), text);
  }
  deepStrictEqual(await ask(server, "/api/rooms", open), opened);
  const { rooms } = JSON.parse((await ask(server, "/api/rooms", { method: "GET", token: HOST_TOKEN })).text);
  deepStrictEqual(rooms.map((room: { pin: string }) => room.pin), [pin]);
});

Deno.test("the live feed tells of a change with a key once", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  await using events = await EventReader.open(`http://127.0.0.1:${server.http.port}/api/events`);
  for (let i = 0; i < 3; i++) await ask(server, "/api/array", { json: { values: [5, 3] }, key: KEY });
  await ask(server, "/api/array", { json: { value: 1 } });
  clock.advance(100);
  const told = (await events.take(3)).map(({ type, data }) => [type, data]);
  deepStrictEqual(told, [
    ["hello", {}],
    ["array", { added: 2, values: [5, 3], removed: 0, count: 2 }],
    ["array", { added: 1, values: [1], removed: 0, count: 3 }],
  ]);
});

Deno.test("a body without a length, and one of many bytes, are told apart as well", async () => {
  await using server = await startTestServer();
  const url = `http://127.0.0.1:${server.http.port}/api/array`;
  const send = async (values: number[], { chunked = false } = {}) => {
    const text = JSON.stringify({ values });
    const response = await fetch(url, {
      method: "POST",
      headers: { "idempotency-key": KEY, "content-type": "application/json" },
      body: chunked ? new Blob([text]).stream() : text,
    });
    return [response.status, await response.text()];
  };
  const many = Array.from({ length: 20_000 }, (_, i) => i);
  const [status, text] = await send(many);
  strictEqual(status, 201);
  deepStrictEqual(await send(many, { chunked: true }), [status, text]);
  deepStrictEqual((await send([...many.slice(0, -1), 0]))[0], 422);
  strictEqual((await get(server, "/api/array?count=0")).count, 20_000);
});
