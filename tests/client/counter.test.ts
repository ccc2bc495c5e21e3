import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { ServerConnection } from "../../client/connection.ts";
import { growingPauses } from "../../client/reconnection.ts";
import { ConnectionError } from "../../client/line_link.ts";
import { formatAddress } from "../../protocol/address.ts";
import { run } from "../../commands/mod.ts";
import type { Server } from "../../server/mod.ts";
import { CuttableProxy } from "../support/cuttable_proxy.ts";
import { Desk } from "../support/desk.ts";
import { eventually } from "../support/eventually.ts";
import { ScriptedServer } from "../support/scripted_server.ts";
import { startTestServer } from "../support/test_server.ts";
import { TestShell } from "../support/test_shell.ts";

function start(desk: Desk, port: number, args: string[] = []): Promise<void> {
  return desk.run(port, ["--mode", "counter", "--json", ...args]);
}

/** Waits until no connection has the counter. */
async function free(server: Server, id: number): Promise<void> {
  await eventually(async () => !(await counter(server, id)).connected);
}

async function counter(server: Server, id: number) {
  return await (await fetch(`http://${formatAddress(server.http)}/api/counters/${id}`)).json();
}

Deno.test("in 10 seconds there are 20 steps and three questions, the value is the sum of the increments, and REST agrees", async () => {
  await using server = await startTestServer();
  const desk = new Desk();
  const running = start(desk, server.tcp.port, ["--connect", "--id", "42", "--seconds", "10"]);
  await desk.until("connected", 1);
  for (let i = 0; i < 20; i++) await desk.step();
  await running;
  const steps = desk.of("step");
  strictEqual(steps.length, 20);
  strictEqual(desk.of("asked").length, 3);
  const sum = steps.reduce((total, { increment }) => total + Number(increment), 0);
  strictEqual(steps.at(-1)?.value, sum);
  const { value, increment } = await counter(server, 42);
  deepStrictEqual({ value, increment }, { value: sum, increment: desk.of("asked").at(-1)?.increment });
  for (const { kind, increment } of desk.of("asked")) strictEqual(Number(increment) % 2, kind === "odd" ? 1 : 0);
});

Deno.test("time that was missed is caught up with, so that an hour has 7,200 steps", async () => {
  await using server = await startTestServer();
  const desk = new Desk();
  const running = start(desk, server.tcp.port, ["--connect", "--seconds", "3600"]);
  await desk.until("connected", 1);
  desk.clock.advance(3_599_999);
  await desk.until("step", 7199);
  desk.clock.advance(1);
  await running;
  strictEqual(desk.of("step").length, 7200);
});

Deno.test("c connects, s disconnects, c goes on from the server's value, q quits", async () => {
  await using server = await startTestServer();
  const desk = new Desk();
  const running = start(desk, server.tcp.port, ["--id", "7"]);
  desk.press("c\n");
  await desk.until("connected", 1);
  for (let i = 0; i < 3; i++) await desk.step();
  desk.press("s");
  await desk.until("disconnected", 1);
  await free(server, 7);
  desk.clock.advance(5000);
  strictEqual(desk.of("step").length, 3);
  desk.press("C");
  await desk.until("connected", 2);
  deepStrictEqual(desk.of("connected")[1], { event: "connected", id: 7, value: 3, increment: 1 });
  await desk.step();
  strictEqual(desk.of("step").at(-1)?.value, 4);
  desk.press("x");
  desk.press("q");
  await running;
});

Deno.test("when the connection breaks it is tried again, and counting goes on from the server's value", async () => {
  await using server = await startTestServer();
  await using proxy = new CuttableProxy(server.tcp.port);
  const desk = new Desk();
  const running = start(desk, proxy.port, ["--connect"]);
  await desk.until("connected", 1);
  for (let i = 0; i < 4; i++) await desk.step();
  proxy.cut();
  desk.clock.advance(500);
  await desk.until("lost", 1);
  await free(server, 0);
  desk.clock.advance(250);
  await desk.until("connected", 2);
  strictEqual(desk.of("connected")[1].value, (await counter(server, 0)).value);
  await desk.step();
  desk.press("q");
  await running;
});

/** Answers as a server does that gives each counter a token. */
function tokenServer(line: string): string[] {
  if (line.startsWith("COUNTER")) return ["OK id=4 value=7 increment=1 token=t0k-1en"];
  const [, value] = line.split(" ");
  return [`OK ${value ?? 2}`];
}

Deno.test("after a silent loss the counter is taken over with its token, which is never shown", async () => {
  await using server = new ScriptedServer(tokenServer);
  await using proxy = new CuttableProxy(server.port);
  const desk = new Desk();
  const running = start(desk, proxy.port, ["--connect", "--id", "4"]);
  await desk.until("connected", 1);
  deepStrictEqual(desk.of("connected")[0], { event: "connected", id: 4, value: 7, increment: 1 });
  proxy.silence();
  desk.clock.advance(500);
  await desk.passTimeUntil(() => desk.of("lost").length > 0);
  await desk.passTimeUntil(() => desk.of("connected").length > 1);
  desk.press("s");
  await desk.until("disconnected", 1);
  desk.press("c");
  await desk.until("connected", 3);
  desk.press("q");
  await running;
  deepStrictEqual(server.received.filter((line) => line.startsWith("COUNTER")), [
    "COUNTER 4",
    "COUNTER 4 t0k-1en",
    "COUNTER 4 t0k-1en",
  ]);
  ok(!desk.text.includes("t0k-1en"));
});

Deno.test("a counter that another connection has taken over does not come back", async () => {
  await using server = new ScriptedServer(tokenServer);
  const desk = new Desk();
  const running = start(desk, server.port, ["--connect"]);
  await desk.until("connected", 1);
  await server.say(1, "ERR taken-over another connection has taken counter 4 over");
  const ended = rejects(running, /^ReplyError: another connection has taken counter 4 over$/);
  desk.clock.advance(500);
  await ended;
  strictEqual(desk.of("lost").length, 0);
});

Deno.test("in a terminal s leaves the last value on the screen, and a key that does nothing names those that do, once", async () => {
  await using server = await startTestServer();
  const desk = new Desk({ interactive: true });
  const running = desk.run(server.tcp.port, ["--mode", "counter", "--id", "7"]);
  await desk.sees("c connects, s disconnects, q quits");
  desk.text = "";
  // An arrow key ends with the letter C.
  desk.press("\x1b[C");
  desk.press("xyz");
  desk.press("c");
  await desk.sees("connected as counter 7");
  strictEqual(desk.text.match(/c connects/g)?.length, 1);
  ok(desk.text.indexOf("c connects") < desk.text.indexOf("connected as"));
  desk.clock.advance(500);
  await desk.sees("value 1 ");
  desk.press("s");
  await desk.sees(/disconnected at value 1\n/);
  desk.press("q");
  await running;
});

Deno.test("without a terminal the keys are not shown, and where nothing says to connect --connect is named", async () => {
  await using server = await startTestServer();
  const args = ["client", "--mode", "counter", "--port", String(server.tcp.port)];
  for (const typed of ["", "x\n"]) {
    for (const more of [[], ["--seconds", "1"]]) {
      const shell = new TestShell({ typed });
      strictEqual(await run([...args, ...more], shell), 2);
      strictEqual(shell.stderr.text, "app: --connect is required without a terminal\n");
      strictEqual(shell.stdout.text, "");
    }
  }
  strictEqual(await run(args, new TestShell({ typed: "c\n" })), 0);
});

Deno.test("without any input --connect counts until it is interrupted, and fails if there is no server", async () => {
  const server = await startTestServer();
  const args = ["client", "--mode", "counter", "--connect", "--port", String(server.tcp.port)];
  const shell = new TestShell();
  const running = run(args, shell);
  await shell.stdout.has("value");
  shell.interrupt();
  strictEqual(await running, 130);
  await server.stop();
  const alone = new TestShell();
  strictEqual(await run(args, alone), 1);
  match(alone.stderr.text, /^app: no server at /);
  strictEqual(alone.stdout.text, "");
});

Deno.test("an answer that takes too long is told in one line", async () => {
  await using server = await startTestServer();
  using connection = await ServerConnection.open(server.tcp);
  const tooLong = Promise.reject(new DOMException("Signal timed out.", "TimeoutError"));
  await rejects(connection.limited(tooLong), (error) => {
    ok(error instanceof ConnectionError);
    match(error.message, /^the server at 127\.0\.0\.1:\d+ did not answer within 5 seconds$/);
    return true;
  });
});

Deno.test("the pauses of many clients differ, by up to half", () => {
  const first = (random: number) =>
    Array.from({ length: 6 }, ((pauses) => () => pauses.next().value)(growingPauses(() => random)));
  deepStrictEqual(first(0), [250, 500, 1000, 2000, 4000, 5000]);
  deepStrictEqual(first(0.5), [188, 375, 750, 1500, 3000, 3750]);
  deepStrictEqual(first(1), [125, 250, 500, 1000, 2000, 2500]);
});

Deno.test("the pauses between two tries grow", async () => {
  const server = await startTestServer();
  const desk = new Desk();
  const running = start(desk, server.tcp.port, ["--connect"]);
  await desk.until("connected", 1);
  const stopped = server.stop();
  desk.clock.advance(500);
  await desk.until("lost", 1);
  await stopped;
  for (let tries = 1; tries <= 7; tries++) {
    await desk.until("lost", tries);
    desk.clock.advance(5000);
  }
  deepStrictEqual(desk.of("lost").map(({ pause_ms }) => pause_ms).slice(0, 7), [250, 500, 1000, 2000, 4000, 5000, 5000]);
  desk.press("q");
  await running;
});

Deno.test("a counter that another connection has, and a server that is not there, are told", async () => {
  const server = await startTestServer();
  const first = new Desk();
  const running = start(first, server.tcp.port, ["--connect", "--id", "3"]);
  await first.until("connected", 1);
  await rejects(start(new Desk(), server.tcp.port, ["--connect", "--id", "3"]), /another connection has counter 3/);
  first.press("q");
  await running;
  await server.stop();
  await rejects(start(new Desk(), server.tcp.port, ["--connect"]), /no server at 127\.0\.0\.1:\d+/);
});

Deno.test("a server whose reply is not of the protocol is told apart", async () => {
  for (const reply of ["OK yes", "OK id=4 value=seven increment=1 token=t0ken", "OK id=4 value=7 token=t0ken"]) {
    await using server = new ScriptedServer(() => [reply]);
    await rejects(
      start(new Desk(), server.port, ["--connect"]),
      (error) => error instanceof ConnectionError && error.message.endsWith(" sent a reply that is not app/1"),
    );
  }
});

Deno.test("many counters count side by side, each with its own ID", async () => {
  await using server = await startTestServer();
  const shell = new TestShell();
  const args = [
    "client",
    "--mode",
    "counter",
    "--port",
    String(server.tcp.port),
    "--clients",
    "300",
    "--id",
    "100",
    "--seconds",
    "1",
    "--json",
  ];
  strictEqual(await run(args, shell), 0);
  const lines = shell.stdout.text.trim().split("\n").map((line) => JSON.parse(line));
  const summary = lines.pop();
  ok(summary.clients === 300 && summary.failed === 0 && summary.steps === 600, JSON.stringify(summary));
  const { counters } = await (await fetch(`http://${formatAddress(server.http)}/api/counters`)).json();
  deepStrictEqual(
    lines.map(({ id, value }) => [id, value]),
    counters.map(({ id, value }: Record<string, number>) => [id, value]),
  );
  const beyond = new TestShell();
  strictEqual(await run(["client", "--mode", "counter", "--clients", "2", "--id", "10000"], beyond), 2);
  match(beyond.stderr.text, /exceeds the highest ID, 10000/);
});
