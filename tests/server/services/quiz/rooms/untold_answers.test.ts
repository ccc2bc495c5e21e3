/** Nothing that a player can ask for, or is told, gives away a question that is still to be answered. */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { EventReader } from "../../../../support/event_reader.ts";
import { FakeClock } from "../../../../support/fake_clock.ts";
import { RawClient } from "../../../../support/raw_client.ts";
import { startTestServer, type TestServer } from "../../../../support/test_server.ts";
import { COMMANDS } from "../../../../support/test_state.ts";
import { WebSocketClient } from "../../../../support/web_socket_client.ts";

const HOST_TOKEN = "staple-the-battery-to-a-horse";

/** Questions of which each has something that stands nowhere else, and that nobody knows who has not been told. */
const QUESTIONS = [
  { kind: "text", text: "What?", accepted: ["xylograph1"], explanation: "reason1" },
  { kind: "choice", text: "Which?", choices: ["yes", "no"], answer: 1, explanation: "reason2" },
  { kind: "text", text: "What else?", accepted: ["xylograph3", "xylograph3too"], explanation: "reason3" },
  { kind: "number", text: "How many?", answer: 918273, explanation: "reason4" },
  { kind: "multiple", text: "Which ones?", choices: ["1", "2", "3"], answers: [0, 2], explanation: "reason5" },
  { kind: "order", text: "In which order?", items: ["a", "b", "c"], explanation: "reason6" },
];
/** What gives away the questions from the second on. */
const SECRETS = ["reason2", "xylograph3", "reason3", "918273", "reason4", "reason5", "reason6"];
/** A player's own game is not to go on, nor to end, by what is tried out; nor are replies to wait for a clock that stands still. */
const NOT_TRIED = ["ANSWER", "SKIP", "RESUME", "QUIT", "FAULT"];

async function post({ http }: TestServer, path: string, json: unknown) {
  const response = await fetch(`http://127.0.0.1:${http.port}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${HOST_TOKEN}` },
    body: JSON.stringify(json),
  });
  return await response.json();
}

/** The lines that come until the reply to a PING. */
async function heard(client: { send(text: string): unknown; line(): Promise<string> }): Promise<string[]> {
  await client.send("PING that is all\n");
  const lines: string[] = [];
  for (let line = ""; line !== "OK that is all"; lines.push(line)) line = await client.line();
  return lines;
}

/** All that the routes answer to whoever has this token, or none. */
async function answered({ http }: TestServer, { names, token }: { names: Record<string, string>; token?: string }) {
  const base = `http://127.0.0.1:${http.port}`;
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const { paths }: { paths: Record<string, object> } = await (await fetch(`${base}/openapi.json`)).json();
  const answers: string[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(names[name] ?? "1"));
    for (const method of Object.keys(methods).map((method) => method.toUpperCase())) {
      const json = { ...headers, "content-type": "application/json" };
      const init = method === "GET" || method === "DELETE" ? { method, headers } : { method, headers: json, body: "{}" };
      const response = await fetch(base + filled, init);
      const isStream = response.headers.get("content-type")?.startsWith("text/event-stream");
      if (isStream) await response.body?.cancel();
      else answers.push(`${method} ${filled} ${response.status} ${await response.text()}`);
    }
  }
  ok(answers.some((answer) => answer.startsWith(`GET /api/rooms/${names.pin} 200 {"pin"`)));
  ok(answers.some((answer) => answer.startsWith(`GET /api/rooms/${names.pin}/results.json 40`)));
  ok(answers.some((answer) => answer.startsWith(`GET /api/sets/${names.id} 40`)));
  return answers;
}

for (const mode of ["self-paced", "live"] as const) {
  Deno.test(`in a ${mode} room no route, no line and no event tells a player what is still to be answered`, async () => {
    const clock = new FakeClock();
    await using server = await startTestServer({ clock, config: { hostToken: HOST_TOKEN } });
    const { id } = await post(server, "/api/sets", { title: "Secrets", questions: QUESTIONS });
    const { pin } = await post(server, "/api/rooms", { set: id, mode });
    await using events = await EventReader.open(`http://127.0.0.1:${server.http.port}/api/events`);
    const told: string[] = [];

    using ada = await RawClient.connect(server.tcp);
    using ben = await RawClient.connect(server.tcp);
    await ada.send(`JOIN ${pin} Ada\n`);
    await ben.send(`JOIN ${pin} Ben\n`);
    const joined = await heard(ada);
    const [, token = ""] = joined.join("\n").match(/token=(\S+)/) ?? [];
    told.push(...joined);
    if (mode === "live") await post(server, `/api/rooms/${pin}/start`, {});
    await ada.send("ANSWER xylograph1\n");
    told.push(...await heard(ada));
    await ben.send("ANSWER a guess\n");
    if (mode === "live") {
      // The second question is open, and Ben has answered it.
      await heard(ben);
      for (const phase of ["reveal", "standings"]) await post(server, `/api/rooms/${pin}/next`, { phase, number: 1 });
      await ben.send("ANSWER B\n");
    } else {
      // Ben has been told all of them by now.
      await ben.send("ANSWER B\nANSWER a guess\nANSWER 1\nSKIP\nSKIP\n");
    }
    const bens = (await heard(ben)).join("\n");
    deepStrictEqual(["xylograph3", "918273"].map((secret) => bens.includes(secret)), Array(2).fill(mode === "self-paced"));
    told.push(...await heard(ada));

    // On another connection, as somebody who wants to know.
    await using eve = await WebSocketClient.connect(server.http);
    const tried = COMMANDS.entries.filter(({ verb }) => !NOT_TRIED.includes(verb));
    for (const { command } of tried) eve.send(`${command.example.replaceAll("482913", pin)}\n`);
    for (const line of [`HOST ${pin}`, `HOST ${pin} ${token}`, "LEADERBOARD 10000"]) eve.send(`${line}\n`);
    told.push(...await heard(eve));
    told.push(...await heard(ada));

    const names = { pin, id, name: "Ben", table: "leaderboard.csv" };
    told.push(...await answered(server, { names }), ...await answered(server, { names, token }));

    using last = await RawClient.connect(server.tcp);
    await last.send("QUIZ the last of all\n");
    await heard(last);
    clock.advance(1000);
    const types = new Set<string>();
    for (let text = ""; !text.includes("the last of all"); told.push(text)) {
      const event = await events.next();
      types.add(event?.type ?? "none");
      text = JSON.stringify(event);
    }
    ok(types.has("room"), [...types].join(" "));

    const all = told.join("\n");
    deepStrictEqual(SECRETS.filter((secret) => all.includes(secret)), []);
    // A letter is no secret by itself.
    const reveals = all.split("\n").filter((line) => /^\* reveal |^OK (correct|wrong|skipped) /.test(line));
    deepStrictEqual(reveals.map((line) => line.match(/ text=(.*)/)?.[1] ?? line), [
      mode === "live" ? "xylograph1" : "OK correct marks=1",
    ]);
    strictEqual(all.includes('"reveal":{'), false);
  });
}
