/** What requests over HTTP ask to go wrong, as it comes over the wire. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { formatAddress } from "../../../protocol/address.ts";
import { openLog } from "../../../server/log/mod.ts";
import type { Server } from "../../../server/mod.ts";
import { HTTP_FAULTS } from "../../../server/faults/http_faults.ts";
import { CertificateFiles } from "../../support/certificate_files.ts";
import { codeSpans, readDocument, section, tableRows } from "../../support/documents.ts";
import { eventually } from "../../support/eventually.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { withFolder } from "../../support/folder.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";

/** A connection over which one request went; what comes is gathered. */
class Exchange implements AsyncDisposable {
  readonly #client: RawClient;
  readonly #over: Promise<void>;
  /** How much there was after each read. */
  readonly lengths: number[] = [];
  isOver = false;

  private constructor(client: RawClient) {
    this.#client = client;
    this.#over = this.#take();
  }

  static async start(server: Server, request: string): Promise<Exchange> {
    const client = await RawClient.connectOnly(server.http);
    await client.send(request);
    return new Exchange(client);
  }

  get text(): string {
    return this.#client.remaining();
  }

  get body(): string {
    return this.text.split("\r\n\r\n").slice(1).join("\r\n\r\n");
  }

  header(name: string): string | null {
    const [, value] = this.text.split("\r\n\r\n")[0].match(new RegExp(`\r\n${name}: ([^\r]*)`, "i")) ?? [];
    return value ?? null;
  }

  /** Resolves when the server has closed. */
  async closed(): Promise<void> {
    await this.#over;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client[Symbol.dispose]();
    await this.#over;
  }

  async #take(): Promise<void> {
    try {
      while (await this.#client.more()) this.lengths.push(this.text.length);
    } catch {
      // The test closes it.
    }
    this.isOver = true;
  }
}

const get = (fault: string, path = "/api/array") => `GET ${path} HTTP/1.1\r\nhost: localhost\r\nfault: ${fault}\r\n\r\n`;
const BODY = '{"value":5}';
const add = (fault: string) =>
  `POST /api/array HTTP/1.1\r\nhost: localhost\r\nfault: ${fault}\r\ncontent-type: application/json\r\n` +
  `content-length: ${BODY.length}\r\n\r\n${BODY}`;

/** What a request without any fault is told of the array, at once. */
async function neighbour(server: Server): Promise<number[]> {
  const response = await fetch(`http://${formatAddress(server.http)}/api/array`);
  strictEqual(response.headers.get("fault-struck"), null);
  return (await response.json()).values;
}

/** Waits until a value is there, and what is to be answered is held back. */
async function isDone(server: Server): Promise<void> {
  await eventually(async () => (await neighbour(server)).length === 1);
  await neighbour(server);
}

/** A response with a status, in the words of a client that asks with `fetch`. */
async function ask(server: Server, fault: string, init: RequestInit = {}) {
  const response = await fetch(`http://${formatAddress(server.http)}/api/array`, { headers: { fault }, ...init });
  return { response, struck: response.headers.get("fault-struck"), body: await response.json() };
}

/** What came when all is read that there is. */
async function whole(exchange: Exchange): Promise<void> {
  await eventually(() => exchange.body.length > 0 && exchange.body.length === Number(exchange.header("content-length")));
}

Deno.test("delay answers later, with the change made at once, and a neighbour waits for nothing", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  await using late = await Exchange.start(server, add("delay=200"));
  await isDone(server);
  clock.advance(199);
  await neighbour(server);
  strictEqual(late.text, "");
  clock.advance(1);
  await whole(late);
  match(late.text, /^HTTP\/1\.1 201 Created\r\n/);
  match(late.header("fault-struck") ?? "", /^delay=200; seed=\d+; nth=1$/);
});

Deno.test("jitter and a varying delay are within what was asked for", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  await using late = await Exchange.start(server, add("delay=200±50 jitter=100 seed=4"));
  await isDone(server);
  clock.advance(150);
  await neighbour(server);
  strictEqual(late.text, "");
  clock.advance(200);
  await whole(late);
  const [, delay, jitter] = late.header("fault-struck")?.match(/^delay=(\d+); jitter=(\d+); seed=4; nth=1$/) ?? [];
  ok(Number(delay) >= 150 && Number(delay) <= 250 && Number(jitter) <= 100);
});

Deno.test("a client that leaves is not waited for", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  await using late = await Exchange.start(server, add("delay=60000"));
  await isDone(server);
  await late[Symbol.asyncDispose]();
});

Deno.test("status and retry-after answer without doing anything", async () => {
  await using server = await startTestServer();
  const add = { method: "POST" };
  const refused = await ask(server, "status=503; seed=1", add);
  deepStrictEqual([refused.response.status, refused.struck], [503, "status=503; seed=1; nth=1"]);
  deepStrictEqual(refused.body, {
    type: "about:blank",
    title: "Service Unavailable",
    status: 503,
    code: "unavailable",
    detail: "the header Fault asked for this: nothing was done",
  });
  strictEqual(refused.response.headers.get("cache-control"), "no-store");
  const later = await ask(server, "retry-after=7", add);
  deepStrictEqual([later.response.status, later.body.code, later.response.headers.get("retry-after")], [
    429,
    "rate-limited",
    "7",
  ]);
  const both = await ask(server, "retry-after=7, status=502", add);
  deepStrictEqual([both.response.status, both.body.code, both.response.headers.get("retry-after")], [502, "internal", "7"]);
  deepStrictEqual(await neighbour(server), []);
});

Deno.test("replace-reply does what was asked and says otherwise: the same key has it done once", async () => {
  await using server = await startTestServer();
  const init = { method: "POST", body: BODY };
  const headers = { "content-type": "application/json", "idempotency-key": "k1" };
  const lost = await ask(server, "", { ...init, headers: { ...headers, fault: "replace-reply" } });
  deepStrictEqual([lost.response.status, lost.body.code], [504, "unknown-outcome"]);
  strictEqual(lost.response.headers.get("etag"), null);
  const again = await ask(server, "", { ...init, headers });
  deepStrictEqual([again.response.status, again.body], [201, { added: [5], count: 1 }]);
  deepStrictEqual(await neighbour(server), [5]);
});

Deno.test("drop-reply does what was asked, and closes without a word", async () => {
  await using server = await startTestServer();
  await using exchange = await Exchange.start(server, add("drop-reply"));
  await exchange.closed();
  strictEqual(exchange.text, "");
  deepStrictEqual(await neighbour(server), [5]);
});

Deno.test("slow-headers sends the head piece by piece, and the body at once", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  await using exchange = await Exchange.start(server, add("slow-headers=1000"));
  await isDone(server);
  strictEqual(exchange.text, "");
  for (let piece = 1; piece < 10; piece++) {
    clock.advance(100);
    await eventually(() => exchange.lengths.length === piece);
    await neighbour(server);
    ok(!exchange.text.includes("\r\n\r\n"));
  }
  clock.advance(100);
  await whole(exchange);
  match(exchange.header("fault-struck") ?? "", /^slow-headers=1000; /);
  strictEqual(JSON.parse(exchange.body).count, 1);
});

Deno.test("drip sends so many bytes of the body per second", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  await using exchange = await Exchange.start(server, get("drip=20"));
  await eventually(() => exchange.text.endsWith("\r\n\r\n"));
  for (let length = 2; length <= 20; length += 2) {
    clock.advance(100);
    await eventually(() => exchange.body.length === length);
    await neighbour(server);
  }
  await using slower = await Exchange.start(server, get("drip=2"));
  await eventually(() => slower.text.endsWith("\r\n\r\n"));
  clock.advance(499);
  await neighbour(server);
  strictEqual(slower.body, "");
  clock.advance(1);
  await eventually(() => slower.body === "{");
  while (!exchange.body.endsWith("}")) {
    clock.advance(100);
    await neighbour(server);
  }
  await whole(exchange);
});

Deno.test("drip keeps to a rate that is no multiple of ten, too", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  await using exchange = await Exchange.start(server, get("drip=16"));
  await eventually(() => exchange.text.endsWith("\r\n\r\n"));
  for (let length = 1; length <= 16; length++) {
    clock.advance(62.5);
    await eventually(() => exchange.body.length === length);
    await neighbour(server);
  }
});

Deno.test("cut closes in the middle of a body whose length was told", async () => {
  await using server = await startTestServer();
  await using exchange = await Exchange.start(server, get("cut=7"));
  await exchange.closed();
  strictEqual(exchange.body, '{"count');
  ok(Number(exchange.header("content-length")) > 7);
  match(exchange.header("fault-struck") ?? "", /^cut=7; /);
  await using head = await Exchange.start(server, get("cut=0"));
  await head.closed();
  ok(head.text.endsWith("\r\n\r\n"));
  await using short = await Exchange.start(server, get("cut=1000"));
  await whole(short);
  deepStrictEqual(await neighbour(server), []);
});

Deno.test("truncate sends less than it said, and then nothing, until it is given up as a client that takes nothing", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  // What is asked behind it must not be taken for the rest of the body.
  await using exchange = await Exchange.start(server, get("truncate=7") + add("status=503"));
  await eventually(() => exchange.body.length === 7);
  ok(Number(exchange.header("content-length")) > 7);
  clock.advance(29_000);
  await neighbour(server);
  deepStrictEqual([exchange.body, exchange.isOver], ['{"count', false]);
  for (let i = 0; i < 10; i++) clock.advance(200);
  await exchange.closed();
  strictEqual(exchange.body, '{"count');
  deepStrictEqual(await neighbour(server), []);
});

Deno.test("a server that stops holds nothing back any more", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  await using late = await Exchange.start(server, get("delay=60000"));
  await using slow = await Exchange.start(server, get("slow-headers=60000"));
  await using dripping = await Exchange.start(server, get("drip=1"));
  await eventually(() => dripping.text.endsWith("\r\n\r\n"));
  for (let i = 0; i < 3; i++) await neighbour(server);
  const stopped = server.stop();
  clock.advance(1000);
  await stopped;
  for (const exchange of [late, slow, dripping]) {
    await exchange.closed();
    deepStrictEqual(JSON.parse(exchange.body).values, []);
  }
});

Deno.test("over TLS the same is cut", () =>
  withFolder(async (folder) => {
    const { cert, files: tls } = CertificateFiles.in(folder);
    await using server = await startTestServer({ config: { tls } });
    const { hostname, port } = server.http;
    using client = await RawClient.connectTls({ hostname, port }, cert);
    await client.send(get("cut=7"));
    ok(await client.isClosed());
    ok(client.remaining().endsWith('\r\n\r\n{"count'));
  }));

/** Adds values one after the other, each until it is told that it was added. @returns how often one had to be added again */
async function addEach(server: Server, values: readonly number[], { seed, keyed }: { seed: number; keyed: boolean }) {
  const fault = `status=503 retry-after replace-reply drop-reply cut=5 rate=0.15 seed=${seed}`;
  let again = 0;
  for (const value of values) {
    for (;; again++) {
      const response = await fetch(`http://${formatAddress(server.http)}/api/array`, {
        method: "POST",
        body: JSON.stringify({ value }),
        headers: { "content-type": "application/json", fault, ...keyed && { "idempotency-key": `${value}` } },
      }).catch(() => null);
      // Half a body, or none, says nothing.
      const body = await response?.json().catch(() => null);
      if (response?.status === 201 && body) break;
    }
  }
  return again;
}

Deno.test("whatever strikes, a client that repeats its changes with keys has each of them made once, and one without has not", async () => {
  const values = Array.from({ length: 100 }, (_, i) => i);
  for (const seed of [1, 2, 3]) {
    await using server = await startTestServer();
    ok(await addEach(server, values, { seed, keyed: true }) > 50);
    deepStrictEqual(await neighbour(server), values);
  }
  await using server = await startTestServer();
  await addEach(server, values, { seed: 1, keyed: false });
  const added = await neighbour(server);
  deepStrictEqual([...new Set(added)], values);
  ok(added.length > values.length);
});

Deno.test("an event stream can be cut, too", async () => {
  await using server = await startTestServer();
  await using exchange = await Exchange.start(server, get("cut=20", "/api/events"));
  await exchange.closed();
  strictEqual(exchange.body.length, 20);
});

Deno.test("requests behind one with a fault, on the same connection, have none", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  const plain = "GET /api/array/stats HTTP/1.1\r\nhost: localhost\r\n\r\n";
  await using exchange = await Exchange.start(server, get("slow-headers=1 cut=1000") + plain);
  await eventually(() => {
    clock.advance(1);
    return exchange.text.includes('"median"');
  });
  strictEqual(exchange.text.match(/fault-struck/gi)?.length, 1);
});

/** What struck each of so many requests. */
async function strikes(server: Server, fault: string, count: number): Promise<(string | null)[]> {
  const all: (string | null)[] = [];
  for (let i = 0; i < count; i++) all.push((await ask(server, i === 0 ? fault.replace("seed", "nth=1 seed") : fault)).struck);
  return all;
}

Deno.test("the same seed strikes the same requests of a run, and another seed others", async () => {
  await using server = await startTestServer();
  const first = await strikes(server, "retry-after=1 rate=0.4 seed=7", 40);
  deepStrictEqual(await strikes(server, "retry-after=1 rate=0.4 seed=7", 40), first);
  const count = first.filter((struck) => struck !== null).length;
  ok(count > 6 && count < 30, `${count} of 40`);
  const places = (all: (string | null)[]) => all.map((struck) => struck !== null).join();
  ok(places(await strikes(server, "retry-after=1 rate=0.4 seed=8", 40)) !== places(first));
  // Where it struck is told, so that it can be asked for alone.
  const nth = first.findLastIndex((struck) => struck !== null) + 1;
  strictEqual(first[nth - 1], `retry-after=1; seed=7; nth=${nth}`);
  strictEqual((await ask(server, `retry-after=1 rate=0.4 seed=7 nth=${nth}`)).struck, first[nth - 1]);
});

Deno.test("the same seed gives the same bytes", async () => {
  const bytes = async () => {
    await using server = await startTestServer();
    const all: string[] = [];
    for (let nth = 1; nth <= 12; nth++) {
      await using exchange = await Exchange.start(server, get(`cut=9 drop-reply rate=0.5 seed=3 nth=${nth}`));
      await eventually(() => exchange.isOver || exchange.body.length === Number(exchange.header("content-length") ?? NaN));
      all.push(exchange.text.replace(/^date: .*\r\n/im, ""));
    }
    return all;
  };
  const first = await bytes();
  deepStrictEqual(await bytes(), first);
  const bodies = new Set(first.map((text) => text.split("\r\n\r\n")[1] ?? null));
  deepStrictEqual(bodies, new Set([null, '{"count":', '{"count":0,"offset":0,"values":[]}']));
});

Deno.test("the log tells what struck", () =>
  withFolder(async (folder) => {
    const clock = new FakeClock();
    const path = join(folder, "server.log");
    {
      const send = (bytes: Uint8Array) => Promise.resolve(bytes.length);
      await using log = openLog({ path, send, level: "info", messages: false, clock });
      await using server = await startTestServer({ clock, log });
      await ask(server, "status=503 seed=5");
    }
    match(Deno.readTextFileSync(path), / http 127\.0\.0\.1:\d+ fault status=503; seed=5; nth=1\n/);
  }));

Deno.test("the metrics count what struck", async () => {
  await using server = await startTestServer();
  for (const fault of ["status=503", "status=500 retry-after=1", "status=503 rate=0"]) await ask(server, fault);
  const metrics = await (await fetch(`http://${formatAddress(server.http)}/metrics`)).text();
  match(metrics, /^app_faults_total\{kind="status"\} 2\n(?:.*\n)*app_faults_total\{kind="retry-after"\} 1$/m);
});

Deno.test("a wrong header is refused with what is right, and nothing is done", async () => {
  await using server = await startTestServer();
  const wrong = {
    "": /^in the header Fault, Fault names no fault: there are delay, jitter, status/,
    "rate=0.5": /names no fault/,
    "dely=5": /"dely" is not a fault: did you mean delay\?/,
    "delay=x": /delay=MS takes an integer from 1 to 60000/,
    "status=200": /status=CODE takes an integer from 400 to 599/,
    "cut=5±3": /cut=BYTES takes an integer/,
    "delay=5 nth=0": /nth=N takes an integer from 1/,
  };
  for (const [fault, detail] of Object.entries(wrong)) {
    const { response, body } = await ask(server, fault, { method: "POST", headers: { fault } });
    deepStrictEqual([response.status, body.code], [400, "bad-arguments"], fault);
    match(body.detail, detail);
  }
  deepStrictEqual(await neighbour(server), []);
});

Deno.test("the API and its document can go wrong; health, metrics and pages cannot", async () => {
  await using server = await startTestServer();
  const status = async (path: string) => {
    const response = await fetch(`http://${formatAddress(server.http)}${path}`, { headers: { fault: "status=418" } });
    await response.body?.cancel();
    return response.status;
  };
  const paths = ["/api/server", "/api/nothing", "/openapi.json", "/healthz", "/readyz", "/metrics"];
  deepStrictEqual(await Promise.all(paths.map(status)), [418, 418, 418, 200, 200, 200]);
});

Deno.test("pages of other origins may ask for faults, and read what struck", async () => {
  await using server = await startTestServer({ config: { allowOrigin: ["http://page.test"] } });
  const url = `http://${formatAddress(server.http)}/api/array`;
  const preflight = await fetch(url, {
    method: "OPTIONS",
    headers: { origin: "http://page.test", "access-control-request-method": "POST", "access-control-request-headers": "fault" },
  });
  ok(preflight.headers.get("access-control-allow-headers")?.split(",").includes("fault"));
  for (const fault of ["status=500", "replace-reply=500", "cut=1000"]) {
    const response = await fetch(url, { headers: { origin: "http://page.test", fault } });
    await response.body?.cancel();
    strictEqual(response.headers.get("access-control-allow-origin"), "http://page.test");
    ok(response.headers.get("access-control-expose-headers")?.includes("fault-struck"));
  }
});

Deno.test("the page on faults lists every kind, with what it is without a number", () => {
  const rows = tableRows(section(readDocument("docs/faults.md"), "Over HTTP"));
  const listed = rows.map(([kind]) => `${codeSpans(kind)[0]} ${kind.match(/\((\d+)\)/)?.[1] ?? 1}`);
  const kinds = Object.entries(HTTP_FAULTS).map(([name, { placeholder, fallback }]) =>
    `${name}${placeholder === "1" ? "" : `=${placeholder}`} ${fallback}`
  );
  deepStrictEqual(listed, kinds);
});
