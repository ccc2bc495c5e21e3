import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../../protocol/address.ts";
import { Broker } from "../../../server/events/broker.ts";
import { EventReader, type ServerEvent } from "../../support/event_reader.ts";
import { eventually } from "../../support/eventually.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { type Check, checks, type Json } from "../../support/json_schema.ts";
import { QuizPlayer, solve } from "../../support/quiz_player.ts";
import { RawClient } from "../../support/raw_client.ts";
import { startTestServer, type TestServer } from "../../support/test_server.ts";

const HOST_TOKEN = "host-token-of-the-test";

/** The events of a stream, until it ends or nobody reads any more. */
async function readAll(reader: EventReader, into: ServerEvent[]): Promise<void> {
  for (let event = await reader.next(); event; event = await reader.next()) into.push(event);
}

/** All that can happen on a server, told to a host and to a player. */
async function livelySession(server: TestServer, clock: FakeClock): Promise<ServerEvent[]> {
  const url = (path: string) => `http://${formatAddress(server.http)}${path}`;
  const asHost = { authorization: `Bearer ${HOST_TOKEN}` };
  const events: ServerEvent[] = [];
  const readers = [
    await EventReader.open(url("/api/events"), asHost),
    await EventReader.open(url("/api/events")),
    await EventReader.open(url("/api/events"), { "last-event-id": "before-7" }),
  ];
  const reading = readers.map((reader) => readAll(reader, events));
  const seen = (type: string) =>
    eventually(() => {
      clock.advance(100);
      return events.some((event) => event.type === type);
    });
  const change = async (path: string, body: unknown) => {
    const headers = { ...asHost, "content-type": "application/json" };
    const response = await fetch(url(path), { method: "POST", headers, body: JSON.stringify(body) });
    ok(response.ok, await response.text());
  };

  {
    using client = await RawClient.connect(server.tcp);
    const wire = await EventReader.open(url("/api/connections/1/lines"), asHost);
    readers.push(wire);
    reading.push(readAll(wire, events));
    await client.ask("ADD 5 3");
    await client.ask("REMOVE 5");
    await client.ask("COUNTER 7");
    await client.ask("VALUE 3");
    await seen("lines");
  }
  await seen("closed");
  using ada = await QuizPlayer.join(server.tcp, "Ada");
  const question = await ada.question();
  {
    using _ben = await QuizPlayer.join(server.tcp, "Ben");
    await seen("player");
  }
  await ada.client.ask(String(solve(question)));
  await ada.client.send("SKIP\n".repeat(9));
  await ada.until("* result");
  await change("/api/rooms", { set: "arithmetic" });
  await change("/api/archive", { name: "Class 7b" });
  for (const type of ["line", "answer", "result", "room", "archive", "array", "counter", "connection", "reload"]) {
    await seen(type);
  }
  for (const reader of readers) await reader[Symbol.asyncDispose]();
  await Promise.all(reading);
  return events;
}

/** What a reader gets that does not read. */
async function cutOff(): Promise<ServerEvent[]> {
  const clock = new FakeClock();
  const turns = { doing: "", later: () => {}, measure: (work: () => void) => (work(), 0) };
  const broker = new Broker({ clock, turns, epoch: "e", keptEvents: 4 });
  await using reader = new EventReader(broker.subscribe(null, "host") as ReadableStream<Uint8Array<ArrayBuffer>>);
  const values = Array.from({ length: 20 }, () => Number.MIN_SAFE_INTEGER);
  for (let i = 0; i < 2000; i++) broker.publish({ type: "array", added: 20, values, removed: 0, count: 20 });
  const events: ServerEvent[] = [];
  await readAll(reader, events);
  return events;
}

/** What the schema says is wrong with an event. */
function wrongIn({ type, id, data }: ServerEvent, check: Check): string | null {
  return check({ event: type, ...(id === "" ? {} : { id }), data });
}

Deno.test("every event of a lively session is one of the JSON Schema, and each event of the schema comes", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { hostToken: HOST_TOKEN, quizSeats: 1 } });
  const response = await fetch(`http://${formatAddress(server.http)}/events.schema.json`);
  strictEqual(response.headers.get("content-type"), "application/schema+json");
  const schema: Json & { $defs: Record<string, { oneOf: { title: string }[] }> } = await response.json();
  strictEqual(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
  const check = checks(schema)("#");

  const events = [...await livelySession(server, clock), ...await cutOff()];
  for (const event of events) strictEqual(wrongIn(event, check), null, JSON.stringify(event));

  const types = ["LiveEvent", "WireEvent"].flatMap((stream) => schema.$defs[stream].oneOf.map(({ title }) => title));
  deepStrictEqual([...new Set(events.map(({ type }) => type))].sort(), types.sort());
});

Deno.test("the JSON Schema refuses what is no event", async () => {
  await using server = await startTestServer();
  const check = checks(await (await fetch(`http://${formatAddress(server.http)}/events.schema.json`)).json())("#");
  const line = { event: "line", data: { waiting: 12 } };
  strictEqual(check(line), null);
  for (
    const wrong of [
      { ...line, event: "lime" },
      { ...line, data: { waiting: "12" } },
      { ...line, data: { waiting: 1.5 } },
      { ...line, data: {} },
      { ...line, data: { waiting: 12, since: 5 } },
      { event: "player", data: { name: "Ada", what: "asleep", place: 0 } },
      { event: "closed" },
    ]
  ) ok(check(wrong), JSON.stringify(wrong));
});
