import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { ServerConnection } from "../../client/connection.ts";
import { CLEARED_LINE } from "../../client/line_input.ts";
import { ConnectionError } from "../../client/line_link.ts";
import { numberColumns } from "../../client/sort_screen.ts";
import { run } from "../../commands/mod.ts";
import { BANNER } from "../../protocol/help.ts";
import { Desk } from "../support/desk.ts";
import { RawClient } from "../support/raw_client.ts";
import { eventually } from "../support/eventually.ts";
import { ScriptedServer } from "../support/scripted_server.ts";
import { TestShell } from "../support/test_shell.ts";
import { startTestServer } from "../support/test_server.ts";

/** Runs the client against a port. */
async function sort(port: number, args: string[], shell = new TestShell()) {
  const code = await run(["client", "--mode", "sort", "--port", String(port), ...args], shell);
  return { code, out: shell.stdout.text, err: shell.stderr.text };
}

/** A server of its own kind: it says the lines, whatever it is asked, and then closes. */
async function withOddServer(lines: string[], use: (port: number) => Promise<void>): Promise<void> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    using conn = await listener.accept();
    await conn.write(new TextEncoder().encode(`${BANNER}\n`));
    await conn.read(new Uint8Array(65_536));
    await conn.write(new TextEncoder().encode(lines.map((line) => `${line}\n`).join("")));
  })();
  await use(listener.addr.port);
  await serving;
}

Deno.test("10 to 20 random integers go out and come back sorted, and are in the array", async () => {
  await using server = await startTestServer();
  const { code, out, err } = await sort(server.tcp.port, []);
  deepStrictEqual({ code, err }, { code: 0, err: "" });
  const [, sent, sorted] = out.match(/^sent {4}(.*)\nsorted {2}(.*)\n$/) ?? [];
  const numbers = sent.split(" ").map(Number);
  ok(numbers.length >= 10 && numbers.length <= 20);
  strictEqual(sorted, numbers.sort((a, b) => a - b).join(" "));
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("GET"), `OK ${sorted}`);
});

Deno.test("--size and --values say what is sent, --repeat how often, --json how it is told", async () => {
  await using server = await startTestServer();
  const { out } = await sort(server.tcp.port, ["--size", "3", "--repeat", "2"]);
  match(
    out,
    /^(sent {4}\d+ \d+ \d+\nsorted {2}\d+ \d+ \d+\n){2}2 rounds, 6 integers, all sorted, in [\d.]+ s, p50 [\d.]+ ms, p99 [\d.]+ ms\n$/,
  );
  const json = await sort(server.tcp.port, ["--values=-5,3,-7", "--repeat", "2", "--json"]);
  const [first, second, summary, ...more] = json.out.trim().split("\n").map((line) => JSON.parse(line));
  deepStrictEqual({ ...first, ms: 0 }, { round: 1, sent: [-5, 3, -7], sorted: [-7, -5, 3], ms: 0 });
  strictEqual(second.round, 2);
  deepStrictEqual(Object.keys(summary), ["rounds", "values", "seconds", "p50_ms", "p99_ms"]);
  deepStrictEqual([summary.rounds, summary.values, more], [2, 6, []]);
});

Deno.test("at a terminal the numbers stand in columns that fit, with the latency and the size of the array", async () => {
  await using server = await startTestServer();
  await sort(server.tcp.port, ["--values", "5"]);
  const desk = new Desk({ interactive: true, columns: 40 });
  await desk.run(server.tcp.port, ["--mode", "sort", "--values", "123456,-7,1,100000,3,20"]);
  const lines = desk.text.replaceAll(CLEARED_LINE, "").split("\n");
  deepStrictEqual(lines.slice(3, 8), [
    "  sent    123456     -7      1 100000",
    "               3     20",
    "",
    "  sorted      -7      1      3     20",
    "          100000 123456",
  ]);
  match(lines.join("\n"), / {2}[\d.]+ ms, 7 in the array\n {2}✓ in order, nothing lost\n/);
  for (const line of lines) ok(line.length <= 40, line);
});

Deno.test("a number that is wider than the terminal has a line of its own", () => {
  deepStrictEqual(numberColumns([100, -2], 2), ["100", " -2"]);
  deepStrictEqual(numberColumns([1, 2, 3], 5), ["1 2 3"]);
  deepStrictEqual(numberColumns([1, 2, 3], 4), ["1 2", "3"]);
});

Deno.test("a long run shows how far it is on a terminal only, and stops when the person wants to", async () => {
  await using server = await startTestServer();
  const shell = new TestShell({ isTerminal: true });
  const running = sort(server.tcp.port, ["--repeat", "10000000"], shell);
  await shell.stderr.has("of 10,000,000 rounds");
  shell.interrupt();
  const { code, out } = await running;
  strictEqual(code, 130);
  match(out, /^[\d,]+ rounds, [\d,]+ integers, all sorted/);
  strictEqual((await sort(server.tcp.port, ["--repeat", "1000"])).err, "");
});

Deno.test("with the token a server with a token can be used, without it the reason is told", async () => {
  await using server = await startTestServer({ config: { token: "open sesame, please" } });
  strictEqual(
    (await sort(server.tcp.port, ["--values", "2,1", "--token", "open sesame, please"])).out,
    "sent    2 1\nsorted  1 2\n",
  );
  const without = await sort(server.tcp.port, ["--values", "2,1"]);
  strictEqual(without.code, 1);
  match(without.err, /^app: the server needs its token for this: .*\n$/);
});

Deno.test("without a server one line says so and what to try", async () => {
  const server = await startTestServer();
  await server.stop();
  deepStrictEqual(await sort(server.tcp.port, []), {
    code: 1,
    out: "",
    err: `app: no server at 127.0.0.1:${server.tcp.port} (connection refused): ` +
      "start one with app serve, or set --host and --port\n",
  });
});

Deno.test("a port that speaks something else is told", async () => {
  await using server = await startTestServer();
  await rejects(ServerConnection.open(server.http, { timeoutMs: 100 }), (error) => {
    ok(error instanceof ConnectionError);
    match(
      error.message,
      /^127\.0\.0\.1:\d+ does not speak app\/1: use the TCP port of the server, not its HTTP port, and --tls for its TLS port$/,
    );
    return true;
  });
});

Deno.test("an answer that is not what was sent, sorted, is told, and so is a server that goes away", async () => {
  const wrong: [string[], RegExp][] = [
    [["OK 2 1"], /^app: the server answered 2 1, which is not 2 1 in ascending order\n$/],
    [["OK 1 2 2"], /^app: the server answered 1 2 2, which is not/],
    [["# a word", "* an event", "OK 1 1"], /^app: the server answered 1 1, which is not/],
    [["ERR line-too-long a line may have 9 bytes"], /^app: a line may have 9 bytes\n$/],
    [["HTTP/1.1 200 OK"], /^app: 127\.0\.0\.1:\d+ sent "HTTP\/1\.1 200 OK", which is not an app\/1 line\n$/],
    [[], /^app: the server at 127\.0\.0\.1:\d+ closed the connection\n$/],
  ];
  for (const [lines, message] of wrong) {
    await withOddServer(lines, async (port) => {
      const { code, err } = await sort(port, ["--values", "2,1"]);
      strictEqual(code, 1);
      match(err, message);
    });
  }
});

Deno.test("the first line may be text or a reply, but it must begin with the protocol's name", async () => {
  for (const greeting of ["# app/1 ready, type HELP", "OK app/1 ready, type HELP"]) {
    await using server = new ScriptedServer(() => ["OK 1 2"], { greeting });
    strictEqual((await sort(server.port, ["--values", "2,1"])).code, 0);
  }
  for (const greeting of ["# app/2 ready", "* app/1 ready", "# hello"]) {
    await using server = new ScriptedServer(() => ["OK 1 2"], { greeting });
    match(
      (await sort(server.port, ["--values", "2,1"])).err,
      /^app: 127\.0\.0\.1:\d+ does not speak app\/1: its first line is "/,
    );
  }
});

Deno.test("a server that has closed the connection is asked why before it is taken for gone", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const serving = (async () => {
    const conn = await listener.accept();
    await conn.write(new TextEncoder().encode(`${BANNER}\nERR idle nothing moved for 9 seconds\n`));
    conn.close();
  })();
  using connection = await ServerConnection.open(listener.addr);
  await serving;
  // The first is refused by the other side, so that the second can't be sent.
  await connection.send("PING");
  await eventually(() => connection.send("PING").then(() => false, () => true));
  await rejects(connection.request("PING"), /^ReplyError: nothing moved for 9 seconds$/);
});
