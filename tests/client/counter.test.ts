import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { createColors } from "picocolors";
import { parseClientConfig } from "../../client/config.ts";
import { ServerConnection } from "../../client/connection.ts";
import { ConnectionError } from "../../client/line_link.ts";
import { runClient } from "../../client/mod.ts";
import type { ClientDependencies } from "../../client/terminal.ts";
import { formatAddress } from "../../protocol/address.ts";
import { run } from "../../main.ts";
import type { Server } from "../../server/mod.ts";
import { CuttableProxy } from "../support/cuttable_proxy.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { startTestServer } from "../support/test_server.ts";
import { TestShell } from "../support/test_shell.ts";

/** What a counter client prints, and the time that it goes by. */
class Desk {
  readonly clock = new FakeClock();
  readonly events: Record<string, unknown>[] = [];
  readonly #keys: string[] = [];
  #reader: (() => void) | null = null;
  readonly #controller = new AbortController();
  #waiting: { isThere: () => boolean; resolve: () => void }[] = [];

  readonly dependencies: ClientDependencies = {
    terminal: {
      print: (line) => {
        this.events.push(JSON.parse(line));
        this.#waiting = this.#waiting.filter(({ isThere, resolve }) => !isThere() || resolve());
      },
      write() {},
      progress() {},
      interactive: false,
      input: {
        isTerminal: false,
        setRaw() {},
        read: async () => {
          if (this.#keys.length === 0) await new Promise<void>((resolve) => this.#reader = resolve);
          return new TextEncoder().encode(this.#keys.shift());
        },
      },
      columns: () => 80,
      colors: createColors(false),
      signal: this.#controller.signal,
      interrupt: () => this.#controller.abort(),
    },
    timing: {
      now: this.clock.now,
      every: (ms, callback) => this.clock.every(ms, callback),
      pause: (ms, signal) =>
        new Promise((resolve, reject) => {
          const cancel = this.clock.after(ms, resolve);
          signal?.addEventListener("abort", () => {
            cancel();
            reject(signal.reason);
          }, { once: true });
        }),
    },
    random: () => 0,
  };

  of(type: string): Record<string, unknown>[] {
    return this.events.filter(({ event }) => event === type);
  }

  /** Resolves when so many events of this type were printed. */
  async until(type: string, count: number): Promise<void> {
    const isThere = () => this.of(type).length >= count;
    if (!isThere()) await new Promise<void>((resolve) => this.#waiting.push({ isThere, resolve }));
  }

  press(key: string): void {
    this.#keys.push(key);
    this.#reader?.();
  }

  /** Lets half a second pass, and waits for the step that it brings. */
  async step(): Promise<void> {
    const { length } = this.of("step");
    this.clock.advance(500);
    await this.until("step", length + 1);
  }
}

function start(desk: Desk, port: number, args: string[] = []): Promise<void> {
  const config = parseClientConfig(["--mode", "counter", "--json", "--port", String(port), ...args], {});
  return runClient(config, desk.dependencies);
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

Deno.test("c connects, s shuts the connection down, c goes on from the server's value, q leaves", async () => {
  await using server = await startTestServer();
  const desk = new Desk();
  const running = start(desk, server.tcp.port, ["--id", "7"]);
  desk.press("c\n");
  await desk.until("connected", 1);
  for (let i = 0; i < 3; i++) await desk.step();
  desk.press("s");
  await desk.until("disconnected", 1);
  while ((await counter(server, 7)).connected);
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
  while ((await counter(server, 0)).connected);
  desk.clock.advance(250);
  await desk.until("connected", 2);
  strictEqual(desk.of("connected")[1].value, (await counter(server, 0)).value);
  await desk.step();
  desk.press("q");
  await running;
});

Deno.test("a server that does not answer any more is taken for gone", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const conns: Deno.TcpConn[] = [];
  const serving = (async () => {
    for await (const conn of listener) {
      conns.push(conn);
      await conn.write(new TextEncoder().encode("OK app/1 ready, type HELP\nOK id=0 value=0 increment=1\n"));
    }
  })();
  const desk = new Desk();
  const running = start(desk, listener.addr.port, ["--connect"]);
  await desk.until("connected", 1);
  desk.clock.advance(500);
  while (desk.of("lost").length === 0) {
    desk.clock.advance(1000);
    await new Promise((resolve) => setTimeout(resolve));
  }
  desk.press("q");
  await running;
  listener.close();
  await serving;
  for (const conn of conns) conn.close();
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
  match(beyond.stderr.text, /goes beyond the highest ID, 10000/);
});
