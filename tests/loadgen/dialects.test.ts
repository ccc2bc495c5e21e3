import { deepStrictEqual, match, strictEqual, throws } from "node:assert/strict";
import { type Dialect, WrongProtocol } from "../../loadgen/dialects/dialect.ts";
import { rest } from "../../loadgen/dialects/http.ts";
import { LINES } from "../../loadgen/dialects/lines.ts";
import { REDIS } from "../../loadgen/dialects/redis.ts";
import { seededRandom } from "../../server/seeded_random.ts";

const REST = rest({ host: "127.0.0.1:8000", path: "/quiz", token: "open sesame, please" });

/** The replies in a text, read in pieces of so many bytes. */
function replies(dialect: Dialect, text: string, piece: number): (string | null)[] {
  const bytes = new TextEncoder().encode(text);
  const reader = dialect.reader();
  const found: (string | null)[] = [];
  // What is behind the bytes that came is left over from an earlier read.
  const buffer = new Uint8Array(piece + 8).fill(10);
  for (let i = 0; i < bytes.length; i += piece) {
    const part = bytes.subarray(i, i + piece);
    buffer.set(part);
    reader.take(buffer, part.length, (error) => found.push(error));
  }
  return found;
}

const CASES: [name: string, dialect: Dialect, text: string, expected: (string | null)[]][] = [
  [
    "lines, without notes and events",
    LINES,
    "# app/1 ready, type HELP\nOK 1\n* lobby players=3\nOK\r\nERR bad-arguments ADD needs a number: send ADD 5\r\n# note\nOK 1 2 3\n",
    [null, null, "ERR bad-arguments ADD needs a number: send ADD 5", null],
  ],
  [
    "the replies of Redis, with nested arrays and lengths",
    REDIS,
    "+PONG\r\n:12\r\n-ERR unknown command 'X'\r\n$5\r\na\r\nbc\r\n$-1\r\n$0\r\n\r\n*3\r\n$1\r\na\r\n*2\r\n:1\r\n:2\r\n+x\r\n*0\r\n*-1\r\n:-3\r\n",
    [null, null, "ERR unknown command 'X'", null, null, null, null, null, null, null],
  ],
  [
    "responses with a length, in chunks, and without a body",
    REST,
    'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\ncontent-length: 7\r\n\r\n{"a\n":1' +
    "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab\r\ne\r\nA\r\n0123456789\r\n0\r\nx: y\r\n\r\n" +
    "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 429 Too Many Requests\r\nContent-Length: 2\r\n\r\nno" +
    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    [null, null, null, "HTTP 429 Too Many Requests", null],
  ],
];

for (const [name, dialect, text, expected] of CASES) {
  Deno.test(`${name} are found, in whatever pieces they come`, () => {
    for (const piece of [1, 2, 3, 5, 7, 16, 1000]) {
      deepStrictEqual(replies(dialect, text, piece), expected, `pieces of ${piece}`);
    }
  });
}

Deno.test("a very long error is kept only in part", () => {
  const [error] = replies(LINES, `ERR internal ${"x".repeat(100_000)}\n`, 4096);
  strictEqual(error?.length, 160);
});

Deno.test("what is no reply of the protocol is said to be none", () => {
  throws(() => replies(LINES, "HTTP/1.1 400 Bad Request\r\n", 9), WrongProtocol);
  throws(() => replies(REDIS, "OK 1\n", 9), WrongProtocol);
  throws(() => replies(REST, "OK 1\n", 9), WrongProtocol);
  throws(() => replies(REST, "HTTP/2 200\r\n", 1), WrongProtocol);
});

Deno.test("each dialect writes the requests that it has as they are meant", () => {
  const written = (dialect: Dialect) => dialect.operations.map((operation) => dialect.request(operation, seededRandom(1)));
  deepStrictEqual(written(LINES).map((text) => text.replaceAll(/\d{3,}/g, "v")), [
    "ADD v\n",
    "SORT v v v v v v v v v v\n".replaceAll("v", "v"),
    "GET 0 10\n",
    "COUNT\n",
    "RANK v\n",
    "RANGE v v 10\n",
    "REMOVE v\n",
    "RANDOM\n",
    "PING\n",
    "STATS\n",
  ]);
  for (const text of written(REDIS)) match(text, /^(Z[A-Z]+ app-bench( [-(\w]+)*|PING)\r\n$/);
  for (const text of written(REST)) {
    match(text, /^(GET|POST|DELETE) \/quiz\/(api\/array|healthz)\S* HTTP\/1\.1\r\nHost: 127\.0\.0\.1:8000\r\n/);
    match(text, /\r\nAuthorization: Bearer open sesame, please\r\n/);
    const [head, body] = text.split("\r\n\r\n");
    strictEqual(head.match(/Content-Length: (\d+)/)?.[1] ?? "0", String(body.length));
  }
});
