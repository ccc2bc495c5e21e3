import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { unescaped } from "../../recording/escaping.ts";
import { seededRandom } from "../../server/seeded_random.ts";
import { eventually, inTime } from "../support/eventually.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer } from "../support/test_server.ts";
import { TestRecorder } from "./recorder.ts";

/** A listener whose connections the test has in hand. */
function listenHere(): Deno.TcpListener {
  return Deno.listen({ hostname: "127.0.0.1", port: 0 });
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test("what several clients and the server say is in the file, with who said it, as soon as it is said", () =>
  withFolder(async (folder) => {
    await using server = await startTestServer();
    await using recorder = await TestRecorder.start(folder, server.tcp.port);
    using first = await RawClient.connect(recorder.address);
    using second = await RawClient.connect(recorder.address);
    strictEqual(await first.ask("SORT 5 3 9 3"), "OK 3 3 5 9");
    strictEqual(await second.ask("COUNT\r"), "OK 4");
    await first.send("PI");
    await recorder.has("#1 < PI\\");
    strictEqual(await first.ask("NG"), "OK");
    strictEqual(await second.ask("QUIT"), "OK bye");
    strictEqual(await second.more(), false);
    second[Symbol.dispose]();
    await recorder.has("#2 closed");
    const seen = recorder.events;
    const of = (connection: number) =>
      seen.filter((event) => event.startsWith(`#${connection} `)).map((event) => event.slice(3));
    deepStrictEqual(of(1), [
      "opened 127.0.0.1",
      "> # app/1 ready, type HELP",
      "< SORT 5 3 9 3",
      "> OK 3 3 5 9",
      "< PI\\",
      "< NG",
      "> OK",
    ]);
    deepStrictEqual(of(2), [
      "opened 127.0.0.1",
      "> # app/1 ready, type HELP",
      "< COUNT\\r",
      "> OK 4",
      "< QUIT",
      "> OK bye",
      "half-closed >",
      "half-closed <",
      "closed",
    ]);
    strictEqual(await recorder.stop(), true);
    strictEqual(recorder.events.at(-1), "#1 stopped");
    // Nobody else may read what people said.
    if (Deno.build.os !== "windows") strictEqual((Deno.statSync(recorder.path).mode ?? 0) & 0o777, 0o600);
    match(
      recorder.text,
      /^app-recording 1\nserver 127\.0\.0\.1:\d+\nstarted 2026-01-02T00:00:00\.000Z\nsecrets hidden\n\n\d+ #1 opened/,
    );
    const times = recorder.text.split("\n\n")[1].split("\n").slice(0, -1).map((line) => parseInt(line));
    deepStrictEqual(times, times.toSorted((a, b) => a - b));
    match(recorder.output, /\nRecorded 2 connections in \S+talk\.txt:\n4 lines from clients, 6 from the server, \d+ bytes\n$/);
    strictEqual(recorder.warnings, "");
    strictEqual(await first.more(), false);
  }));

Deno.test("every byte is passed on unchanged and can be had again from the file, however it is cut", () =>
  withFolder(async (folder) => {
    using listener = listenHere();
    await using recorder = await TestRecorder.start(folder, listener.addr.port, ["--keep-secrets"]);
    const random = seededRandom(7);
    const upTo = (most: number) => Math.floor(random() * most);
    for (let connection = 1; connection <= 20; connection++) {
      using client = await Deno.connect(recorder.address);
      using server = await listener.accept();
      const odd = [0x0a, 0x0d, 0x5c, 0x20, 0x00, 0xff, 0xc3, 0xa9, 0x41];
      const sent = Uint8Array.from(
        { length: 1 + upTo(connection === 20 ? 300_000 : 3000) },
        () => random() < 0.7 ? odd[upTo(odd.length)] : upTo(256),
      );
      const answered = sent.slice().reverse();
      const [came, back] = await inTime(Promise.all([
        allOf(server),
        allOf(client),
        sendCut(client, sent, upTo),
        sendCut(server, answered, upTo),
      ]));
      deepStrictEqual([came, back], [sent, answered]);
      await recorder.has(`#${connection} closed`);
      const recorded = (direction: string) =>
        recorder.events
          .map((event) => event.match(new RegExp(`^#${connection} ${direction}(?: (.*))?$`)))
          .flatMap((found) => found ? [...asBytes(found[1] ?? "")] : []);
      deepStrictEqual(Uint8Array.from(recorded("<")), sent);
      deepStrictEqual(Uint8Array.from(recorded(">")), answered);
    }
  }));

/** The bytes that a line of the file stands for. */
function asBytes(text: string): Uint8Array {
  const goesOn = (text.match(/\\*$/)?.[0].length ?? 0) % 2 === 1;
  return goesOn ? unescaped(text.slice(0, -1)) : Uint8Array.from([...unescaped(text), 0x0a]);
}

/** Sends bytes in pieces, and closes the sending side. */
async function sendCut(conn: Deno.TcpConn, bytes: Uint8Array, upTo: (most: number) => number): Promise<void> {
  for (let start = 0; start < bytes.length;) {
    start += await conn.write(bytes.subarray(start, start + 1 + upTo(bytes.length)));
  }
  await conn.closeWrite();
}

async function allOf(conn: Deno.TcpConn): Promise<Uint8Array> {
  return new Uint8Array(await new Response(conn.readable).arrayBuffer());
}

Deno.test("a client that closes its sending side still gets its answers, and a server may close first", () =>
  withFolder(async (folder) => {
    using listener = listenHere();
    await using recorder = await TestRecorder.start(folder, listener.addr.port);
    {
      using client = await RawClient.connectOnly(recorder.address);
      using server = await listener.accept();
      await client.send("PING\nPI");
      await client.end();
      strictEqual(new TextDecoder().decode(await allOf2(server)), "PING\nPI");
      await server.write(bytesOf("OK\n"));
      await server.closeWrite();
      deepStrictEqual(await client.rest(), ["OK"]);
      await recorder.has("#1 closed");
      deepStrictEqual(recorder.events.filter((event) => !event.includes("opened")), [
        "#1 < PING",
        "#1 < PI\\",
        "#1 half-closed <",
        "#1 > OK",
        "#1 half-closed >",
        "#1 closed",
      ]);
    }
    using client = await RawClient.connectOnly(recorder.address);
    using server = await listener.accept();
    await server.closeWrite();
    strictEqual(await client.more(), false);
    await client.send("late\n");
    await client.end();
    strictEqual(new TextDecoder().decode(await allOf2(server)), "late\n");
    await recorder.has("#2 closed");
    deepStrictEqual(recorder.events.slice(-4), ["#2 half-closed >", "#2 < late", "#2 half-closed <", "#2 closed"]);
  }));

/** All that comes until the other side closes its sending side; the connection stays open. */
async function allOf2(conn: Deno.TcpConn): Promise<Uint8Array> {
  const pieces: number[] = [];
  const buffer = new Uint8Array(4096);
  for (let length = await conn.read(buffer); length !== null; length = await conn.read(buffer)) {
    pieces.push(...buffer.subarray(0, length));
  }
  return Uint8Array.from(pieces);
}

Deno.test("a reset is recorded, and ends the connection to the other side, whoever does it", () =>
  withFolder(async (folder) => {
    const accepted: Socket[] = [];
    const server = createServer((socket) => void accepted.push(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await using recorder = await TestRecorder.start(folder, port);
    for (const [connection, direction] of [[1, "<"], [2, ">"]] as const) {
      const client = connect(recorder.address.port, "127.0.0.1");
      await eventually(() => accepted.length === connection && client.readyState === "open");
      const [by, other] = direction === "<" ? [client, accepted[connection - 1]] : [accepted[connection - 1], client];
      const closed = new Promise((resolve) => other.on("error", () => {}).resume().once("close", resolve));
      by.on("error", () => {}).resetAndDestroy();
      await inTime(closed);
      await recorder.has(`#${connection} reset ${direction}`);
      strictEqual(recorder.events.at(-1), `#${connection} reset ${direction}`);
    }
    await new Promise((resolve) => server.close(resolve));
  }));

Deno.test("a client that has closed its sending side gets all of a long answer, however slowly it reads", () =>
  withFolder(async (folder) => {
    using listener = listenHere();
    await using recorder = await TestRecorder.start(folder, listener.addr.port);
    using client = await Deno.connect(recorder.address);
    using server = await listener.accept();
    await client.closeWrite();
    strictEqual(await server.read(new Uint8Array(1)), null);
    const length = 24 * 1024 * 1024;
    const sending = sendCut(server, new Uint8Array(length).fill(0x61), () => length);
    // Until the buffers of the operating system are full.
    await new Promise((resolve) => setTimeout(resolve, 300));
    strictEqual((await allOf(client)).length, length);
    await sending;
  }));

Deno.test("a server that reads nothing stops the client, and what it has not taken is not piled up", () =>
  withFolder(async (folder) => {
    using listener = listenHere();
    await using recorder = await TestRecorder.start(folder, listener.addr.port);
    const client = await Deno.connect(recorder.address);
    using _server = await listener.accept();
    const piece = new Uint8Array(65_536).fill(0x61);
    let sent = 0;
    let writing: Promise<void> | null = null;
    // It goes on until a write waits for longer than any that could go on.
    for (let waits = 0; waits < 50;) {
      writing ??= client.write(piece).then((length) => {
        sent += length;
        writing = null;
      });
      const before: Promise<void> = writing;
      await Promise.race([before, new Promise((resolve) => setTimeout(resolve, 10))]);
      waits = writing === before ? waits + 1 : 0;
      ok(sent < 64 * 1024 * 1024, "the client was never stopped");
    }
    ok(Deno.statSync(recorder.path).size <= sent + 100_000);
    // A line without an end is in the file in pieces, before it ends.
    match(recorder.events.at(-1) ?? "", /^#1 < a+\\$/);
    // It can be stopped all the same.
    strictEqual(await recorder.stop(), true);
    client.close();
    await inTime(writing ?? Promise.resolve()).catch(() => {});
  }));

Deno.test("tokens are hidden unless they are to be kept", () =>
  withFolder(async (folder) => {
    await using server = await startTestServer({ config: { token: "correct horse battery" } });
    for (const [args, shown] of [[[], "(hidden-1)"], [["--keep-secrets", "--overwrite"], "correct horse battery"]] as const) {
      await using recorder = await TestRecorder.start(folder, server.tcp.port, [...args]);
      using client = await RawClient.connect(recorder.address);
      await client.send("AUTH correct");
      await recorder.has(`#1 < AUTH ${args.length > 0 ? "correct" : ""}\\`);
      strictEqual(await client.ask(" horse battery"), "OK");
      match(await client.ask("COUNTER"), /^OK id=\d+ value=0 increment=1 token=token\d+$/);
      await recorder.stop();
      const text = recorder.text;
      strictEqual(text.includes("horse"), args.length > 0, text);
      strictEqual(/token\d/.test(text), args.length > 0, text);
      ok(text.includes(args.length > 0 ? "horse battery" : shown), text);
      match(text, args.length > 0 ? /\nsecrets kept\n/ : /\nsecrets hidden\n/);
    }
  }));

Deno.test("a file that is there is not replaced, and one that can't be made is said, before anything else happens", () =>
  withFolder(async (folder) => {
    Deno.writeTextFileSync(join(folder, "talk.txt"), "mine");
    await rejects(TestRecorder.start(folder, 1), /talk\.txt already exists: name a new file, or replace it with --overwrite$/);
    strictEqual(Deno.readTextFileSync(join(folder, "talk.txt")), "mine");
    await rejects(
      TestRecorder.start(join(folder, "none"), 1),
      /^OperatorError: can't write \S+talk\.txt \(No such file or directory\): name/,
    );
    {
      await using recorder = await TestRecorder.start(folder, 1, ["--overwrite"]);
      match(recorder.text, /^app-recording 1\n/);
    }
  }));

Deno.test("a port that is in use is said, and leaves no file", () =>
  withFolder(async (folder) => {
    using other = listenHere();
    const { port } = other.addr;
    await rejects(
      TestRecorder.start(folder, 1, ["--listen", String(port)]),
      new RegExp(
        `--listen ${port}: 127\\.0\\.0\\.1:${port} is in use by another program: find it with .*choose another port with --listen`,
      ),
    );
    deepStrictEqual([...Deno.readDirSync(folder)], []);
  }));

Deno.test("a client whose server is not there is disconnected, and the recording says so and goes on", () =>
  withFolder(async (folder) => {
    const gone = listenHere();
    const { port } = gone.addr;
    gone.close();
    await using recorder = await TestRecorder.start(folder, port);
    using client = await RawClient.connectOnly(recorder.address);
    strictEqual(await client.isClosed(), true);
    deepStrictEqual(recorder.events, ["#1 opened 127.0.0.1", "#1 unreachable"]);
    strictEqual(
      recorder.warnings,
      `can't connect to 127.0.0.1:${port} (nothing listens there): start the server, or look at --to\n`,
    );
    strictEqual(await recorder.stop(), true);
  }));

Deno.test("more connections than allowed are closed, and a place is free again when one closes", () =>
  withFolder(async (folder) => {
    await using server = await startTestServer();
    await using recorder = await TestRecorder.start(folder, server.tcp.port, ["--max-connections", "1"]);
    {
      using first = await RawClient.connect(recorder.address);
      using second = await RawClient.connectOnly(recorder.address);
      strictEqual(await second.isClosed(), true);
      strictEqual(await first.ask("PING"), "OK");
      match(recorder.warnings, /^more than 1 connections at once: closed one; see --max-connections\n$/);
    }
    await eventually(() => recorder.events.includes("#1 closed"));
    using third = await RawClient.connect(recorder.address);
    strictEqual(await third.ask("PING"), "OK");
  }));
