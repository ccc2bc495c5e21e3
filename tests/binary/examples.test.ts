/** The clients of examples/ against the executable, and against servers that do what a good client has to bear. */
import { deepStrictEqual, doesNotMatch, match, notStrictEqual, strictEqual } from "node:assert/strict";
import { ExampleClient, type RunningClient } from "../support/example_client.ts";
import { RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";
import { ScriptedServer } from "../support/scripted_server.ts";

/** What the clients wait at most for a reply, and then some, in milliseconds. */
const SILENCE_MS = 5000;
/** After so many values, a counter asks for another increment. */
const STEPS_PER_INCREMENT = 8;

const RESULT = "* result marks=1 correct=1 wrong=0 skipped=0 seconds=1.000 rank=1 games=1 message=Bravo!";

const built = new Map<string, Promise<ExampleClient>>();

/** A client; it is built once. */
function clientOf(name: string): Promise<ExampleClient> {
  const client = built.get(name) ?? ExampleClient.build(name);
  built.set(name, client);
  return client;
}

Deno.test.afterAll(async () => {
  for (const client of built.values()) await (await client)[Symbol.asyncDispose]();
});

/** Asks a server. */
async function ask(server: RunningServer, request: string): Promise<string> {
  using client = await RawClient.connect({ transport: "tcp", ...server.tcp });
  return await client.ask(request);
}

/** The right answer to the question that is asked now. */
async function solution(client: RunningClient, number: number): Promise<number> {
  const [, left, operator, right] = await client.until(new RegExp(`^${number}/10 (\\d) ([-+*/]) (\\d) = $`, "m"));
  const [a, b] = [Number(left), Number(right)];
  return operator === "+" ? a + b : operator === "-" ? a - b : operator === "*" ? a * b : a / b;
}

for (const { name, canRun } of ExampleClient.all) {
  const test = (behaviour: string, run: (client: ExampleClient) => Promise<void>) =>
    Deno.test(`examples/${name} ${behaviour}`, { ignore: !canRun }, async () => await run(await clientOf(name)));

  test("sorts, and plays a quiz with a wrong answer, a mistyped one, a skipped question and right answers", (client) =>
    withFolder(async (folder) => {
      await using server = await RunningServer.start(folder, ["--memory"]);
      const { port } = server.tcp;
      const numbers = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1000 - 500);
      deepStrictEqual(await client.run(["sort", "5", "3", "9"], { port }), { code: 0, out: "3 5 9\n", err: "" });
      const { out } = await client.run(["sort", ...numbers.map(String)], { port });
      strictEqual(out, `${numbers.toSorted((a, b) => a - b).join(" ")}\n`);

      await using player = client.start(["quiz", "Zoë 😀"], { port });
      await player.type(`${await solution(player, 1) + 1}\n`);
      await player.until(/^1\/10 .* = wrong answer=-?\d+ marks=-0\.25$/m);
      await player.type("abc\n");
      await player.until(/^2\/10 .* = not-an-integer "abc" .*$/m);
      await player.type("\n");
      await player.until(/^2\/10 .* = skipped answer=-?\d+ marks=-0\.25$/m);
      for (let number = 3; number <= 10; number++) await player.type(`${await solution(player, number)}\n`);
      const { code, out: game, err } = await player.end();
      deepStrictEqual({ code, err }, { code: 0, err: "" });
      strictEqual(game.match(/= correct marks=/g)?.length, 8);
      match(game, /^result marks=7\.75 correct=8 wrong=1 skipped=1 .* message=You did great!\n$/m);
      match(JSON.stringify(await server.api("/api/quiz/leaderboard")), /"name":"Zoë 😀"/);
    }));

  for (const [how, pieceBytes] of [["in pieces of one byte", 1], ["all at once", Infinity]] as const) {
    test(`reads lines that come ${how}, and between them notes, events and empty lines`, async (client) => {
      const scripts: Record<string, string[]> = {
        PING: ["# à propos", "OK"],
        SORT: ["# a note: OK 1 2", "* news OK 4", "", "#", "# ERR a note", "OK 3 5 9\r"],
        COUNTER: ["* news 1", "OK id=7 value=-3 increment=4 token=abc", "# note"],
        VALUE: ["* news 2", "# Zoë 😀", "OK 1"],
        QUIZ: ["# note", "OK token=abc questions=2 waiting=1 name=Zoë", "* waiting 1", "# 😀 rules", "* question 1/2 7 + 5"],
        ANSWER: ["* news 😀", "OK correct marks=1", RESULT],
      };
      const said: string[] = [];
      await using server = new ScriptedServer((line) => {
        said.push(line);
        // The time for the first question is over before its answer comes.
        const isLate = line === "PING" && said.filter((other) => other === "PING").length === 1;
        const late = isLate ? ["* timeout answer=12 marks=0", "* question 2/2 3 * 3"] : [];
        return [...late, ...scripts[line.split(" ")[0]]];
      }, { pieceBytes });
      const { port } = server;
      deepStrictEqual(await client.run(["sort", "5", "3", "9"], { port }), { code: 0, out: "3 5 9\n", err: "" });
      deepStrictEqual(await client.run(["counter", "7", "1"], { port }), { code: 0, out: "1\n", err: "" });
      deepStrictEqual(said, ["SORT 5 3 9", "COUNTER 7", "VALUE 1"]);

      said.length = 0;
      const { code, out, err } = await client.run(["quiz", "Zoë"], { port, typed: "12\n9\n" });
      deepStrictEqual({ code, err }, { code: 0, err: "" });
      deepStrictEqual(out.split("\n"), [
        "token=abc questions=2 waiting=1 name=Zoë",
        "waiting 1",
        "1/2 7 + 5 = timeout answer=12 marks=0",
        "2/2 3 * 3 = correct marks=1",
        "news 😀",
        RESULT.slice(2),
        "",
      ]);
      deepStrictEqual(said.filter((line) => line !== "PING"), ["QUIZ Zoë", "ANSWER 9"]);
    });
  }

  test("says what the server refused, and fails", async (client) => {
    await using server = new ScriptedServer(() => ["# note", "ERR too-many-values there is room for 3: send fewer"]);
    for (const args of [["sort", "1"], ["quiz", "Ada"], ["counter", "1"]]) {
      deepStrictEqual(await client.run(args, { port: server.port, typed: "1\n" }), {
        code: 1,
        out: "",
        err: "The server refused: too-many-values there is room for 3: send fewer\n",
      });
    }
  });

  test("says that the server is gone, in the middle of a line or between two, and fails", async (client) => {
    for (const halfLine of ["", "OK 3 5", "* question 1/10 7 +"]) {
      await using server = new ScriptedServer((_, connection) => {
        void server.hangUp(connection, halfLine);
        return [];
      });
      for (const args of [["sort", "5", "3", "99"], ["quiz", "Ada"], ["counter", "1"]]) {
        const { code, out, err } = await client.run(args, { port: server.port, typed: "1\n" });
        deepStrictEqual({ code, out }, { code: 1, out: "" }, halfLine);
        match(err, new RegExp(`^Cannot continue with 127\\.0\\.0\\.1:${server.port}: the server closed the connection\n$`));
      }
    }
  });

  test("says that nobody listens, that it is no server of this protocol, and how it is used, and fails", async (client) => {
    const free = new ScriptedServer(() => []);
    await free[Symbol.asyncDispose]();
    const nobody = await client.run(["sort", "1"], { port: free.port });
    strictEqual(nobody.code, 1);
    match(nobody.err, new RegExp(`^Cannot continue with 127\\.0\\.0\\.1:${free.port}: .+\n$`));

    await using other = new ScriptedServer(() => [], { greeting: "HTTP/1.1 400 Bad Request" });
    const { code, err } = await client.run(["sort", "1"], { port: other.port });
    strictEqual(code, 1);
    match(err, /: this is not the line protocol(: HTTP\/1\.1 400 Bad Request)?\n$/);

    for (const args of [[], ["sort"], ["dance", "1"], ["quiz"], ["counter", "1", "x"]]) {
      const usage = await client.run(args, { port: other.port });
      strictEqual(usage.code, 2, args.join(" "));
      match(usage.err, /^usage: \S*lient\S* sort N\.\.\. \| quiz NAME \| counter ID \[STEPS\]\n$/);
    }
  });

  test("says that a reply makes no sense, and fails", async (client) => {
    for (const facts of ["id=7 valuX=3 increment=1", "id=7 value=3x increment=1", "id=7 value=3 increment= x", "nothing"]) {
      await using server = new ScriptedServer(() => [`OK ${facts} token=abc`]);
      const { code, out, err } = await client.run(["counter", "7", "1"], { port: server.port });
      deepStrictEqual({ code, out }, { code: 1, out: "" }, facts);
      match(err, /^Cannot continue with 127\.0\.0\.1:\d+: .+\n$/, facts);
    }
  });

  test("says that the answers have ended before the questions, and fails", async (client) => {
    await using server = new ScriptedServer((line) => line === "PING" ? ["OK"] : ["OK", "* question 1/10 7 + 5"]);
    const { code, err } = await client.run(["quiz", "Ada"], { port: server.port });
    strictEqual(code, 1);
    match(err, /^.*the answers ended before the questions did\n$/i);
  });
}

/** What takes its time is done by all clients at once. */
const all = ExampleClient.all.filter(({ canRun }) => canRun).map(({ name }, id) => ({ name, id }));

Deno.test("the examples count, the server keeps what they counted, and they fail when it crashes", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    const { port } = server.tcp;
    await Promise.all(all.map(async ({ name, id }) => {
      const client = await clientOf(name);
      const { code, out, err } = await client.run(["counter", `${id}`, `${STEPS_PER_INCREMENT + 1}`], { port });
      deepStrictEqual({ code, err }, { code: 0, err: "" }, name);
      const values = out.trim().split("\n").map(Number);
      deepStrictEqual(values.slice(0, -1), Array.from({ length: STEPS_PER_INCREMENT }, (_, i) => i + 1), name);
      const [before = 0, last = 0] = values.slice(-2);
      match(await ask(server, `COUNTER ${id}`), new RegExp(`^OK id=${id} value=${last} increment=${last - before} `), name);
    }));

    const running = await Promise.all(all.map(async ({ name, id }) => {
      return (await clientOf(name)).start(["counter", `${id + 100}`], { port });
    }));
    await Promise.all(running.map((client) => client.until(/^1\n/)));
    await server.crash();
    for (const [i, client] of running.entries()) {
      const { code, err } = await client.end();
      strictEqual(code, 1, all[i].name);
      match(err, /^Cannot continue with 127\.0\.0\.1:\d+: .+\n$/, all[i].name);
      await client[Symbol.asyncDispose]();
    }
  }));

Deno.test("the examples give up a server that is silent, and Ctrl-C ends them", async () => {
  await using server = new ScriptedServer((line) => line.startsWith("SORT") ? [] : ["OK id=1 value=0 increment=1 token=abc"]);
  const { port } = server;
  await Promise.all(all.map(async ({ name }) => {
    const client = await clientOf(name);
    const start = performance.now();
    const { code, out, err } = await client.run(["sort", "1"], { port });
    deepStrictEqual({ code, out }, { code: 1, out: "" }, name);
    match(err, /^Cannot continue with 127\.0\.0\.1:\d+: .+\n$/, name);
    strictEqual(performance.now() - start >= SILENCE_MS - 100, true, name);

    if (name === "client.sh") return; // Ctrl-C goes to bash and to its `sleep`; a signal to bash alone waits until that has ended
    await using counting = client.start(["counter", "1"], { port });
    await counting.until(/\n/);
    counting.interrupt();
    const ending = await counting.end();
    notStrictEqual(ending.code, 0, name);
    doesNotMatch(ending.err, /Traceback|Exception|Error/i, name);
  }));
});

Deno.test("the examples wait for a seat in the quiz, and play when it is free", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory", "--quiz-seats", "1"]);
    await Promise.all(all.map(async ({ name }) => {
      await using player = (await clientOf(name)).start(["quiz", name], { port: server.tcp.port });
      await player.until(/^token=\S+ questions=10 (waiting=\d+ )?name=.*\n/);
      for (let number = 1; number <= 10; number++) await player.type(`${await solution(player, number)}\n`);
      const { code, out } = await player.end();
      strictEqual(code, 0, name);
      match(out, /^result marks=10 correct=10 /m, name);
    }));
    strictEqual((await server.api<{ count: number }>("/api/quiz/leaderboard")).count, all.length);
  }));

for (const fault of ["chop=1", "merge=5", "crlf", "delay=100±50", "chop=3 crlf rate=0.5"]) {
  Deno.test(`the examples sort and count through a server with the fault ${fault} as without`, () =>
    withFolder(async (folder) => {
      await using server = await RunningServer.start(folder, ["--memory", "--fault", fault]);
      const { port } = server.tcp;
      await Promise.all(all.map(async ({ name, id }) => {
        const client = await clientOf(name);
        deepStrictEqual(await client.run(["sort", "5", "3", "9"], { port }), { code: 0, out: "3 5 9\n", err: "" }, name);
        deepStrictEqual(await client.run(["counter", `${id}`, "1"], { port }), { code: 0, out: "1\n", err: "" }, name);
      }));
    }));
}

for (const fault of ["cut-mid=2", "cut=1", "reset=1", "half-close=1"]) {
  Deno.test(`the examples lose the connection to a server with the fault ${fault}, and say so`, () =>
    withFolder(async (folder) => {
      await using server = await RunningServer.start(folder, ["--memory", "--fault", fault]);
      const { port } = server.tcp;
      await Promise.all(all.map(async ({ name, id }) => {
        const { code, out, err } = await (await clientOf(name)).run(["counter", `${id}`, "3"], { port });
        deepStrictEqual({ code, out }, { code: 1, out: "" }, name);
        match(err, /^Cannot continue with 127\.0\.0\.1:\d+: .+\n$/, name);
      }));
    }));
}
