/** What an attacker, or a proxy that reads HTTP another way, could send: no request may hide in another, or change where one goes. */
import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import type { Server } from "../../../server/mod.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer } from "../../support/test_server.ts";

const BODY = '{"value":8}';
const HIDDEN =
  'POST /api/array HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 11\r\n\r\n{"value":7}';

/** All that comes for some bytes until the server closes. */
async function answerTo(server: Server, bytes: string): Promise<string> {
  using client = await RawClient.connectOnly(server.http);
  await client.send(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
  while (await client.more());
  return client.remaining();
}

/** Checks that a request is refused as a problem, that the connection closes, and that nothing behind it is done. */
async function isRefused(server: Server, name: string, bytes: string, detail = /./): Promise<void> {
  const answer = await answerTo(server, bytes + HIDDEN);
  match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/, `${name}: ${answer}`);
  match(answer, /\r\ncontent-type: application\/problem\+json\r\n/i, name);
  match(answer, /\r\nconnection: close\r\n/i, name);
  const body = answer.slice(answer.indexOf("\r\n\r\n") + 4);
  match(JSON.parse(body).detail, detail, name);
}

async function withoutEffect(requests: Record<string, string>, detail?: RegExp): Promise<void> {
  await using server = await startTestServer();
  for (const [name, bytes] of Object.entries(requests)) await isRefused(server, name, bytes, detail);
  using lines = await RawClient.connect(server.tcp);
  strictEqual(await lines.ask("COUNT"), "OK 0");
}

const get = (host: string) => `GET /healthz HTTP/1.1\r\n${host}\r\n`;
const post = (headers: string, body: string) =>
  `POST /api/array HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${headers}\r\n\r\n${body}`;
const CHUNKED = `b\r\n${BODY}\r\n0\r\n\r\n`;

Deno.test("a request needs one Host, which is a host and a port and nothing more", () =>
  withoutEffect({
    "none": get("accept: */*\r\n"),
    "no header at all": "GET /healthz HTTP/1.1\r\n\r\n",
    "two": get("host: localhost\r\nhost: y\r\n"),
    "twice the same": get("host: localhost\r\nHost: localhost\r\n"),
    "empty": get("host:\r\n"),
    "a path": "GET / HTTP/1.1\r\nhost: x/api/server?\r\n\r\n",
    "a query": get("host: x?\r\n"),
    "a fragment": get("host: x#\r\n"),
    "a user": get("host: a@x\r\n"),
    "a backslash": get("host: x\\y\r\n"),
    "a space": get("host: x y\r\n"),
    "a list": get("host: x,y\r\n"),
    "an escape": get("host: x%2fy\r\n"),
    "not ASCII": get("host: \xe4\r\n"),
    "a port that is none": get("host: x:99999\r\n"),
    "a port that is no number": get("host: x:y\r\n"),
    "an address that is none": get("host: 999.999.999.999\r\n"),
    "half an IPv6 address": get("host: [::1\r\n"),
  }, /Host header/));

Deno.test("every usual Host is fine, and HTTP/1.0 needs none", async () => {
  await using server = await startTestServer();
  for (
    const host of ["localhost", "localhost:8000", "127.0.0.1:80", "[::1]", "[fe80::1]:8000", "my_app", "a.b-c.example.:1", "X"]
  ) {
    match(await answerTo(server, get(`host: ${host}\r\nconnection: close\r\n`)), /^HTTP\/1\.1 200 /, host);
  }
  match(await answerTo(server, "GET /healthz HTTP/1.0\r\naccept: */*\r\n\r\n"), /^HTTP\/1\.1 200 /);
});

Deno.test("a WebSocket is opened by a request that is as strict", async () => {
  const open = (headers: string, requestLine = "GET /ws HTTP/1.1") =>
    `${requestLine}\r\nupgrade: websocket\r\nconnection: Upgrade\r\n${headers}\r\n` +
    "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n";
  await withoutEffect({
    "no host": open("accept: */*"),
    "two hosts": open("host: localhost\r\nhost: localhost"),
    "a host with a path": open("host: x/api/server?"),
  }, /Host header/);
  await withoutEffect({
    "a body": open("host: localhost\r\ncontent-length: 5"),
    "chunks": open("host: localhost\r\ntransfer-encoding: chunked"),
  }, /body/);
  await using server = await startTestServer();
  // It can't change protocols (RFC 9110, 7.8).
  match(await answerTo(server, open("host: localhost", "GET /ws HTTP/1.0")), /^HTTP\/1\.1 426 /);
});

Deno.test("a WebSocket of another version is told which one is spoken, and one without a key what is missing", async () => {
  await using server = await startTestServer();
  const open = (headers: string, method = "GET") =>
    answerTo(
      server,
      `${method} /ws HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: Upgrade\r\n${headers}\r\n`,
    );
  const key = "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  const version = "sec-websocket-version: 13\r\n";
  for (const other of ["", "sec-websocket-version: 12\r\n", "sec-websocket-version: 8\r\n", "sec-websocket-version: x\r\n"]) {
    const answer = await open(key + other);
    match(answer, /^HTTP\/1\.1 426 /);
    match(answer, /\r\nsec-websocket-version: 13\r\n/i);
    match(answer, /\r\nupgrade: websocket\r\n/i);
    match(answer, /"detail":"[^"]*version 13/);
  }
  for (const bad of ["", "sec-websocket-key: short\r\n", "sec-websocket-key: not base64 not base64 no\r\n"]) {
    const answer = await open(bad + version);
    match(answer, /^HTTP\/1\.1 400 /);
    match(answer, /application\/problem\+json/);
    match(answer, /sec-websocket-key/);
  }
  const offered = await open(`${key}${version}sec-websocket-protocol: ,,\r\n`);
  match(offered, /^HTTP\/1\.1 400 /);
  match(offered, /application\/problem\+json/);
  match(await open(key + version, "HEAD"), /^HTTP\/1\.1 426 /);
  match(await open(key + version, "POST"), /^HTTP\/1\.1 405 /);
});

Deno.test("how long a body is can be said in one way only", () =>
  withoutEffect({
    "a length and chunks": post("content-length: 5\r\ntransfer-encoding: chunked", CHUNKED),
    "chunks and a length": post("transfer-encoding: chunked\r\ncontent-length: 5", CHUNKED),
    "two lengths": post("content-length: 11\r\ncontent-length: 12", BODY),
    "twice the same length": post("content-length: 11\r\ncontent-length: 11", BODY),
    "a list of lengths": post("content-length: 11, 11", BODY),
    "a plus": post("content-length: +11", BODY),
    "a minus": post("content-length: -11", BODY),
    "hexadecimal": post("content-length: 0xb", BODY),
    "two words": post("content-length: 1 1", BODY),
    "no number": post("content-length:", ""),
    "a huge number": post("content-length: 99999999999999999999999", BODY),
    "a fraction": post("content-length: 11.0", BODY),
    "another coding": post("transfer-encoding: gzip", CHUNKED),
    "another coding below the chunks": post("transfer-encoding: gzip, chunked", CHUNKED),
    "another coding above the chunks": post("transfer-encoding: chunked, identity", CHUNKED),
    "chunks of chunks": post("transfer-encoding: chunked, chunked", CHUNKED),
    "chunks twice": post("transfer-encoding: chunked\r\ntransfer-encoding: chunked", CHUNKED),
    "nearly chunks": post("transfer-encoding: xchunked", CHUNKED),
    "no coding": post("transfer-encoding:", CHUNKED),
    "a vertical tab": post("transfer-encoding: \x0bchunked", CHUNKED),
    "chunks in HTTP/1.0": post("transfer-encoding: chunked", CHUNKED).replace("HTTP/1.1", "HTTP/1.0"),
    "chunks that a GET does not end": "GET /healthz HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: gzip\r\n\r\n",
  }));

Deno.test("a head is lines with an end, each a name, a colon and a value", () =>
  withoutEffect({
    "a line that goes on": get("host: localhost\r\na: b\r\n c\r\n"),
    "a first line that goes on": "GET /healthz HTTP/1.1\r\n host: localhost\r\n\r\n",
    "a length that goes on": post("content-length:\r\n 11", BODY),
    "a space before the colon": get("host : x\r\n"),
    "a tab before the colon": post("transfer-encoding\t: chunked", CHUNKED),
    "no colon": get("host: localhost\r\na\r\n"),
    "no name": get("host: localhost\r\n: a\r\n"),
    "a bare newline": get("host: localhost\r\na: b\nc: d\r\n"),
    "a bare newline at the end": "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\n",
    "bare newlines only": "GET /healthz HTTP/1.1\nhost: x\n\n",
    "a bare carriage return": get("host: localhost\r\na: b\rc: d\r\n"),
    "NUL": get("host: localhost\r\na: b\0c\r\n"),
    "a control character": get("host: localhost\r\na: b\x01c\r\n"),
    "a fragment": "GET /healthz#a HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "no path": "GET healthz HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "not ASCII": "GET /\xe4 HTTP/1.1\r\nhost: localhost\r\n\r\n",
    "a method that is none": "get /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n",
  }));

Deno.test("only HTTP/1.1 and HTTP/1.0 are spoken", () =>
  withoutEffect({
    "none": "GET /healthz\r\n\r\n",
    "HTTP/0.9": "GET /healthz HTTP/0.9\r\nhost: localhost\r\n\r\n",
    "HTTP/1.2": "GET /healthz HTTP/1.2\r\nhost: localhost\r\n\r\n",
    "HTTP/2.0": "GET /healthz HTTP/2.0\r\nhost: localhost\r\n\r\n",
    "the preface of HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "lower case": "GET /healthz http/1.1\r\nhost: localhost\r\n\r\n",
  }));

Deno.test("chunks are as long as they say", () =>
  withoutEffect({
    "too long for any number": post("transfer-encoding: chunked", `1000000000000000b\r\n${BODY}\r\n0\r\n\r\n`),
    "negative": post("transfer-encoding: chunked", `-b\r\n${BODY}\r\n0\r\n\r\n`),
    "a prefix": post("transfer-encoding: chunked", `0xb\r\n${BODY}\r\n0\r\n\r\n`),
    "a space": post("transfer-encoding: chunked", `b \r\n${BODY}\r\n0\r\n\r\n`),
    "bare newlines": post("transfer-encoding: chunked", `b\n${BODY}\n0\n\n`),
    "a bare newline behind the data": post("transfer-encoding: chunked", `b\r\n${BODY}\n0\r\n\r\n`),
    "an extension that ends with a bare newline": post("transfer-encoding: chunked", `b;a\n${BODY}\r\n0\r\n\r\n`),
    "more than it says": post("transfer-encoding: chunked", `a\r\n${BODY}\r\n0\r\n\r\n`),
    "a length in the trailer": post("transfer-encoding: chunked", `b\r\n${BODY}\r\n0\r\ncontent-length: 5\r\n\r\n`),
  }));

Deno.test("all headers are looked at, however many fit in", async () => {
  const many = "a:\r\n".repeat(2500);
  await withoutEffect({ "a second Host behind them": get(`host: localhost\r\n${many}host: y\r\n`) }, /Host header/);
  await using server = await startTestServer();
  match(await answerTo(server, get(`${many}host: localhost\r\nconnection: close\r\n`)), /^HTTP\/1\.1 200 /);
});

Deno.test("who speaks TLS to the HTTP port is told that it does not", async () => {
  await using server = await startTestServer();
  const answer = await answerTo(server, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03");
  match(answer, /^HTTP\/1\.1 400 /);
  match(answer, /"detail":"[^"]*TLS[^"]*http:\/\//);
});

Deno.test("CONNECT is refused as any other method is, and an expectation that nobody can meet is ignored", async () => {
  await using server = await startTestServer();
  match(await answerTo(server, "CONNECT x:80 HTTP/1.1\r\nhost: localhost\r\n\r\n"), /^HTTP\/1\.1 405 [^]*problem\+json/);
  const expecting = get("host: localhost\r\nexpect: miracles\r\nconnection: close\r\n");
  match(await answerTo(server, expecting), /^HTTP\/1\.1 200 /);
});

Deno.test("what is before a request that is refused is answered first", async () => {
  await using server = await startTestServer();
  const good = "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";
  for (
    const bad of [get("host: localhost\r\nhost: y\r\n"), "not HTTP\r\n\r\n", post("content-length: +1", BODY), "\x16\x03\x01"]
  ) {
    const statuses = (await answerTo(server, good + good + bad)).match(/HTTP\/1\.1 \d+/g);
    deepStrictEqual(statuses, ["HTTP/1.1 200", "HTTP/1.1 200", "HTTP/1.1 400"], bad);
  }
  // One that breaks off in its body is answered once.
  const broken = post("transfer-encoding: chunked", `b\r\n${BODY}XX0\r\n\r\n`);
  const statuses = (await answerTo(server, good + broken)).match(/HTTP\/1\.1 \d+/g);
  deepStrictEqual(statuses, ["HTTP/1.1 200", "HTTP/1.1 400"]);
});

Deno.test("what is answered arrives, though the connection closes and the client goes on sending", async () => {
  await using server = await startTestServer();
  for (
    const bad of ["not HTTP\r\n\r\n", get("host: localhost\r\nhost: y\r\n"), get("host: localhost\r\nconnection: close\r\n")]
  ) {
    using client = await RawClient.connectOnly(server.http);
    await client.send("GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n" + bad);
    // It takes nothing until it has sent all, which takes longer than the server takes to answer.
    for (let i = 0; i < 50; i++) {
      await client.send("x".repeat(10_000));
      await (await fetch(`http://127.0.0.1:${server.http.port}/healthz`)).text();
    }
    await client.end();
    while (await client.more());
    deepStrictEqual(client.remaining().match(/HTTP\/1\.1 \d+/g)?.length, 2);
  }
});
