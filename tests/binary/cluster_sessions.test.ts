/** Games, rooms and counters whose clients move between servers that share one state. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../protocol/address.ts";
import type { ServerConfig } from "../../server/config.ts";
import { EventReader } from "../support/event_reader.ts";
import { eventually, inTime } from "../support/eventually.ts";
import { withFolder } from "../support/folder.ts";
import { hasNats } from "../support/nats.ts";
import { QuizPlayer } from "../support/quiz_player.ts";
import { RawClient } from "../support/raw_client.ts";
import { TestCluster, type TestMember } from "../support/test_cluster.ts";

/** How long a server waits for the log to confirm a change, in milliseconds. */
const COMMIT_MS = 12_000;
const RESUME_SECONDS = 300;
/** How often a server shows that it is there, in milliseconds. */
const BEAT_MS = 2000;

const CONFIG = { quizSeats: 4, quizSeatsPerAddress: 2 };

function test(name: string, run: (cluster: TestCluster) => Promise<void>, config: Partial<ServerConfig> = {}): void {
  Deno.test({
    name,
    ignore: !hasNats(),
    fn: () =>
      withFolder(async (folder) => {
        await using cluster = await TestCluster.start(folder, { count: 3, config: { ...CONFIG, ...config } });
        await run(cluster);
      }),
  });
}

async function ask({ server }: TestMember, path: string, init?: RequestInit) {
  const response = await fetch(`http://${formatAddress(server.http)}${path}`, init);
  ok(response.ok, `${path}: ${response.status}`);
  return response.status === 204 ? null : await response.json();
}

function post(member: TestMember, path: string, body: unknown = {}) {
  return ask(member, path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Takes lines up to one that begins like this. */
async function until(client: RawClient, beginning: string): Promise<void> {
  while (!(await client.line()).startsWith(beginning));
}

interface Named {
  readonly name: string;
  readonly away: boolean;
}

const players = async (member: TestMember): Promise<Named[]> => (await ask(member, "/api/quiz/players")).players;

/** What the live feed of a server tells of one type, as far as it is asked for. */
async function feedOf({ server }: TestMember): Promise<EventReader> {
  return await EventReader.open(`http://${formatAddress(server.http)}/api/events`);
}

test("a game that is resumed at another server is told taken-over and closed where it was", async ({ members: [a, b, c] }) => {
  using ada = await QuizPlayer.join(a.server.tcp, "Ada");
  const question = await ada.question();
  using again = new QuizPlayer(await RawClient.connect(b.server.tcp));
  match(await again.client.ask(`RESUME ${ada.token}`), /^OK token=\S+ questions=10 name=Ada$/);
  strictEqual(await again.question(), question);
  match(await ada.until("ERR "), /^ERR taken-over the quiz continues on a newer connection/);
  deepStrictEqual(await ada.client.rest(), []);
  // It is not lost with its old connection.
  for (const member of [a, b, c]) strictEqual((await players(member))[0].away, false);
  match(await again.client.ask("SKIP"), /^OK skipped /);
});

test("whoever waits in line keeps the place at another server", async ({ members: [a, b] }) => {
  using ada = await QuizPlayer.join(a.server.tcp, "Ada");
  using ben = await QuizPlayer.join(b.server.tcp, "Ben");
  using cem = await QuizPlayer.join(a.server.tcp, "Cem");
  using dan = await QuizPlayer.join(b.server.tcp, "Dan");
  match(cem.lines[0], / waiting=1 name=Cem$/);
  match(dan.lines[0], / waiting=2 name=Dan$/);
  using again = new QuizPlayer(await RawClient.connect(b.server.tcp));
  match(await again.client.ask(`RESUME ${cem.token}`), / waiting=1 name=Cem$/);
  match(await cem.until("ERR "), /^ERR taken-over /);
  await ada.client.send("QUIT\n");
  strictEqual(await dan.until("* waiting"), "* waiting 1");
  await again.question();
  await ben.client.send("QUIT\n");
  await dan.question();
});

test("a player of a room who comes to another server is told taken-over and closed at the first one", async ({ members: [a, b] }) => {
  const { pin } = await post(a, "/api/rooms", { set: "network" });
  using ada = await RawClient.connect(a.server.tcp);
  const [, token] = (await ada.ask(`JOIN ${pin} Ada`)).match(/token=(\S+)/) ?? [];
  using again = await RawClient.connect(b.server.tcp);
  match(await again.ask(`RESUME ${token}`), /^OK /);
  for (let line = await ada.line(); !/^ERR taken-over your game continues/.test(line);) line = await ada.line();
  deepStrictEqual(await ada.rest(), []);
  await post(b, `/api/rooms/${pin}/start`);
  for (const member of [a, b]) {
    deepStrictEqual((await ask(member, `/api/rooms/${pin}`)).players.map(({ away }: { away: boolean }) => away), [false]);
  }
});

test("a counter is taken over at another server with its token", async ({ members: [a, b, c] }) => {
  using first = await RawClient.connect(a.server.tcp);
  const [, token] = (await first.ask("COUNTER 42")).match(/token=(\S+)/) ?? [];
  await first.ask("VALUE 17");
  using stranger = await RawClient.connect(c.server.tcp);
  match(await stranger.ask("COUNTER 42"), /^ERR in-use /);
  using second = await RawClient.connect(b.server.tcp);
  strictEqual(await second.ask(`COUNTER 42 ${token}`), `OK id=42 value=17 increment=1 token=${token}`);
  match(await first.line(), /^ERR taken-over counter 42 continues on a newer connection/);
  deepStrictEqual(await first.rest(), []);
  strictEqual(await second.ask("VALUE 18"), "OK 18");
  strictEqual((await ask(c, "/api/counters/42")).connected, true);
});

test("a host who moves to another server finds the room there", async ({ members: [a, b] }) => {
  using host = await RawClient.connect(a.server.tcp);
  const [, pin, token] = (await host.ask("ROOM network")).match(/^OK room=(\d+) token=(\S+)/) ?? [];
  using ada = await RawClient.connect(b.server.tcp);
  match(await ada.ask(`JOIN ${pin} Ada`), /^OK /);
  host[Symbol.dispose]();
  using other = await RawClient.connect(b.server.tcp);
  match(await other.ask(`HOST ${pin} ${token}`), /^OK /);
  await other.send("START\n");
  for (let line = ""; !line.startsWith("* question 1/");) line = await ada.line();
  for (let line = ""; !line.startsWith("* question 1/");) line = await other.line();
});

test("a player who does not come back is given up once, though every server looks to the time", async (cluster) => {
  const { members } = cluster;
  const feeds = await Promise.all(members.map(feedOf));
  try {
    const ada = await QuizPlayer.join(members[0].server.tcp, "Ada");
    await ada.question();
    ada[Symbol.dispose]();
    await eventually(async () => (await Promise.all(members.map(players))).every(([player]) => player.away));
    cluster.pass(1000 * RESUME_SECONDS);
    await eventually(async () => (await Promise.all(members.map(players))).every((players) => players.length === 0));
    using ben = await QuizPlayer.join(members[1].server.tcp, "Ben");
    await ben.question();
    for (const feed of feeds) {
      const told: string[] = [];
      while (told.at(-1) !== "Ben playing") {
        const event = await inTime(feed.next());
        if (event?.type === "player") told.push(`${event.data.name} ${event.data.what}`);
      }
      deepStrictEqual(told, ["Ada playing", "Ada away", "Ada left", "Ben playing"]);
    }
  } finally {
    for (const feed of feeds) await feed[Symbol.asyncDispose]();
  }
});

test("the players of a server that is gone are away once, and go on at another one", async ({ members: [a, b, c] }) => {
  const feeds = await Promise.all([b, c].map(feedOf));
  try {
    const { pin } = await post(c, "/api/rooms", { set: "network" });
    using ada = await QuizPlayer.join(a.server.tcp, "Ada");
    using ben = await RawClient.connect(a.server.tcp);
    const [, token] = (await ben.ask(`JOIN ${pin} Ben`)).match(/token=(\S+)/) ?? [];
    using counter = await RawClient.connect(a.server.tcp);
    await counter.ask("COUNTER 42");
    // It shows no sign of life any more.
    a.clock[Symbol.dispose]();
    await eventually(async () => {
      b.clock.advance(BEAT_MS);
      return (await players(c))[0].away;
    });
    strictEqual((await ask(b, "/api/counters/42")).connected, false);
    strictEqual((await ask(b, `/api/rooms/${pin}`)).players[0].away, true);
    using again = new QuizPlayer(await RawClient.connect(b.server.tcp));
    await again.client.send(`RESUME ${ada.token}\n`);
    await again.question();
    using benAgain = await RawClient.connect(c.server.tcp);
    match(await benAgain.ask(`RESUME ${token}`), /^OK /);
    strictEqual((await ask(b, `/api/rooms/${pin}`)).players[0].away, false);
    for (const feed of feeds) {
      const told: string[] = [];
      while (told.at(-1) !== "Ada back") {
        const event = await inTime(feed.next());
        if (event?.type === "player") told.push(`${event.data.name} ${event.data.what}`);
      }
      deepStrictEqual(told, ["Ada playing", "Ada away", "Ada back"]);
    }
  } finally {
    for (const feed of feeds) await feed[Symbol.asyncDispose]();
  }
});

test("the clock of a room has it go on once, though it runs at every server", async (cluster) => {
  const { members } = cluster;
  const { pin } = await post(members[0], "/api/rooms", { set: "network", autoSeconds: 5 });
  const views = () => Promise.all(members.map((member) => ask(member, `/api/rooms/${pin}`)));
  const isAt = (wanted: string) =>
    eventually(async () => (await views()).every(({ phase, number }) => `${phase} ${number}` === wanted));
  using ada = await RawClient.connect(members[1].server.tcp);
  await ada.ask(`JOIN ${pin} Ada`);
  await post(members[2], `/api/rooms/${pin}/start`);
  for (const wanted of ["question 1", "reveal 1", "standings 1", "question 2", "reveal 2"]) {
    await isAt(wanted);
    cluster.pass(wanted.startsWith("question") ? 60_000 : 5000);
  }
  await isAt("standings 2");
});

test("a server that is stopped closes no question on those who had not answered yet", async ({ members: [a, b, c] }) => {
  const { pin } = await post(a, "/api/rooms", { set: "network" });
  using ada = await RawClient.connect(b.server.tcp);
  using ben = await RawClient.connect(a.server.tcp);
  match(await ada.ask(`JOIN ${pin} Ada`), /^OK /);
  const [, token] = (await ben.ask(`JOIN ${pin} Ben`)).match(/token=(\S+)/) ?? [];
  await post(b, `/api/rooms/${pin}/start`);
  for (const client of [ada, ben]) await until(client, "* question 1/");
  await ada.send("ANSWER A\n");
  await until(ada, "OK answered");
  await a.server.stop();
  await until(ben, "ERR shutting-down ");
  using again = await RawClient.connect(c.server.tcp);
  match(await again.ask(`RESUME ${token}`), /^OK /);
  await until(again, "* question 1/");
  await again.send("ANSWER A\n");
  await until(again, "OK answered");
});

test("players are removed, and rooms are closed, wherever the players are", async ({ members: [a, b, c] }) => {
  const { pin } = await post(a, "/api/rooms", { set: "network" });
  using host = await RawClient.connect(a.server.tcp);
  match(await host.ask(`HOST ${pin}`), /^OK /);
  using ada = await RawClient.connect(b.server.tcp);
  using ben = await RawClient.connect(c.server.tcp);
  for (const [client, name] of [[ada, "Ada"], [ben, "Ben"]] as const) match(await client.ask(`JOIN ${pin} ${name}`), /^OK /);
  await host.send("KICK Ada\n");
  await until(ada, "* removed");
  match(await ada.ask(`JOIN ${pin} Ada`), /^OK /);
  const response = await fetch(`http://${formatAddress(b.server.http)}/api/rooms/${pin}`, { method: "DELETE" });
  strictEqual(response.status, 204);
  for (const client of [host, ada, ben]) await until(client, "* removed");
  // Its connection is free for something else.
  match(await ben.ask("QUIZ Ben"), /^OK /);
});

test("another class begins at all servers at once, and games and counters that are used go on", async ({ members: [a, b, c] }) => {
  using ada = await QuizPlayer.join(a.server.tcp, "Ada");
  await ada.play(Array(10).fill("right"));
  using ben = await QuizPlayer.join(b.server.tcp, "Ben");
  const open = await ben.question();
  using counter = await RawClient.connect(b.server.tcp);
  await counter.ask("COUNTER 42");
  await counter.ask("VALUE 17");
  const archived = await post(c, "/api/archive", { name: "9b" });
  deepStrictEqual(archived.summary, { values: 0, games: 1, counters: 1 });
  for (const member of [a, b, c]) {
    deepStrictEqual((await ask(member, "/api/quiz/leaderboard")).leaderboard, []);
    strictEqual((await ask(member, "/api/counters/42")).value, 0);
    strictEqual((await ask(member, "/api/archive")).classes.length, 1);
  }
  strictEqual(await ben.move(open, "right"), "OK correct marks=1");
  strictEqual(await counter.ask("VALUE 1"), "OK 1");
});

/** Asks the first server for something while the log stands still, until that gives up waiting. */
async function askInVain(
  { nats: { nodes: [node] }, members: [{ clock }] }: TestCluster,
  { client, line }: { client: RawClient; line: string },
): Promise<string> {
  node.signal("SIGSTOP");
  try {
    await node.isStopped();
    // When the first line is answered, the second one has been taken.
    await client.ask(`PING\n${line}`);
    clock.advance(COMMIT_MS);
    return await client.line();
  } finally {
    node.signal("SIGCONT");
  }
}

test("whoever was let in by a change whose outcome nobody knew is lost when it turns out to be made", async (cluster) => {
  const [a, b] = cluster.members;
  const { pin } = await post(b, "/api/rooms", { set: "network" });
  const inRoom = async (): Promise<Named[]> => (await ask(b, `/api/rooms/${pin}`)).players;
  const counters = async (): Promise<{ id: number; connected: boolean }[]> => (await ask(b, "/api/counters")).counters;
  const cases = [
    { line: `JOIN ${pin} Ada`, isLost: async () => (await inRoom()).find(({ name }) => name === "Ada")?.away === true },
    { line: "QUIZ Ben", isLost: async () => (await players(b)).find(({ name }) => name === "Ben")?.away === true },
    { line: "COUNTER 42", isLost: async () => (await counters()).find(({ id }) => id === 42)?.connected === false },
  ];
  // These are there all the time.
  using zoe = await RawClient.connect(a.server.tcp);
  using yan = await RawClient.connect(a.server.tcp);
  using counter = await RawClient.connect(a.server.tcp);
  // With local reads, the room of the other server may not be known here yet.
  await eventually(async () => (await zoe.ask(`JOIN ${pin} Zoe`)).startsWith("OK "));
  match(await yan.ask("QUIZ Yan"), /^OK /);
  match(await counter.ask("COUNTER 7"), /^OK /);
  for (const { line, isLost } of cases) {
    using client = await RawClient.connect(a.server.tcp);
    // A beat of the server may come first: then it is known that the change was not made.
    await eventually(async () => /^ERR unknown-outcome /.test(await askInVain(cluster, { client, line })));
    await eventually(isLost);
    // Its connection is still there, and is used for nothing.
    await eventually(async () => (await client.ask(line)).startsWith("OK "));
  }
  deepStrictEqual((await inRoom()).filter(({ name }) => name === "Zoe").map(({ away }) => away), [false]);
  deepStrictEqual((await players(b)).filter(({ name }) => name === "Yan").map(({ away }) => away), [false]);
  deepStrictEqual((await counters()).filter(({ id }) => id === 7).map(({ connected }) => connected), [true]);
  // Nobody asks the log before it stops.
}, { reads: "local" });
