import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../../protocol/address.ts";
import { type LineFaults, parseOwnFaults } from "../../../server/faults/line_faults.ts";
import { LineConnection } from "../../../server/line/connection.ts";
import { TcpConnection } from "../../../server/tcp/connection.ts";
import { lineOptions } from "../../../bench/micro/line_server.ts";
import { inTime } from "../../support/eventually.ts";
import { RawClient } from "../../support/raw_client.ts";
import { RunningClock } from "../../support/running_clock.ts";
import { startTestServer } from "../../support/test_server.ts";
import { WebSocketClient } from "../../support/web_socket_client.ts";

/** Opens a WebSocket, sends lines when it is open, and takes the messages that come until it is closed. */
async function messagesOf(http: Deno.NetAddr, query: string, requests: readonly string[]) {
  const socket = new WebSocket(`ws://${formatAddress(http)}/ws${query}`);
  const messages: string[] = [];
  const { promise, resolve } = Promise.withResolvers<CloseEvent>();
  socket.onmessage = ({ data }) => void messages.push(data);
  socket.onclose = resolve;
  socket.onopen = () => socket.send(requests.join("\n"));
  const { code } = await inTime(promise);
  return { messages, code };
}

Deno.test("a WebSocket can have faults from its first line on, and a neighbour notices nothing", async () => {
  using clock = new RunningClock();
  await using server = await startTestServer({ clock });
  await using neighbour = await WebSocketClient.connect(server.http);
  const { messages, code } = await messagesOf(server.http, "?fault=crlf;cut=2;seed=7", ["PING a", "FAULT", "PING b", "PING c"]);
  const lines = messages.join("").split("\n").filter((line) => !/^# (?!app)|^#$/.test(line));
  deepStrictEqual(lines, ["# app/1 ready, type HELP\r", "OK a\r", "OK crlf=1 cut=2 seed=7", "OK b\r", ""]);
  strictEqual(code, 1000);
  strictEqual(await neighbour.ask("PING x"), "OK x");
});

Deno.test("over a WebSocket a piece is a message, and ends inside of no character", async () => {
  using clock = new RunningClock();
  await using server = await startTestServer({ clock });
  const { messages } = await messagesOf(server.http, "?fault=chop=4,cut=2", ["PING ééé", "PING €"]);
  deepStrictEqual(messages.slice(-5), ["OK é", "éé", "\n", "OK €", "\n"]);
});

Deno.test("over a WebSocket long text stays whole, whatever is done to it", async () => {
  using clock = new RunningClock();
  await using server = await startTestServer({ clock });
  const text = "xé€😀".repeat(2000);
  for (const faults of ["delay=1", "chop=5000", "crlf", "bandwidth=1000000", "chop=4999 merge=2"]) {
    const { messages, code } = await messagesOf(server.http, `?fault=${faults} cut=2`, [`ECHO ${text}`, "PING"]);
    strictEqual(code, 1000, faults);
    strictEqual(messages.join("").replaceAll("\r", "").slice(25), `OK ${text}\nOK\n`);
  }
  const { messages } = await messagesOf(server.http, "?fault=cut-mid", ["ECHO 😀😀😀😀😀😀"]);
  strictEqual(messages.at(-1), "OK 😀😀😀");
});

Deno.test("over a WebSocket a reset gives no reason, and half a reply may be all that comes", async () => {
  using clock = new RunningClock();
  await using server = await startTestServer({ clock });
  // Deno says 0 where browsers say 1006.
  ok([0, 1006].includes((await messagesOf(server.http, "?fault=reset", ["PING a"])).code));
  const { messages } = await messagesOf(server.http, "?fault=cut-mid", ["PING hello"]);
  strictEqual(messages.join(""), "# app/1 ready, type HELP\nOK h");
});

Deno.test("wrong faults for a WebSocket are refused before it is opened", async () => {
  await using server = await startTestServer();
  const answer = async (query: string) => {
    using client = await RawClient.connectOnly(server.http);
    await client.send(
      `GET /ws?fault=${query} HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n` +
        "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    while (!client.remaining().includes("}") && await client.more());
    return client.remaining();
  };
  for (
    const [query, why] of Object.entries({ "dely=5": "did you mean delay", "": "names no fault", refuse: "only a host's rule" })
  ) {
    const text = await answer(query);
    match(text, /^HTTP\/1\.1 400 Bad Request\r\n/);
    match(text, /application\/problem\+json/i);
    ok(text.includes(why) && text.includes("/ws?fault="), text);
  }
});

/** Serves lines on a port of its own, where new connections get faults as a host's rule would give them. */
async function withRule(
  faults: LineFaults | null,
  use: (address: { hostname: string; port: number }) => Promise<void>,
): Promise<void> {
  const options = lineOptions();
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  options.connections.listen((what, connection) => what === "opened" && connection.setFaults(faults));
  const accepting = (async () => {
    for await (const conn of listener) new LineConnection(new TcpConnection(conn), "tcp", options).start();
  })();
  const timer = setInterval(() => options.connections.tick(performance.now()), 50);
  const { hostname, port } = listener.addr;
  await use({ hostname, port });
  for (const connection of options.connections) connection.abort();
  await inTime(options.connections.empty);
  clearInterval(timer);
  listener.close();
  await accepting.catch(() => {});
}

Deno.test("refuse: a new connection is closed without a word", async () => {
  const refuse = { kinds: { refuse: { value: 1, spread: 0 } }, rate: 1, seed: 1 };
  await withRule(refuse, async (address) => {
    using client = await RawClient.connectOnly(address);
    deepStrictEqual(await client.rest(), []);
  });
  await withRule({ ...refuse, rate: 0 }, async (address) => {
    using client = await RawClient.connectOnly(address);
    strictEqual(await client.line(), "# app/1 ready, type HELP");
  });
});

Deno.test("faults that somebody else gives a connection strike from its next line on, and end with the next line", async () => {
  await withRule(parseOwnFaults("crlf seed=3"), async (address) => {
    using client = await RawClient.connectOnly(address);
    strictEqual(await client.line(), "# app/1 ready, type HELP\r");
    strictEqual(await client.ask("PING a"), "OK a\r");
    match(await client.ask("FAULT"), /^OK crlf=1 seed=3$/);
  });
});
