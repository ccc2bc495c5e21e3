/** Clients that stop in the middle: what they hold is bounded, and taken back. */
import { match, rejects, strictEqual } from "node:assert/strict";
import { eventually, inTime } from "../support/eventually.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer, type TestServer } from "../support/test_server.ts";

const UPGRADE = "GET /ws HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: Upgrade\r\n" +
  "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n";
/** Longer than the server waits for a client that takes nothing, in milliseconds. */
const STALL_MS = 31_000;

/** A frame of a WebSocket from a client (RFC 6455, 5.2), its mask zero. @param opcode with the bit that says whether it is the last */
function frame(opcode: number, payload: Uint8Array, length = payload.length): Uint8Array {
  const head = Uint8Array.of(opcode, 0xff, 0, 0, 0, 0, length >>> 24, length >>> 16, length >>> 8, length, 0, 0, 0, 0);
  const bytes = new Uint8Array(head.length + payload.length);
  bytes.set(head);
  bytes.set(payload, head.length);
  return bytes;
}

/** Fills the array so that GET has much to say. */
async function fill(server: TestServer): Promise<void> {
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask(`ADD ${Array.from({ length: 100_000 }, (_, i) => i).join(" ")}`), "OK 100000");
}

/** How many connections the server has, the one that asks for it among them. */
async function connectionCount({ http: { hostname, port } }: TestServer): Promise<number> {
  const text = await (await fetch(`http://${hostname}:${port}/metrics`, { headers: { connection: "close" } })).text();
  const counts = [...text.matchAll(/^app_connections\{transport="\w+"\} (\d+)$/gm)];
  return counts.reduce((sum, [, count]) => sum + Number(count), 0);
}

/** Asks for more than the operating system holds, and reads none of it: whatever the server does next, it has to wait. */
async function stall(client: RawClient, request: string | Uint8Array): Promise<void> {
  for (let i = 0; i < 100; i++) await client.send(request);
}

const ASKED = {
  "over TCP": { open: (server: TestServer) => RawClient.connect(server.tcp), request: "GET\n" },
  "over a WebSocket": {
    async open(server: TestServer) {
      const client = await RawClient.connectOnly(server.http);
      await client.send(UPGRADE);
      await client.more();
      return client;
    },
    request: frame(0x81, new TextEncoder().encode("GET")),
  },
  "over HTTP": {
    open: (server: TestServer) => RawClient.connectOnly(server.http),
    request: "GET /api/array HTTP/1.1\r\nhost: localhost\r\n\r\n",
  },
};

for (const [how, { open, request }] of Object.entries(ASKED)) {
  Deno.test(`a client that takes nothing of what it asked for ${how} is reset, and its socket is gone`, async () => {
    const clock = new FakeClock();
    await using server = await startTestServer({ clock });
    await fill(server);
    using client = await open(server);
    await stall(client, request);
    strictEqual(await connectionCount(server), 2);
    await eventually(async () => {
      clock.advance(STALL_MS);
      return await connectionCount(server) === 1;
    });
    await inTime(rejects(async () => {
      while (await client.more());
    }, Deno.errors.ConnectionReset));
  });
}

Deno.test("of many clients that take nothing, those that stalled first are reset long before a single one would be", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  await fill(server);
  using stack = new DisposableStack();
  const { open, request } = ASKED["over TCP"];
  const clients: RawClient[] = [];
  for (let i = 0; i < 103; i++) {
    clients.push(stack.use(await open(server)));
    await stall(clients[i], request);
    if (i < 3) clock.advance(500);
  }
  strictEqual(await connectionCount(server), 104);
  await eventually(async () => {
    clock.advance(500);
    return await connectionCount(server) === 101;
  });
  for (const client of clients.slice(0, 3)) {
    await inTime(rejects(async () => {
      while (await client.more());
    }, Deno.errors.ConnectionReset));
  }
  clock.advance(2000);
  strictEqual(await connectionCount(server), 101);
});

Deno.test("lines that do not end are held up to a limit for all: the oldest is given up with the reason, short ones are not touched", async () => {
  await using server = await startTestServer({ config: { maxConnectionsPerAddress: 1000 } });
  using short = await RawClient.connect(server.tcp);
  await short.send("ADD 1 2");
  const unfinished = new Uint8Array(1_000_000).fill("1".charCodeAt(0));
  const clients: RawClient[] = [];
  using stack = new DisposableStack();
  const open = async () => {
    const client = stack.use(await RawClient.connect(server.tcp));
    clients.push(client);
    await client.send("ADD ");
    await client.send(unfinished);
  };
  for (let i = 0; i < 80; i++) await open();
  match(
    await clients[0].line(),
    /^ERR overloaded the server has too much unfinished input: send it again in a moment, without pauses$/,
  );
  strictEqual(await clients[0].isClosed(), true);
  using other = await RawClient.connect(server.tcp);
  strictEqual(await other.ask(`ADD ${"7 ".repeat(400_000)}`), "OK 400000");
  strictEqual(await short.ask(""), "OK 2");
});

Deno.test("bodies that do not end are held up to a limit for all: the oldest is answered 503, whole ones are not touched", async () => {
  await using server = await startTestServer();
  const { hostname, port } = server.http;
  const head = "POST /api/array HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n";
  using stack = new DisposableStack();
  const clients: RawClient[] = [];
  for (let i = 0; i < 80; i++) {
    const client = stack.use(await RawClient.connectOnly({ hostname, port }));
    clients.push(client);
    // Every other one does not say how long it is.
    await client.send(`${head}${i % 2 ? "content-length: 1048576\r\n\r\n" : "transfer-encoding: chunked\r\n\r\nfffff\r\n"}`);
    await client.send(" ".repeat(1_000_000));
  }
  strictEqual(await clients[0].isClosed(), true);
  match(clients[0].remaining(), /^HTTP\/1\.1 503 Service Unavailable\r\n[^]*retry-after: 1\r\n[^]*"code":"overloaded"/);
  const values = Array.from({ length: 100_000 }, (_, i) => i);
  const response = await fetch(`http://${hostname}:${port}/api/array`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ values }),
  });
  strictEqual((await response.json()).added.length, values.length);
});

Deno.test("messages over a WebSocket that do not end are held up to a limit for all: the oldest is given up with the reason", async () => {
  await using server = await startTestServer();
  using stack = new DisposableStack();
  const clients: RawClient[] = [];
  for (let i = 0; i < 50; i++) {
    const client = stack.use(await ASKED["over a WebSocket"].open(server));
    clients.push(client);
    // Half of it are fragments, of which there is no last one.
    const half = new Uint8Array(900_000);
    if (i % 2) { for (const opcode of [0x01, 0x00]) await client.send(frame(opcode, half)); }
    else await client.send(frame(0x81, new Uint8Array(1_800_000), 2_000_000));
  }
  while (!/ERR overloaded the server has too much unfinished input/.test(clients[0].remaining())) {
    strictEqual(await clients[0].more(), true);
  }
  using other = await ASKED["over a WebSocket"].open(server);
  await other.send(frame(0x81, new TextEncoder().encode("COUNT")));
  await eventually(async () => await other.more() && other.remaining().includes("OK 0"));
});

Deno.test("a client that takes nothing is reset, though it goes on sending lines that need no answer", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  await fill(server);
  using client = await RawClient.connect(server.tcp);
  await client.send("GET\n".repeat(20));
  await eventually(async () => {
    clock.advance(5000);
    await client.send("\n").catch(() => {});
    return await connectionCount(server) === 1;
  });
});

Deno.test("each request of an HTTP connection has a minute to arrive, not the first alone", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  const whole = "GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n";
  const half = {
    head: "GET /healthz HTTP/1.1\r\nhost: ",
    body: "POST /api/array HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{",
  };
  for (const part of Object.values(half)) {
    using client = await RawClient.connectOnly(server.http);
    await client.send(whole);
    while (!client.remaining().endsWith("}")) await client.more();
    await client.send(part);
    await eventually(async () => {
      clock.advance(10_000);
      return await connectionCount(server) === 1;
    });
    strictEqual(await client.isClosed(), true);
  }
});

Deno.test("a client that does not close its side of an HTTP connection that is to close is not waited for long", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using client = await RawClient.connectOnly(server.http);
  await client.send("GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
  strictEqual(await client.isClosed(), true);
  strictEqual(await connectionCount(server), 2);
  clock.advance(3000);
  await eventually(async () => await connectionCount(server) === 1);
});

Deno.test("whoever goes on sending when their input was given up does no harm to that of others", async () => {
  await using server = await startTestServer();
  using stack = new DisposableStack();
  const open = async () => {
    const client = stack.use(await RawClient.connectOnly(server.http));
    await client.send("POST /api/array HTTP/1.1\r\nhost: localhost\r\ncontent-length: 1048576\r\n\r\n");
    await client.send(" ".repeat(870_000));
    return client;
  };
  const clients: RawClient[] = [];
  for (let i = 0; i < 78; i++) clients.push(await open());
  for (let round = 0; round < 20; round++) {
    for (const client of clients) await client.send(" ".repeat(500)).catch(() => {});
  }
  await clients[0].isClosed();
  match(clients[0].remaining(), /"code":"overloaded"/);
  using other = await RawClient.connectOnly(server.http);
  await other.send("GET /metrics HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
  while (await other.more());
  const left = Number(other.remaining().match(/^app_connections\{transport="http"\} (\d+)$/m)?.[1]);
  strictEqual(left >= 70, true, `only ${left} are left`);
});
