/** The REST API, over HTTP/1.1 connections that stay open. */
import { type Operation, OPERATIONS } from "../mix.ts";
import type { Random } from "../../server/random.ts";
import {
  ASKED_AT_ONCE,
  type Dialect,
  MAX_ERROR_BYTES,
  RANGE_WIDTH,
  type Replied,
  type ReplyReader,
  value,
  values,
  WrongProtocol,
} from "./dialect.ts";

type Asked = readonly [method: "GET" | "POST" | "DELETE", path: string, body?: string];

const REQUESTS: Readonly<Record<Operation, (random: Random) => Asked>> = {
  add: (random) => ["POST", "/api/array", `{"value":${value(random)}}`],
  sort: (random) => ["POST", "/api/array/sort", `{"values":[${values(random).join(",")}]}`],
  get: () => ["GET", `/api/array?offset=0&count=${ASKED_AT_ONCE}`],
  count: () => ["GET", "/api/array?count=0"],
  rank: (random) => ["GET", `/api/array?high=${value(random)}&low=0&count=0`],
  range(random) {
    const low = value(random);
    return ["GET", `/api/array?low=${low}&high=${low + RANGE_WIDTH}&count=${ASKED_AT_ONCE}`];
  },
  remove: (random) => ["DELETE", `/api/array/${value(random)}`],
  random: () => ["POST", "/api/array"],
  ping: () => ["GET", "/healthz"],
  stats: () => ["GET", "/api/array/stats"],
};

/** The REST API at an address. @param path what comes before `/api`; empty for nothing */
export function rest({ host, path, token }: { host: string; path: string; token: string | null }): Dialect {
  const written = ([method, target, body]: Asked) => {
    const headers = [
      `${method} ${path}${target} HTTP/1.1`,
      `Host: ${host}`,
      ...token === null ? [] : [`Authorization: Bearer ${token}`],
      ...body === undefined ? [] : ["Content-Type: application/json"],
      ...method === "POST" ? [`Content-Length: ${body?.length ?? 0}`] : [],
    ];
    return `${headers.join("\r\n")}\r\n\r\n${body ?? ""}`;
  };
  return {
    name: "HTTP/1.1",
    operations: OPERATIONS,
    request: (operation, random) => written(REQUESTS[operation](random)),
    hello: () => [written(["GET", "/api/array?count=0"])],
    reader: () => new ResponseReader(),
  };
}

const NEWLINE = 10;
const RETURN = 13;
/** The longest line of a head that is read. */
const MAX_LINE = 16_384;

/** What the next bytes are. */
type Expected = "status" | "headers" | "body" | "chunk size" | "chunk" | "trailers";

class ResponseReader implements ReplyReader {
  #expected: Expected = "status";
  #line = "";
  /** How many bytes of the body, or of a chunk, are still to come. */
  #left = 0;
  #isChunked = false;
  #status = "";

  take(bytes: Uint8Array, length: number, replied: Replied): void {
    for (let i = 0; i < length;) {
      if (this.#expected === "body" || this.#expected === "chunk") {
        const skipped = Math.min(this.#left, length - i);
        i += skipped;
        this.#left -= skipped;
        if (this.#left === 0) this.#bodyEnds(replied);
        continue;
      }
      const end = bytes.subarray(0, length).indexOf(NEWLINE, i);
      const stop = end < 0 ? length : bytes[end - 1] === RETURN && end > i ? end - 1 : end;
      this.#line += ascii(bytes, i, stop);
      if (this.#expected === "status" && !"HTTP/1.".startsWith(this.#line.slice(0, 7)) || this.#line.length > MAX_LINE) {
        throw new WrongProtocol(this.#line.slice(0, MAX_ERROR_BYTES));
      }
      if (end < 0) return;
      i = end + 1;
      const line = this.#line.endsWith("\r") ? this.#line.slice(0, -1) : this.#line;
      this.#line = "";
      this.#lineEnds(line, replied);
    }
  }

  #lineEnds(line: string, replied: Replied): void {
    switch (this.#expected) {
      case "status":
        this.#status = line.slice(9);
        this.#left = 0;
        this.#isChunked = false;
        this.#expected = "headers";
        break;
      case "headers":
        if (line === "") this.#headEnds(replied);
        else this.#header(line);
        break;
      case "chunk size":
        this.#left = parseInt(line, 16);
        if (Number.isNaN(this.#left)) throw new WrongProtocol(line.slice(0, MAX_ERROR_BYTES));
        this.#expected = this.#left === 0 ? "trailers" : "chunk";
        // Behind each chunk there is the end of a line.
        this.#left += 2;
        break;
      default:
        if (line === "") this.#replyEnds(replied);
    }
  }

  #header(line: string): void {
    // Only two headers say where a body ends, and they begin with these letters.
    const first = line.charCodeAt(0) | 32;
    if (first === 99 && /^content-length:/i.test(line)) this.#left = Number(line.slice(15));
    else if (first === 116 && /^transfer-encoding:.*chunked/i.test(line)) this.#isChunked = true;
  }

  #headEnds(replied: Replied): void {
    if (this.#isChunked) this.#expected = "chunk size";
    else if (this.#left > 0) this.#expected = "body";
    else this.#replyEnds(replied);
  }

  #bodyEnds(replied: Replied): void {
    if (this.#expected === "chunk") this.#expected = "chunk size";
    else this.#replyEnds(replied);
  }

  #replyEnds(replied: Replied): void {
    this.#expected = "status";
    replied(this.#status.charCodeAt(0) >= 52 ? `HTTP ${this.#status}` : null);
  }
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  let text = "";
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]);
  return text;
}
