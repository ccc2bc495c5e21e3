import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { FakeClock } from "../../../../support/fake_clock.ts";
import { EventReader } from "../../../../support/event_reader.ts";
import { RawClient } from "../../../../support/raw_client.ts";
import { startTestServer, type TestServer } from "../../../../support/test_server.ts";

const HOST_TOKEN = "staple-the-battery-to-a-horse";

/** What a request is answered. */
async function ask(
  { http }: TestServer,
  path: string,
  { method = "GET", token, json }: { method?: string; token?: string; json?: unknown } = {},
) {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  if (json !== undefined) headers["content-type"] = "application/json";
  const body = json === undefined ? undefined : JSON.stringify(json);
  const response = await fetch(`http://127.0.0.1:${http.port}${path}`, { method, headers, body });
  const text = await response.text();
  return { status: response.status, body: response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : text };
}

const post = { method: "POST" };

/** Opens a room. */
async function open(server: TestServer, settings: Record<string, unknown> = {}): Promise<{ pin: string; token: string }> {
  const { status, body } = await ask(server, "/api/rooms", {
    ...post,
    json: { set: "network", ...settings },
    token: HOST_TOKEN,
  });
  strictEqual(status, 201);
  return body;
}

/** Reads lines until one is of this kind. */
async function until(client: RawClient, kind: RegExp): Promise<string> {
  for (;;) {
    const line = await client.line();
    if (kind.test(line)) return line;
  }
}

Deno.test("a whole game is run over REST, while players play it over lines", async () => {
  await using server = await startTestServer();
  const { pin } = await open(server);
  using ada = await RawClient.connect(server.tcp);
  using ben = await RawClient.connect(server.tcp);
  await ada.ask(`JOIN ${pin} Ada`);
  await ben.ask(`JOIN ${pin} Ben`);
  const room = `/api/rooms/${pin}`;
  const lobby = (await ask(server, room)).body;
  deepStrictEqual([lobby.phase, lobby.number, lobby.of, lobby.question, lobby.reveal], ["lobby", 0, 20, null, null]);
  deepStrictEqual(lobby.players.map(({ name }: { name: string }) => name), ["Ada", "Ben"]);

  // A question is told here before it is asked, but no outcome before it is closed.
  const questions = async () => (await ask(server, `${room}/questions`)).body.questions;
  const [first, ...others] = await questions();
  deepStrictEqual([first.number, first.kind, first.outcome], [1, "text", null]);
  deepStrictEqual([others.length, others[18].number], [19, 20]);

  const question = (await ask(server, `${room}/start`, post)).body;
  deepStrictEqual([question.phase, question.number, question.answered, question.reveal], ["question", 1, 0, null]);
  ok(question.question.leftMs > 0 && question.question.leftMs <= 1000 * question.question.seconds);
  await until(ada, /^\* question 1\/20 /);
  strictEqual(await ada.ask("ANSWER dns"), "OK answered");
  strictEqual((await ask(server, room)).body.answered, 1);
  deepStrictEqual((await questions())[0], first);

  const reveal = (await ask(server, `${room}/next`, { ...post, json: { phase: "question", number: 1 } })).body;
  strictEqual(reveal.phase, "reveal");
  deepStrictEqual(reveal.reveal.given, [{ text: "dns", count: 1, right: true }]);
  strictEqual(reveal.reveal.fastest.name, "Ada");
  deepStrictEqual(
    reveal.players.map(({ name, marks, verdict }: Record<string, unknown>) => [name, marks, verdict]),
    [["Ada", 1, "correct"], ["Ben", 0, "none"]],
  );
  const [{ outcome: { meanSeconds, ...outcome } }, second] = await questions();
  deepStrictEqual(outcome, { correct: 1, wrong: 0, none: 1 });
  ok(meanSeconds >= 0);
  strictEqual(second.outcome, null);
  // The second press of a button comes too late to do anything.
  strictEqual((await ask(server, `${room}/next`, { ...post, json: { phase: "question", number: 1 } })).body.phase, "reveal");

  strictEqual((await ask(server, `${room}/next`, post)).body.phase, "standings");
  strictEqual((await ask(server, `${room}/end`, post)).body.phase, "podium");
  const results = (await ask(server, `${room}/results.json`)).body;
  deepStrictEqual(results.questions.map(({ correct, wrong, none }: Record<string, number>) => [correct, wrong, none]), [[
    1,
    0,
    1,
  ]]);
  const csv = (await ask(server, `${room}/results.csv`)).body;
  match(csv, /^rank,name,marks,correct,wrong,skipped,seconds,1: Which /);
  match(csv, /\r\n1,Ada,1,1,0,0,/);
  match(csv, /\r\n2,Ben,0,0,0,1,/);
  strictEqual((await ask(server, room, { method: "DELETE" })).status, 204);
  strictEqual((await ask(server, room)).body.code, "no-room");
});

Deno.test("players are renamed and removed, whatever their names are", async () => {
  await using server = await startTestServer();
  const { pin } = await open(server, { filter: true });
  using player = await RawClient.connect(server.tcp);
  match(await player.ask(`JOIN ${pin} Sh1t`), /^ERR bad-name this name is not for a classroom: choose another$/);
  const name = "Ada / Lovelace? 100% 🦊";
  match(await player.ask(`JOIN ${pin} ${name}`), /^OK /);
  const of = (name: string) => `/api/rooms/${pin}/players/${encodeURIComponent(name)}`;
  const renamed = await ask(server, of(name), { method: "PATCH", json: { name: "Grace" } });
  deepStrictEqual(renamed.body.players.map(({ name }: { name: string }) => name), ["Grace"]);
  strictEqual((await ask(server, of("Grace"), { method: "PATCH", json: { name: "" } })).body.code, "bad-name");
  strictEqual((await ask(server, of(name), { method: "DELETE" })).body.code, "bad-name");
  deepStrictEqual((await ask(server, of("Grace"), { method: "DELETE" })).body.players, []);
  await until(player, /^\* removed$/);
});

Deno.test("a room can be run with its own token, and with no other but the host's", async () => {
  await using server = await startTestServer({ config: { hostToken: HOST_TOKEN } });
  const { pin, token } = await open(server);
  const other = await open(server);
  using player = await RawClient.connect(server.tcp);
  const [, playersToken = ""] = (await player.ask(`JOIN ${pin} Ada`)).match(/token=(\S+)/) ?? [];
  const questions = async (token?: string) => (await ask(server, `/api/rooms/${pin}/questions`, { token })).status;
  deepStrictEqual(
    [await questions(), await questions(playersToken), await questions(other.token), await questions(token)],
    [401, 403, 403, 200],
  );
  const status = async (token?: string) => (await ask(server, `/api/rooms/${pin}/lock`, { ...post, token })).status;
  deepStrictEqual(
    [await status(), await status(playersToken), await status(other.token), await status("guess"), await status(token)],
    [401, 403, 403, 401, 200],
  );
  strictEqual(await status(HOST_TOKEN), 200);
  strictEqual((await ask(server, "/api/rooms", { token })).status, 403);
  await player.send("ROOM arithmetic\n");
  match(await until(player, /^ERR/), /^ERR unauthorized only a host can do this: /);
  using host = await RawClient.connect(server.tcp);
  match(await host.ask(`HOST ${pin}`), /^ERR unauthorized /);
  match(await host.ask(`HOST ${pin} ${token}`), /^OK room=/);
});

Deno.test("a room's token is enough to run it where every change needs a token", async () => {
  await using server = await startTestServer({ config: { hostToken: HOST_TOKEN, token: "correct-horse-battery" } });
  const { pin, token } = await open(server);
  strictEqual((await ask(server, `/api/rooms/${pin}/start`, { ...post, token })).status, 200);
  strictEqual((await ask(server, `/api/rooms/${pin}/start`, post)).status, 401);
});

Deno.test("the live feed tells when a room is to be read anew, and its PIN to hosts only", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { hostToken: HOST_TOKEN } });
  const url = `http://127.0.0.1:${server.http.port}/api/events`;
  await using player = await EventReader.open(url);
  await using host = await EventReader.open(url, { authorization: `Bearer ${HOST_TOKEN}` });
  const { pin } = await open(server);
  clock.advance(1000);
  const told = async (reader: EventReader) => (await reader.take(2)).find(({ type }) => type === "room")?.data;
  deepStrictEqual(await told(host), { pin });
  deepStrictEqual(await told(player), {});
});

Deno.test("what a room can't be opened with is refused, with what it can be", async () => {
  await using server = await startTestServer();
  const refusal = async (json: unknown) => (await ask(server, "/api/rooms", { ...post, json })).body.detail;
  match(await refusal({ set: "nothing" }), /^there is no set "nothing": there are arithmetic, network$/);
  match(await refusal({ set: "network", mode: "slow" }), /^mode /);
  match(
    await refusal({ set: "network", time: 7 }),
    /^there is no key in the body "time" here: use set, mode, points, autoSeconds, filter/,
  );
  match(await refusal({}), /^set /);
});

Deno.test("whoever hosts a room is told how it is played, and whether it is locked", async () => {
  await using server = await startTestServer();
  const { pin, token } = await open(server, { points: "speed", autoSeconds: 8, filter: true });
  await ask(server, `/api/rooms/${pin}/lock`, post);
  using host = await RawClient.connect(server.tcp);
  strictEqual(
    await host.ask(`HOST ${pin} ${token}`),
    `OK room=${pin} mode=live points=speed auto=8 filter=on locked=on phase=lobby players=0 questions=20 ` +
      "title=How clients and servers talk",
  );
});
