import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
// @ts-types="@types/ws"
import { WebSocket } from "ws";
import { BANNER } from "../../../protocol/help.ts";
import type { ServerConfig } from "../../../server/config.ts";
import type { Dependencies } from "../../../server/mod.ts";
import { CertificateFiles } from "../../support/certificate_files.ts";
import { eventually } from "../../support/eventually.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { withFolder } from "../../support/folder.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer, type TestServer } from "../../support/test_server.ts";

/** A server with a certificate, and what it takes to ask it. */
interface Secured {
  server: TestServer & { readonly tls: Deno.NetAddr };
  /** The certificate when it was started, in PEM. */
  cert: string;
  files: CertificateFiles;
  clock: FakeClock;
  /** Connects to the port for lines over TLS, and takes the banner. */
  connect(cert?: string): Promise<RawClient>;
  /** Asks over HTTPS. */
  ask(path: string, init?: RequestInit): Promise<Response>;
}

function withTls(
  use: (secured: Secured) => Promise<void>,
  { config = {}, ...dependencies }: { config?: Partial<ServerConfig> } & Partial<Dependencies> = {},
): Promise<void> {
  return withFolder(async (folder) => {
    const files = CertificateFiles.in(folder);
    const { cert } = files;
    const clock = new FakeClock();
    await using server = await startTestServer({ config: { tls: files.files, ...config }, clock, ...dependencies });
    const { tls } = server;
    ok(tls);
    using client = Deno.createHttpClient({ caCerts: [cert] });
    await use({
      server: { ...server, tls },
      cert,
      files,
      clock,
      async connect(trusted = cert) {
        const lines = await RawClient.connectTls(tls, trusted);
        strictEqual(await lines.line(), BANNER);
        return lines;
      },
      ask: (path, init = {}) => fetch(`https://localhost:${server.http.port}${path}`, { ...init, client }),
    });
  });
}

Deno.test("lines over TLS are answered as those over TCP are, on the same array", () =>
  withTls(async ({ server, connect, ask }) => {
    using plain = await RawClient.connect(server.tcp);
    strictEqual(await plain.ask("ADD 2"), "OK 1");
    using client = await connect();
    strictEqual(await client.ask("SORT 3 1"), "OK 1 3");
    strictEqual(await client.ask("GET"), "OK 1 2 3");
    const { connections } = await (await ask("/api/connections")).json();
    deepStrictEqual(connections.map(({ transport }: { transport: string }) => transport), ["tls", "tcp"]);
    match(await (await ask("/metrics")).text(), /^app_connections\{transport="tls"\} 1$/m);
  }));

Deno.test("long lines and long replies come over TLS whole", () =>
  withTls(async ({ connect }) => {
    using client = await connect();
    const text = "x".repeat(1_000_000);
    for (let i = 0; i < 3; i++) strictEqual(await client.ask(`ECHO ${text}`), `OK ${text}`);
    await client.send("PING\n".repeat(20_000));
    for (let i = 0; i < 20_000; i++) strictEqual(await client.line(), "OK");
  }));

Deno.test("a client that closes its side of TLS gets all its replies, and then the end of the server's side", () =>
  withTls(async ({ connect }) => {
    for (const requests of [0, 1, 1000]) {
      using client = await connect();
      await client.send("PING\n".repeat(requests));
      await client.end();
      deepStrictEqual(await client.rest(), Array(requests).fill("OK"));
    }
  }));

Deno.test("QUIT ends a TLS connection, and a stop of the server tells why it ends", () =>
  withTls(async ({ server, connect }) => {
    {
      using client = await connect();
      strictEqual(await client.ask("QUIT"), "OK bye");
      deepStrictEqual(await client.rest(), []);
    }
    using other = await connect();
    const stopped = server.stop();
    match((await other.rest()).join(), /^ERR shutting-down /);
    other[Symbol.dispose]();
    await stopped;
  }));

Deno.test("with a certificate the page, REST, the live feed and WebSockets are served over HTTPS", () =>
  withTls(async ({ server, cert, ask }) => {
    const posted = await ask("/api/array", {
      method: "POST",
      body: '{"value":7}',
      headers: { "content-type": "application/json" },
    });
    deepStrictEqual([posted.status, await posted.json()], [201, { added: [7], count: 1 }]);
    const state = await (await ask("/api/server")).json();
    deepStrictEqual([state.lines, state.linesOverTls], [
      { host: "127.0.0.1", port: server.tcp.port },
      { host: "127.0.0.1", port: server.tls.port },
    ]);

    const events = (await ask("/api/events")).body?.pipeThrough(new TextDecoderStream()).getReader();
    let feed = "";
    while (!feed.includes("event: hello")) feed += (await events?.read())?.value ?? "event: hello, but the feed has ended";
    ok(!feed.includes("ended"));
    await events?.cancel();

    const url = `wss://localhost:${server.http.port}/ws`;
    const socket = new WebSocket(url, { ca: cert, origin: `https://localhost:${server.http.port}` });
    const received: string[] = [];
    socket.on("message", (data) => received.push(String(data)));
    socket.on("open", () => socket.send(`ECHO ${"y".repeat(200_000)}`));
    await eventually(() => received.join("").length > 200_000);
    strictEqual(received.join(""), `${BANNER}\nOK ${"y".repeat(200_000)}\n`);
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.send("QUIT");
    await closed;
  }));

Deno.test("a body that is too large is refused over HTTPS, and the connection is closed", () =>
  withTls(async ({ ask }) => {
    const body = JSON.stringify({ values: Array(100_000).fill(1_000_000) });
    const response = await ask("/api/array", { method: "POST", body, headers: { "content-type": "application/json" } });
    deepStrictEqual([response.status, (await response.json()).code], [413, "line-too-long"]);
  }, { config: { maxLine: 1000 } }));

Deno.test("a line without TLS at the TLS port is refused with what to do instead", () =>
  withTls(async ({ server }) => {
    using client = await RawClient.connectOnly(server.tls);
    match(
      await client.ask("PING"),
      /^ERR tls-required this port takes lines over TLS: use app client --tls, or openssl s_client /,
    );
    await client.end();
    deepStrictEqual(await client.rest(), []);
  }));

Deno.test("a request without TLS at the HTTPS port is refused, and never done; a browser is sent on", () =>
  withTls(async ({ server, ask }) => {
    const { port } = server.http;
    const plain = (path: string, init: RequestInit = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, { redirect: "manual", ...init });
    for (const init of [{}, { method: "POST", body: '{"value":7}', headers: { "content-type": "application/json" } }]) {
      const response = await plain("/api/array", init);
      deepStrictEqual(await response.json(), {
        type: "about:blank",
        title: "Bad Request",
        status: 400,
        code: "tls-required",
        detail: `this port speaks HTTPS, and the request came without TLS: use https://127.0.0.1:${port}`,
      });
    }
    const page = await plain("/docs?x=1", { headers: { accept: "text/html,*/*" } });
    deepStrictEqual([page.status, page.headers.get("location")], [307, `https://127.0.0.1:${port}/docs?x=1`]);
    await page.body?.cancel();
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`);
    const why = await new Promise<string>((resolve) => socket.on("error", ({ message }) => resolve(message)));
    match(why, /400/);
    strictEqual((await (await ask("/api/array")).json()).count, 0);
  }));

Deno.test("with --tls-only there is no port for plain lines", () =>
  withTls(async ({ server, connect, ask }) => {
    strictEqual(server.tcp.port, 0);
    using client = await connect();
    strictEqual(await client.ask("PING"), "OK");
    strictEqual((await (await ask("/api/server")).json()).lines, null);
  }, { config: { tlsOnly: true } }));

Deno.test("a handshake that does not end is dropped after 10 seconds, wherever it stops", () =>
  withTls(async ({ server, clock, connect }) => {
    // Nothing at all; a part of a client's first message; a record that never ends.
    const beginnings = ["", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "\x16\x03\x01\x40\x00" + "\x01".repeat(1000)];
    for (const address of [server.tls, server.http]) {
      const clients = [];
      for (const beginning of beginnings) {
        const client = await RawClient.connectOnly(address);
        clients.push(client);
        await client.send(Uint8Array.from(beginning, (letter) => letter.charCodeAt(0)));
      }
      // One that comes later was accepted later.
      (await connect())[Symbol.dispose]();
      if (address === server.http) await (await RawClient.connectOnly(address))[Symbol.dispose]();
      clock.advance(9000);
      (await connect())[Symbol.dispose]();
      clock.advance(1500);
      for (const client of clients) ok(await client.isClosed());
      for (const client of clients) client[Symbol.dispose]();
    }
  }));

Deno.test("what is no TLS 1.2 or later, or breaks off, harms nobody", () =>
  withTls(async ({ server, connect }) => {
    const hellos = ["\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00", "\x16\x16\x16\x16\x16\x16", "\x16\x03\x03\x00\x02\xff\xff"];
    for (const hello of hellos) {
      using client = await RawClient.connectOnly(server.tls);
      await client.send(Uint8Array.from(hello, (letter) => letter.charCodeAt(0)));
      await client.end();
      ok(await client.isClosed());
    }
    using client = await connect();
    strictEqual(await client.ask("PING"), "OK");
  }));

Deno.test("a client that reads nothing over TLS is not written to without end, and is cut off", () =>
  withTls(async ({ clock, connect, ask }) => {
    using reader = await connect();
    strictEqual(await reader.ask("RANDOM 1000"), `OK ${(await (await ask("/api/array?count=1000")).json()).values.join(" ")}`);
    {
      using client = await connect();
      // Each reply is a thousand times as long as its request.
      const sending = client.send("GET\n".repeat(100_000)).catch(() => {});
      const of = async () => (await (await ask("/api/connections")).json()).connections[0];
      let before = -1;
      await eventually(async () => {
        const { bytesOut } = await of();
        const same = bytesOut > 0 && bytesOut === before;
        before = bytesOut;
        return same;
      });
      ok(before < 50_000_000, String(before));
      clock.advance(31_000);
      await eventually(async () => (await (await ask("/api/connections")).json()).count === 1);
      client[Symbol.dispose]();
      await sending;
    }
    // What was being written ends now at the latest.
    strictEqual(await reader.ask("PING"), "OK");
  }));

Deno.test("a client that reads nothing over HTTPS is cut off as well", () =>
  withTls(async ({ server, cert, clock, ask }) => {
    using lines = await RawClient.connect(server.tcp);
    strictEqual(await lines.ask(`ADD ${"1000000 ".repeat(10_000)}`), "OK 10000");
    {
      using client = await RawClient.connectTls(server.http, cert);
      const sending = client.send("GET /api/array?count=10000 HTTP/1.1\r\nhost: localhost\r\n\r\n".repeat(90)).catch(() => {});
      const open = async () => (await (await ask("/metrics")).text()).match(/^app_connections\{transport="http"\} (\d)/m)?.[1];
      await eventually(async () => await open() === "2");
      await eventually(async () => {
        clock.advance(31_000);
        return await open() === "1";
      });
      client[Symbol.dispose]();
      await sending;
    }
    strictEqual(await lines.ask("PING"), "OK");
  }));

Deno.test("one address can't have more handshakes at once than connections, and its connections are not cut off for them", () =>
  withTls(async ({ server, connect }) => {
    using client = await connect();
    const silent = [await RawClient.connectOnly(server.tls), await RawClient.connectOnly(server.http)];
    using third = await RawClient.connectOnly(server.tls);
    ok(await third.isClosed());
    strictEqual(await client.ask("PING"), "OK");
    for (const other of silent) other[Symbol.dispose]();
    await eventually(() => connect().then((fresh) => fresh[Symbol.dispose]()).then(() => true, () => false));
  }, { config: { maxConnectionsPerAddress: 2 } }));

Deno.test("a TLS port or an HTTPS port that another server has is told as such", () =>
  withTls(async ({ server, files }) => {
    const config = { tls: files.files };
    await rejects(
      startTestServer({ config: { ...config, tlsPort: server.tls.port } }),
      /^OperatorError: --tls-port \d+: 127\.0\.0\.1:\d+ is in use by another app server: .* another port with --tls-port, 0 for/,
    );
    await rejects(
      startTestServer({ config: { ...config, httpPort: server.http.port } }),
      /^OperatorError: --http-port \d+: 127\.0\.0\.1:\d+ is in use by another app server: /,
    );
  }));

Deno.test("a renewed certificate counts for new connections, and those that are open stay", () =>
  withTls(async ({ server, cert, files, connect }) => {
    using old = await connect();
    const renewed = files.renew();
    (await connect())[Symbol.dispose]();
    server.reloadCertificate();
    await rejects(connect(cert));
    using fresh = await connect(renewed.cert);
    strictEqual(await fresh.ask("PING"), "OK");
    strictEqual(await old.ask("PING"), "OK");
  }));

Deno.test("a certificate that can't be used is not taken, and one that is replaced is noticed within a minute", () =>
  withTls(async ({ server, files, clock, connect }) => {
    const renewed = files.renew();
    files.write({ cert: "no certificate" });
    server.reloadCertificate();
    clock.advance(60_000);
    (await connect())[Symbol.dispose]();
    Deno.removeSync(files.files.key);
    server.reloadCertificate();
    clock.advance(60_000);
    (await connect())[Symbol.dispose]();
    files.write(renewed);
    clock.advance(60_000);
    (await connect(renewed.cert))[Symbol.dispose]();
  }));
