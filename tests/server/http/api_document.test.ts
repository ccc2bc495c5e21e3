import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../../protocol/address.ts";
import { PublicUrl } from "../../../server/public_url.ts";
import { readApiDocument } from "../../support/api_document.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { codeSpans, readDocument, section, tableRows } from "../../support/documents.ts";
import { checks, type Json } from "../../support/json_schema.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer, type TestServer } from "../../support/test_server.ts";

const TOKEN = "token-of-the-server";
const HOST_TOKEN = "host-token-of-the-test";
const PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
);
const SET = { title: "Planets", questions: [{ kind: "choice", text: "Which?", choices: ["This", "That"], answer: 1 }] };

interface Media {
  readonly schema: Json;
  readonly example?: unknown;
}

interface Answer {
  readonly $ref?: string;
  readonly description: string;
  readonly content?: Record<string, Media>;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: string[];
  readonly security: Record<string, string[]>[];
  readonly responses: Record<string, Answer>;
  readonly requestBody?: unknown;
}

interface Document extends Json {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly tags: { name: string; description: string }[];
  readonly servers: { url: string }[];
  readonly components: { responses: Record<string, Answer>; securitySchemes: Record<string, unknown> };
}

async function documentOf(publicUrl: PublicUrl | null = null): Promise<Document> {
  return JSON.parse(await readApiDocument("/openapi.json", { publicUrl }));
}

function operationsOf({ paths }: Document) {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation }))
  );
}

/** A response of an operation, and where in the document it stands. */
function responseOf(
  { paths, components }: Document,
  { path, method, status }: { path: string; method: string; status: number },
) {
  const { $ref, content } = paths[path][method].responses[status];
  if ($ref === undefined) return { content, pointer: `#/paths/${path.replaceAll("/", "~1")}/${method}/responses/${status}` };
  return { content: components.responses[$ref.replace(/.*\//, "")].content, pointer: $ref };
}

/** A path with values in place of its parameters. */
function fill(path: string, { pin, set, image, table = "values.csv", id = "1" }: Record<string, string>): string {
  const name = path.includes("/images/") ? image : "Ada";
  const values: Record<string, string> = { pin, name, table, value: "5", id: path.includes("/sets/") ? set : id };
  return path.replaceAll(/\{(\w+)\}/g, (_, key) => values[key]);
}

Deno.test("each operation says what it is, who may use it, and which problems can come, by their status", async () => {
  const document = await documentOf();
  const operations = operationsOf(document);
  const schemes = Object.keys(document.components.securitySchemes);
  const tags = document.tags.map(({ name }) => name);
  strictEqual(new Set(operations.map(({ operation }) => operation.operationId)).size, operations.length);
  for (const { path, method, operation: { operationId, summary, description, security, responses, tags: own } } of operations) {
    ok(summary && description, operationId);
    ok(own.every((tag) => tags.includes(tag)), operationId);
    ok(security.flatMap((scheme) => Object.keys(scheme)).every((scheme) => schemes.includes(scheme)), operationId);
    // A change needs a token; what is read is free, unless it is for hosts.
    strictEqual(security.length > 0 || method === "get", true, operationId);
    ok(!("default" in responses), operationId);
    const statuses = Object.keys(responses);
    for (const status of ["400", "431", "500", "503"]) ok(statuses.includes(status), `${operationId} ${status}`);
    if (path.startsWith("/api/")) ok(statuses.includes("401") && statuses.includes("429"), operationId);
    if (method !== "get") ok(statuses.includes("403"), operationId);
  }
});

Deno.test("the document lists the problems that the page of the REST API does, each with an example", async () => {
  const { components: { responses } } = await documentOf();
  const told = new Set<string>();
  for (const [name, { content = {} }] of Object.entries(responses)) {
    const { schema, example } = content["application/problem+json"];
    const [, , status, codes] = JSON.stringify(schema).match(/("const":(\d+)).*?"enum":(\[.*?\])/) ?? [];
    for (const code of JSON.parse(codes)) told.add(`${status} ${code}`);
    match(JSON.stringify(example), /"code":"[a-z-]+","detail":".+"/, name);
  }
  const listed = tableRows(section(readDocument("docs/rest.md"), "Status codes"))
    .map(([status, code]) => `${status} ${codeSpans(code)[0]}`);
  // No operation of the document gets these: they are for what is none, and for plain HTTP where HTTPS is spoken.
  const others = ["404 unknown-command", "405 unknown-command", "426 bad-arguments"];
  deepStrictEqual([...told].sort(), [...listed.filter((row) => !others.includes(row)), "400 tls-required"].sort());
});

Deno.test("every integer of the document has a range, and the format that fits it", async () => {
  let seen = 0;
  const look = (node: unknown, path: string): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, inner] of Object.entries(node)) look(inner, `${path}/${key}`);
    const { type, minimum, maximum, format }: Json = { ...node };
    if (type !== "integer" && !(Array.isArray(type) && type.includes("integer"))) return;
    seen++;
    const fits = Number(minimum) >= -(2 ** 31) && Number(maximum) < 2 ** 31;
    ok(Number.isSafeInteger(minimum) && Number.isSafeInteger(maximum), path);
    strictEqual(format, fits ? "int32" : "int64", path);
  };
  look(await documentOf(), "#");
  ok(seen > 50, String(seen));
});

Deno.test("every example of the document is one", async () => {
  const document = await documentOf();
  const schemaAt = checks(document);
  let seen = 0;
  const look = (node: unknown, pointer: string): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, inner] of Object.entries(node)) {
      look(inner, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    }
    const { example, schema, type }: Json = { ...node };
    if (example === undefined || (schema === undefined && type === undefined)) return;
    seen++;
    strictEqual(schemaAt(schema === undefined ? pointer : `${pointer}/schema`)(example), null, pointer);
  };
  look({ paths: document.paths, components: document.components }, "#");
  ok(seen > 40, String(seen));
});

Deno.test("the document names its own server by where it lies, and the public URL where there is one", async () => {
  deepStrictEqual((await documentOf()).servers.map(({ url }) => url), ["."]);
  const { servers } = await documentOf(PublicUrl.parse("https://quiz.app.test/class/"));
  deepStrictEqual(servers.map(({ url }) => url), [".", "https://quiz.app.test/class"]);
});

/** Sees to it that each route finds something. @returns the values of the parameters in paths */
async function furnish(server: TestServer, client: RawClient): Promise<Record<string, string>> {
  const post = async (path: string, body: unknown) => {
    const type = body instanceof Uint8Array ? "image/png" : "application/json";
    const headers = { authorization: `Bearer ${HOST_TOKEN}`, "content-type": type };
    const sent = body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
    return await (await fetch(`http://${formatAddress(server.http)}${path}`, { method: "POST", headers, body: sent })).json();
  };
  await post("/api/array", { values: [5, 3, 9] });
  await post("/api/archive", { name: "Class 7b" });
  match(await client.ask(`AUTH ${TOKEN}`), /^OK/);
  match(await client.ask("COUNTER 1"), /^OK/);
  const set = await post("/api/sets", SET);
  const room = await post("/api/rooms", { set: set.id });
  match(await client.ask(`JOIN ${room.pin} Ada`), /^OK/);
  const image = await post("/api/images", PNG);
  return { pin: room.pin, set: set.id, image: image.name };
}

const JSON_TYPE = { "content-type": "application/json" };
/** In how many ways each operation is asked for: as it should be, and as it should not. */
const WAYS: readonly {
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly search?: string;
}[] = [
  { headers: { authorization: `Bearer ${HOST_TOKEN}` } },
  { headers: {} },
  { headers: { authorization: "Bearer wrong" } },
  { headers: { authorization: `Bearer ${TOKEN}` } },
  { headers: { authorization: `Bearer ${HOST_TOKEN}` }, search: "?nonsense=1" },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, ...JSON_TYPE }, body: "{" },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, ...JSON_TYPE }, body: '{"nonsense":1}' },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, "content-type": "text/plain" }, body: "text" },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, origin: "http://elsewhere.test" } },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, ...JSON_TYPE }, body: '{"value":7}' },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, ...JSON_TYPE }, body: '{"values":[7,1.5]}' },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, ...JSON_TYPE }, body: '{"values":[7,1]}' },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, ...JSON_TYPE }, body: '{"name":"Ada"}' },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, ...JSON_TYPE }, body: '{"name":""}' },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, ...JSON_TYPE }, body: '{"set":"network"}' },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, ...JSON_TYPE }, body: '{"set":"none"}' },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, "content-type": "image/png" }, body: PNG },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, ...JSON_TYPE }, body: '{"faults":"chop=1"}' },
  { headers: { authorization: `Bearer ${HOST_TOKEN}`, ...JSON_TYPE }, body: JSON.stringify(SET) },
  {
    headers: { authorization: `Bearer ${HOST_TOKEN}`, "content-type": "text/csv" },
    body: "question,kind,answer\nTrue?,boolean,true\n",
  },
];

/** Those that take something away come last, and what is within before what it is in: or nothing would be found. */
const ORDER = ["get", "post", "put", "patch", "delete"];

Deno.test("whatever an operation answers is what the document says: its status, the code of its problem, and the JSON", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { token: TOKEN, hostToken: HOST_TOKEN } });
  // One wrong token too many waits for its answer.
  using stack = new DisposableStack();
  const timer = setInterval(() => clock.advance(1000), 5);
  stack.defer(() => clearInterval(timer));
  const url = `http://${formatAddress(server.http)}`;
  const document: Document = await (await fetch(`${url}/openapi.json`)).json();
  const schemaAt = checks(document);
  using client = await RawClient.connect(server.tcp);
  const known = await furnish(server, client);
  const placed = operationsOf(document).sort((a, b) => b.path.length - a.path.length);
  const missing = { pin: "999999", set: "none", image: "none", table: "none.csv", id: "77" };
  const asked = ORDER.flatMap((order) =>
    WAYS.flatMap((way) =>
      [known, missing].flatMap((values) =>
        placed.filter(({ method }) => method === order).map((operation) => ({ ...operation, way, values }))
      )
    )
  );
  const [answered, succeeded] = [new Set<string>(), new Set<string>()];
  for (const { path, method, operation, way: { headers, body, search = "" }, values } of asked) {
    const filled = fill(path, values);
    const response = await fetch(url + filled + search, {
      method: method.toUpperCase(),
      headers,
      ...(method === "get" ? {} : { body }),
    });
    const { status } = response;
    const type = response.headers.get("content-type")?.split(";")[0];
    const text = type === "text/event-stream" ? (await response.body?.cancel(), "") : await response.text();
    const what = `${method} ${filled}${search} ${JSON.stringify(headers)} ${body}: ${status} ${text}`;
    const listed = operation.responses[status];
    ok(listed, what);
    answered.add(`${operation.operationId} ${status}`);
    if (response.ok) succeeded.add(operation.operationId);
    if (status === 204) continue;
    const { pointer, content } = responseOf(document, { path, method, status });
    ok(type && content && type in content, what);
    if (!type.endsWith("json")) continue;
    const check = schemaAt(`${pointer}/content/${type.replace("/", "~1")}/schema`);
    strictEqual(check(JSON.parse(text)), null, what);
  }
  // Only a few of them are hard to please.
  const missed = placed.map(({ operation }) => operation.operationId).filter((id) => !succeeded.has(id));
  deepStrictEqual(missed, [], "WAYS has nothing that these take");
  ok(answered.size > 200, String(answered.size));
});
