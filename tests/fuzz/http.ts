/**
 * HTTP requests as nobody should send them: valid ones, whose effect and answer are known, pipelined and cut anywhere, and behind
 * them one that is mutated, in its head, its framing or its body.
 */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { ERROR_CODES } from "../../protocol/request_error.ts";
import { inTime } from "../support/eventually.ts";
import { RawClient } from "../support/raw_client.ts";
import { Dice } from "./dice.ts";
import { HttpReader, type HttpResponse } from "./http_response.ts";
import { ArrayModel } from "./line_model.ts";

const BATCH_MS = 30_000;
/** After this long without an answer, it is found out whether the server waits for more of the request, in milliseconds. */
const PATIENCE_MS = 400;
/** Each connection has values of its own, so large that no mutation of small ones becomes one of them. */
const OWN_VALUES = 1_000_000;
const OWN_FROM = 4_000_000_000_000_000;
const CODES: ReadonlySet<string> = new Set(ERROR_CODES);
const LAST = "GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
const encoder = new TextEncoder();

interface Address {
  hostname: string;
  port: number;
}

export interface HttpFuzzOptions {
  http: Address;
  tcp: Address;
  seed: number;
  /** How many requests to send. */
  count: number;
  connections?: number;
}

/** What was sent, and what came back. */
export interface HttpFigures {
  requests: number;
  mutated: number;
  responses: number;
  /** How many of each class: 1xx has place 1. */
  classes: number[];
  connections: number;
  /** How many were never answered, since the server waits for more of them. */
  unfinished: number;
}

/** A request whose answer is known. */
interface KnownRequest {
  readonly text: string;
  readonly check: (response: HttpResponse) => void;
}

/** Sends `count` requests. @throws {Error} for the first response that is not as it must be, or does not come */
export async function fuzzHttp({ http, tcp, seed, count, connections = 8 }: HttpFuzzOptions): Promise<HttpFigures> {
  const figures: HttpFigures = {
    requests: 0,
    mutated: 0,
    responses: 0,
    classes: [0, 0, 0, 0, 0, 0],
    connections: 0,
    unfinished: 0,
  };
  using lines = await RawClient.connect({ transport: "tcp", ...tcp });
  match(await lines.ask("CLEAR"), /^OK \d+$/);
  const clients = Array.from(
    { length: connections },
    (_, i) => new FuzzedClient({ http, dice: new Dice(seed * 1000 + i), i, figures }),
  );
  await Promise.all(clients.map(async (client) => {
    using _closed = client;
    while (figures.requests < count) await inTime(client.run(), { within: BATCH_MS });
  }));
  const values = clients.flatMap((client) => client.all).sort((a, b) => a - b);
  strictEqual(await lines.ask("GET"), ["OK", ...values].join(" "));
  return figures;
}

class FuzzedClient implements Disposable {
  readonly #options: { http: Address; dice: Dice; i: number; figures: HttpFigures };
  readonly #own = new ArrayModel();
  /** The values that mutated requests have put in. */
  readonly #others: number[] = [];
  #reader: HttpReader | null = null;

  constructor(options: { http: Address; dice: Dice; i: number; figures: HttpFigures }) {
    this.#options = options;
  }

  /** All that it has put into the array. */
  get all(): number[] {
    return [...this.#own.values, ...this.#others];
  }

  [Symbol.dispose](): void {
    this.#reader?.[Symbol.dispose]();
  }

  /** Sends some requests at once, and takes what they are answered. */
  async run(): Promise<void> {
    const { http, dice, figures } = this.#options;
    if (!this.#reader) figures.connections++;
    const reader = this.#reader ??= new HttpReader(await Deno.connect(http));
    const known = dice.list(dice.integer(0, 5), () => this.#known());
    const mutated = dice.happens(0.6) ? this.#mutated() : null;
    figures.requests += known.length + (mutated === null ? 0 : 1);
    const texts = known.map(({ text }) => text);
    if (mutated !== null) texts.push(mutated, LAST);
    const bytes = latin1(texts.map(binary).join(""));
    const sending = (async () => {
      for (const piece of dice.pieces(bytes)) await reader.send(piece);
    })().catch((error) => {
      // What is refused is not read to its end.
      if (mutated === null) throw error;
    });
    for (const { text, check } of known) {
      const response = await reader.next({ isHead: text.startsWith("HEAD ") });
      ok(response, `closed in place of an answer to ${JSON.stringify(text.slice(0, 300))}, before ${JSON.stringify(mutated)}`);
      this.#checkForm(response, text);
      const closes = response.headers.get("connection")?.toLowerCase() === "close";
      strictEqual(closes, false, `closes: ${JSON.stringify({ text, texts, response, headers: [...response.headers] })}`);
      check(response);
    }
    await sending;
    if (mutated !== null) {
      this.#reader = null;
      using _closed = reader;
      figures.mutated++;
      await this.#takeRest(reader, mutated);
    }
  }

  /** Takes what comes of a mutated request and of the last one, if that is not a part of it. */
  async #takeRest(reader: HttpReader, text: string): Promise<void> {
    const { figures } = this.#options;
    let isLast = false;
    for (let i = 0;; i++) {
      const next = reader.next();
      let response = await Promise.race([next, after(PATIENCE_MS)]);
      if (response === undefined) {
        // Whatever was whole by now is answered before these are.
        for (let round = 0; round < 2; round++) await this.#barrier();
        response = await Promise.race([next, after(PATIENCE_MS)]);
      }
      if (response === undefined) {
        figures.unfinished++;
        reader[Symbol.dispose]();
        strictEqual(await next.catch(() => null), null, `late: ${JSON.stringify(text)}`);
        return;
      }
      if (response === null) {
        ok(isLast || i > 0, `no answer: ${JSON.stringify(text.slice(0, 1000))}`);
        return;
      }
      ok(!isLast, `an answer behind the last one: ${JSON.stringify(text)}`);
      isLast = response.headers.get("connection")?.toLowerCase() === "close";
      this.#checkForm(response, text);
      this.#note(response);
    }
  }

  /** Has the server make a change on another connection, of a value that is not there. */
  async #barrier(): Promise<void> {
    const { hostname, port } = this.#options.http;
    const response = await fetch(`http://${hostname}:${port}/api/array/${OWN_FROM - 1}`, { method: "DELETE" });
    strictEqual(await response.text(), '{"removed":0}');
  }

  /** What holds for every response. */
  #checkForm({ status, headers, body }: HttpResponse, request: string): void {
    const { figures } = this.#options;
    const says = `${JSON.stringify(request.slice(0, 1000))} → ${status} ${body.slice(0, 300)}`;
    figures.responses++;
    figures.classes[Math.floor(status / 100)]++;
    ok(status >= 200 && status < 500, says);
    const type = headers.get("content-type");
    if (status >= 400 && body !== "") {
      // The page is said to be missing in words for people.
      if (type?.startsWith("text/plain") && body.startsWith("This server was started without its page")) return;
      strictEqual(type, "application/problem+json", says);
      const problem = JSON.parse(body);
      strictEqual(problem.status, status, says);
      ok(CODES.has(problem.code) && problem.detail.length > 10 && problem.title, says);
    } else if (body !== "") ok(type && /^(application\/json|text\/\w+)(;|$)/.test(type), says);
    if (type === "application/json" && body !== "") JSON.parse(body);
  }

  /** Keeps what a mutated request has put in. */
  #note({ status, headers, body }: HttpResponse): void {
    if (status !== 201 && status !== 200) return;
    if (headers.get("content-type") !== "application/json" || body === "") return;
    const { added, sorted } = JSON.parse(body);
    this.#others.push(...added ?? sorted ?? []);
  }

  #known(): KnownRequest {
    const { dice } = this.#options;
    const value = () => OWN_FROM + this.#options.i * OWN_VALUES + dice.integer(0, 30);
    const low = OWN_FROM + this.#options.i * OWN_VALUES;
    switch (dice.integer(0, 9)) {
      case 0:
      case 1: {
        const values = dice.list(dice.integer(1, 5), value);
        return this.#post("/api/array", { values }, 201, (response) => {
          deepStrictEqual(JSON.parse(response.body).added, values);
          this.#own.add(values);
        });
      }
      case 2: {
        const values = dice.list(dice.integer(1, 5), value);
        return this.#post("/api/array/sort", { values }, 200, (response) => {
          deepStrictEqual(JSON.parse(response.body).sorted, values.toSorted((a, b) => a - b));
          this.#own.add(values);
        });
      }
      case 3:
      case 4: {
        const gone = value();
        return known(`DELETE /api/array/${gone} HTTP/1.1`, 200, ({ body }) => {
          strictEqual(body, `{"removed":${this.#own.remove([gone])}}`);
        });
      }
      case 5:
        return known(`GET /api/array?low=${low}&high=${low + OWN_VALUES - 1} HTTP/1.1`, 200, ({ body }) => {
          deepStrictEqual(JSON.parse(body).values, this.#own.values);
        });
      case 6: {
        const [line, status] = dice.pick([
          ["GET /nope HTTP/1.1", 404],
          ["PATCH /api/array HTTP/1.1", 405],
          ["GET /api/array?x=1 HTTP/1.1", 422],
          ["DELETE /api/array/x HTTP/1.1", 422],
          ["GET /api/counters/10001 HTTP/1.1", 422],
          ["GET /ws HTTP/1.1", 426],
          ["GET /api/connections/999999999/lines HTTP/1.1", 404],
        ]);
        return known(line, status);
      }
      case 7:
        return known(`${dice.pick(["GET", "HEAD"])} ${dice.pick(READS)} HTTP/1.1`, 200);
      case 8:
        return this.#post(
          "/api/array",
          dice.pick([{}, { value: 1.5 }, { values: [] }, { value: "1" }, { a: 1 }, [1], null]),
          422,
        );
      default:
        return this.#post("/api/array", "not JSON", 400, () => {}, dice.pick(["{", "[1,", '{"value":}', "x", "\xff\xfe"]));
    }
  }

  #post(
    path: string,
    json: unknown,
    status: number,
    check: KnownRequest["check"] = () => {},
    text = JSON.stringify(json),
  ): KnownRequest {
    const { dice } = this.#options;
    const head = `host: localhost\r\ncontent-type: application/json\r\n`;
    const sized = `content-length: ${text.length}\r\n\r\n${text}`;
    const framed = dice.happens(0.5) ? sized : `transfer-encoding: chunked\r\n\r\n${chunked(text, dice)}`;
    return { text: `POST ${path} HTTP/1.1\r\n${head}${framed}`, check: expecting(status, check) };
  }

  #mutated(): string {
    const { dice } = this.#options;
    const body = dice.pick([
      '{"value":7}',
      '{"values":[5,3,9]}',
      '{"values":[1e3,-0,2.0]}',
      '{"value":7,"value":8}',
      '{"__proto__":{"value":1}}',
      "[".repeat(2000),
      "",
    ]);
    const path = dice.pick(["/api/array", "/api/array/sort", "/api/array?", "/api/server", "/", "/ws", "/api/counters"]);
    const sent = dice.happens(0.4) ? dice.mutated(body) : body;
    const post = (length: number, headers = "") =>
      `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${headers}content-length: ${length}\r\n\r\n${sent}`;
    switch (dice.integer(0, 7)) {
      case 0:
        return post(bytesIn(sent));
      case 1:
        return dice.mutated(post(bytesIn(sent)));
      case 2:
        return `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n` +
          dice.mutated(chunked(sent, dice));
      case 3:
        return post(dice.pick([0, 1, bytesIn(sent) - 1, bytesIn(sent) + 1, 1e9, -1]));
      case 4:
        return dice.mutated(
          `${dice.pick(["GET", "OPTIONS", "PUT", "TRACE", "CONNECT"])} ${dice.pick(READS)} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
        );
      case 5:
        return `GET ${dice.mutated(dice.pick(TARGETS))} HTTP/1.1\r\nhost: localhost\r\n\r\n`;
      case 6:
        return post(bytesIn(sent), `${dice.mutated(dice.pick(HEADERS))}\r\n`);
      default:
        return dice.mutated("", dice.integer(1, 60)) + "\r\n\r\n";
    }
  }
}

/** Resolves to nothing after so many milliseconds. */
function after(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), ms));
}

const READS = [
  "/healthz",
  "/readyz",
  "/api/array/stats",
  "/api/server",
  "/api/quiz/leaderboard",
  "/api/quiz/results.csv",
  "/metrics",
];
const TARGETS = [
  ...READS,
  "/api/array?offset=0&count=5",
  "/api/array?low=1&high=9",
  "/api/array/picture?bars=10",
  "/api/counters/5",
  "/api/connections?limit=3",
  "/api/quiz/leaderboard?limit=-1",
  "/%2e%2e/%2e%2e/etc/passwd",
  "//x/../..",
  "http://x/api/server",
  "/docs/../api/array?count=99999999999999999999",
];
const HEADERS = [
  "transfer-encoding: chunked",
  "content-length: 5",
  "host: y",
  "connection: upgrade\r\nupgrade: h2c",
  "connection: upgrade\r\nupgrade: websocket",
  "expect: 100-continue",
  "content-encoding: gzip",
  "origin: http://x",
  "authorization: Bearer x",
  "x-a: b\r\n c",
  `x-a: ${"b".repeat(17_000)}`,
  "if-none-match: *",
  "range: bytes=0-1",
  "content-type: text/plain",
];

function known(requestLine: string, status: number, check: KnownRequest["check"] = () => {}): KnownRequest {
  return { text: `${requestLine}\r\nhost: localhost\r\n\r\n`, check: expecting(status, check) };
}

function expecting(status: number, check: KnownRequest["check"]): KnownRequest["check"] {
  return (response) => {
    strictEqual(response.status, status, response.body.slice(0, 300));
    check(response);
  };
}

function chunked(text: string, dice: Dice): string {
  let chunks = "";
  const bytes = binary(text);
  for (let at = 0; at < bytes.length;) {
    const length = dice.integer(1, bytes.length - at);
    chunks += `${length.toString(16)}${dice.pick(["", "", ";a=b"])}\r\n${bytes.slice(at, at + length)}\r\n`;
    at += length;
  }
  return `${chunks}0\r\n\r\n`;
}

function bytesIn(text: string): number {
  return binary(text).length;
}

/** A text's bytes, as a character each. */
function binary(text: string): string {
  return /[^\0-\xff]/.test(text) ? String.fromCharCode(...encoder.encode(text)) : text;
}

function latin1(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
