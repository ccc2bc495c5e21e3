/** What `--seed` makes repeatable, and what it must not. */
import { deepStrictEqual, match, notDeepStrictEqual, notStrictEqual, ok, strictEqual } from "node:assert/strict";
import { run } from "../../commands/mod.ts";
import { formatAddress } from "../../protocol/address.ts";
import { seededRandom, seededStream } from "../../server/seeded_random.ts";
import { newToken } from "../../server/token.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer, type TestServer } from "../support/test_server.ts";
import { TestShell } from "../support/test_shell.ts";

/** What chance decides, over lines and REST. */
async function chances(server: TestServer): Promise<Record<string, string>> {
  using client = await RawClient.connect(server.tcp);
  using player = await RawClient.connect(server.tcp);
  using counter = await RawClient.connect(server.tcp);
  const random = await client.ask("RANDOM 5");
  const added = await (await fetch(`http://${formatAddress(server.http)}/api/array`, { method: "POST" })).text();
  const [, pin = ""] = (await client.ask("ROOM network")).match(/room=(\d+)/) ?? [];
  const [, id = ""] = (await counter.ask("COUNTER")).match(/id=(\d+)/) ?? [];
  const increments = [await counter.ask("ODD"), await counter.ask("EVEN"), await counter.ask("ODD")].join();
  await player.ask("QUIZ Ada");
  const questions: string[] = [];
  await player.send("SKIP\n".repeat(10));
  for (let line = ""; !line.startsWith("* result"); line = await player.line()) {
    if (line.startsWith("* question")) questions.push(line.replace(/ seconds=\S+/, ""));
  }
  return { random, added, pin, id, increments, questions: questions.join("\n") };
}

async function chancesWith(seed: number): Promise<Record<string, string>> {
  await using server = await startTestServer({ config: { seed }, random: Math.random });
  return await chances(server);
}

Deno.test("the same requests in the same order get the same answers from two servers with the same seed", async () => {
  const first = await chancesWith(7);
  match(first.random, /^OK( \d+){5}$/);
  match(first.questions, /^(\* question .*\n){9}\* question .*$/);
  deepStrictEqual(await chancesWith(7), first);
  for (const other of [0, 8]) {
    const { id, ...others } = await chancesWith(other);
    strictEqual(id, first.id);
    for (const [name, value] of Object.entries(others)) notStrictEqual(value, first[name], name);
  }
});

Deno.test("without a seed, two servers differ", async () => {
  await using one = await startTestServer({ random: Math.random });
  await using other = await startTestServer({ random: Math.random });
  notDeepStrictEqual(await chances(one), await chances(other));
});

Deno.test("somebody's quiz or counter does not change what RANDOM gives", async () => {
  const quiet = await chancesWith(7);
  await using server = await startTestServer({ config: { seed: 7 } });
  {
    using other = await RawClient.connect(server.tcp);
    await other.ask("QUIZ Ben");
  }
  {
    using other = await RawClient.connect(server.tcp);
    await other.ask("COUNTER");
    await other.ask("ODD");
  }
  const { random, added, increments, questions } = await chances(server);
  deepStrictEqual({ random, added }, { random: quiet.random, added: quiet.added });
  notStrictEqual(increments, quiet.increments);
  notStrictEqual(questions, quiet.questions);
});

Deno.test("tokens stay secret: the same seed gives other tokens", async () => {
  const seen = new Set<string>();
  for (let i = 0; i < 2; i++) {
    await using server = await startTestServer({ config: { seed: 7 }, newToken });
    for (const request of ["QUIZ Ada", "COUNTER", "ROOM network"]) {
      using client = await RawClient.connect(server.tcp);
      const [, token = ""] = (await client.ask(request)).match(/ token=(\S+)/) ?? [];
      match(token, /^[\w-]{16}$/, request);
      seen.add(token);
    }
  }
  strictEqual(seen.size, 6);
});

Deno.test("the host token that a server makes for itself does not follow from the seed", async () => {
  const links = new Set<string>();
  for (let i = 0; i < 2; i++) {
    const shell = new TestShell();
    const args = ["serve", "--memory", "--tcp-port", "0", "--http-port", "0", "--public-url", "https://example.org", "--json"];
    const ended = run([...args, "--seed", "7"], shell);
    await shell.stdout.has("\n");
    shell.interrupt();
    strictEqual(await ended, 0);
    const { hostUrl, seed: told } = JSON.parse(shell.stdout.text.split("\n")[0]);
    strictEqual(told, 7);
    links.add(hostUrl);
  }
  strictEqual(links.size, 2);
});

Deno.test("a server with a seed says that its PINs can be predicted", async () => {
  const shell = new TestShell();
  const ended = run(["serve", "--memory", "--tcp-port", "0", "--http-port", "0", "--seed", "7"], shell);
  await shell.stdout.has("Ctrl-C");
  shell.interrupt();
  strictEqual(await ended, 0);
  match(shell.stdout.text, /^Repeatable \(--seed 7\): PINs and questions can be predicted\.$/m);
});

Deno.test("a client with a seed sends the same integers again, and bots give as many right answers", async () => {
  const client = async (server: TestServer, args: string[]) => {
    const shell = new TestShell();
    strictEqual(await run(["client", "--port", String(server.tcp.port), ...args], shell), 0, shell.stderr.text);
    return shell.stdout.text;
  };
  const sent = async (seed: number) => {
    await using server = await startTestServer();
    return await client(server, ["--mode", "sort", "--repeat", "2", "--seed", String(seed)]).then((out) =>
      out.match(/^sent .*$/gm)
    );
  };
  deepStrictEqual(await sent(3), await sent(3));
  notDeepStrictEqual(await sent(3), await sent(4));
  const marks = async (seed: number) => {
    // The questions are others each time, and the bots come in any order.
    await using server = await startTestServer({ random: Math.random });
    await client(server, ["--mode", "quiz", "--bots", "5", "--accuracy", "0.5", "--seed", String(seed)]);
    const csv = await (await fetch(`http://${formatAddress(server.http)}/api/quiz/results.csv`)).text();
    return csv.trim().split(/\r?\n/).slice(1).map((row) => row.split(",").slice(1, 5).join()).sort();
  };
  const first = await marks(3);
  strictEqual(first.length, 5);
  ok(new Set(first.map((row) => row.slice("Bot 1".length))).size > 1, "the bots are not all the same");
  deepStrictEqual(await marks(3), first);
  notDeepStrictEqual(await marks(4), first);
});

Deno.test("each stream of a seed is one of its own, and the same each time", () => {
  const draw = (random: () => number) => Array.from({ length: 5 }, random);
  const streams = [
    seededRandom(1),
    ...["array", "quiz", "counter"].map((name) => seededStream(1, name)),
    seededStream(2, "quiz"),
  ];
  strictEqual(new Set(streams.map((random) => draw(random).join())).size, 5);
  deepStrictEqual(draw(seededStream(1, "quiz")), draw(seededStream(1, "quiz")));
});
