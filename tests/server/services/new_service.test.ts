import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { integer } from "../../../cli/options.ts";
import { State } from "../../../server/engine/state.ts";
import { checkJournal } from "../../../server/journal/check.ts";
import { SqliteJournal } from "../../../server/journal/sqlite.ts";
import { SERVICES } from "../../../server/services/mod.ts";
import type { Service } from "../../../server/services/service.ts";
import { EventReader } from "../../support/event_reader.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { withFolder } from "../../support/folder.ts";
import { KEY_VALUE } from "../../support/key_value/mod.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer, type TestServer } from "../../support/test_server.ts";

/** The list of services with one more. */
const services = [...SERVICES, KEY_VALUE];

/** A server with that service, on a journal that is compacted at every change where `compactBytes` is 0. */
function start(path: string, { compactBytes = 1e9, clock = new FakeClock() } = {}): Promise<TestServer> {
  return startTestServer({ services, clock, journal: new SqliteJournal(path, { sync: "normal", compactBytes }) });
}

Deno.test("a service is one folder and one entry in the list: lines, HELP, INFO, REST, OpenAPI, the feed and the metrics know it", () =>
  withFolder(async (folder) => {
    const clock = new FakeClock();
    await using server = await start(join(folder, "app.db"), { clock });
    const url = `http://127.0.0.1:${server.http.port}`;
    await using events = await EventReader.open(`${url}/api/events`);
    using client = await RawClient.connect(server.tcp);
    strictEqual(await client.ask("STORE color light blue"), "OK -");
    strictEqual(await client.ask("store color dark blue"), "OK light blue");
    strictEqual(await client.ask("FETCH color"), "OK dark blue");
    strictEqual(await client.ask("FORGET nothing"), "OK -");
    match(await client.ask("STORE color"), /^ERR bad-arguments STORE needs a key and a value/);
    match(await client.ask("STORR color red"), /^ERR unknown-command .* did you mean STORE\?/);
    match(await client.ask("INFO"), / array=0 players=0 counters=0 keys=1$/);
    await client.send("HELP\nHELP STORE\nPING\n");
    const help: string[] = [];
    for (let line = await client.line(); line !== "OK" || help.length < 10; line = await client.line()) help.push(line);
    ok(help.includes("# Keys and values"));
    ok(help.some((line) => /^# {3}STORE key value {2,}gives a key a value/.test(line)));

    clock.advance(100);
    const told = (await events.take(5)).filter(({ type }) => type === "entry").map(({ data }) => data);
    deepStrictEqual(told, [
      { key: "color", value: "light blue" },
      { key: "color", value: "dark blue" },
      { key: "nothing", value: null },
    ]);
    deepStrictEqual(await (await fetch(`${url}/api/entries/color`)).json(), { key: "color", value: "dark blue" });
    const wrong = await fetch(`${url}/api/entries/color?x=1`);
    strictEqual(wrong.status, 422);
    await wrong.body?.cancel();
    const document = await (await fetch(`${url}/openapi.json`)).json();
    strictEqual(document.paths["/api/entries/{key}"].get.operationId, "getEntry");
    deepStrictEqual(document.components.schemas.EntryEvent.required, ["key", "value"]);
    ok(document.tags.some(({ name }: { name: string }) => name === "Keys and values"));
    match(document.paths["/api/events"].get.description, /`entry`/);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    match(metrics, /^app_keys 1$/m);
    match(metrics, /^app_requests_total\{verb="STORE",outcome="ok"\} 2$/m);
  }));

Deno.test("its changes are kept, replayed, written down in snapshots, and found by a check", () =>
  withFolder(async (folder) => {
    const path = join(folder, "app.db");
    for (const compactBytes of [1e9, 0, 1e9]) {
      await using server = await start(path, { compactBytes });
      using client = await RawClient.connect(server.tcp);
      const before = Number((await client.ask("FETCH count")).replace("OK -", "0").replace("OK ", ""));
      await client.ask(`STORE count ${before + 1}`);
      await client.ask(`STORE "${before}" x`);
      strictEqual(await client.ask("ADD 1"), "OK 1");
    }
    await using server = await start(path);
    using client = await RawClient.connect(server.tcp);
    strictEqual(await client.ask("FETCH count"), "OK 3");
    strictEqual(await client.ask("COUNT"), "OK 3");
    const { problems, summary } = checkJournal(path, new State(services.map((service) => service.create().state)));
    deepStrictEqual(problems, []);
    deepStrictEqual(summary, {
      values: 3,
      "finished games": 0,
      "unfinished games": 0,
      rooms: 0,
      "question sets": 0,
      counters: 0,
      "archived classes": 0,
      keys: 4,
      "kept answers": 0,
    });
  }));

Deno.test("a batched command that asks for no change, or is refused, is answered in its turn", async () => {
  const commands = Object.fromEntries(
    Object.entries(KEY_VALUE.sections[0].commands).map(([verb, command]) => [verb, { ...command, batched: true }]),
  );
  await using server = await startTestServer({
    services: [...SERVICES, { ...KEY_VALUE, sections: [{ title: KEY_VALUE.title, commands }] }],
  });
  using client = await RawClient.connect(server.tcp);
  await client.send("STORE a 1\nFETCH a\nSTORE b\nSTORE c 3\nADD 5\nFETCH c\nPING end\n");
  const replies: string[] = [];
  while (replies.at(-1) !== "OK end") replies.push(await client.line());
  match(replies[2], /^ERR bad-arguments /);
  deepStrictEqual(replies.toSpliced(2, 1), ["OK -", "OK 1", "OK -", "OK 1", "OK 3", "OK end"]);
});

Deno.test("two services may not have the same command, event or fact, and each is given its own settings only", async () => {
  const start = (service: Partial<Service>) =>
    startTestServer({ services: [...SERVICES, { ...KEY_VALUE, ...service }] })
      .then(async (server) => `started ${await server.stop()}`, (error) => error.message);
  match(await start({ events: { array: KEY_VALUE.events.entry } }), /^There are two of the event array/);
  match(
    await start({ sections: [{ title: "", commands: { PING: KEY_VALUE.sections[0].commands.FETCH } }] }),
    /^There are two commands PING/,
  );
  let given: unknown = null;
  await start({
    options: { keys: integer({ placeholder: "N", help: "how many keys", min: 1, max: 9, fallback: 3 }) },
    create() {
      const created = KEY_VALUE.create();
      return { ...created, start: (context, settings) => (given = settings, created.start(context)) };
    },
  });
  deepStrictEqual(given, { keys: 3 });
});

Deno.test("data of a service that the server does not have is refused, and left as it is", () =>
  withFolder(async (folder) => {
    const path = join(folder, "app.db");
    for (const compactBytes of [1e9, 0]) {
      {
        await using server = await start(path, { compactBytes });
        using client = await RawClient.connect(server.tcp);
        await client.ask("STORE a b");
      }
      const journal = new SqliteJournal(path, { sync: "normal" });
      const refused = await startTestServer({ journal }).then(() => "it started", (error) => error.message);
      match(refused, /key_value.* needs a newer version of app, or one that has this service/);
    }
    await using server = await start(path);
    using client = await RawClient.connect(server.tcp);
    strictEqual(await client.ask("FETCH a"), "OK b");
  }));
