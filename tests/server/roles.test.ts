/** What a host may do and others may not: every route and every verb, at every door. */
import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../protocol/address.ts";
import { CommandTable } from "../../protocol/command.ts";
import { helpCommand, helpOverview } from "../../protocol/help.ts";
import { CONNECTION_COMMANDS } from "../../server/line/connection_commands.ts";
import type { Server } from "../../server/mod.ts";
import { SECTIONS } from "../../server/services/mod.ts";
import { EventReader } from "../support/event_reader.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer } from "../support/test_server.ts";
import { WebSocketClient } from "../support/web_socket_client.ts";

const TOKEN = "correct-horse-battery";
const HOST_TOKEN = "staple-the-battery-to-a-horse";
const BOTH = { token: TOKEN, hostToken: HOST_TOKEN };

/** Who may use each route: whoever adds one decides here as well. */
const ROUTES: Record<string, "host" | "everybody"> = {
  "DELETE /api/archive/{id}": "host",
  "DELETE /api/array": "host",
  "GET /api/archive": "host",
  "GET /api/archive/{id}": "host",
  "GET /api/archive/{id}/{table}": "host",
  "POST /api/archive": "host",
  "DELETE /api/array/{value}": "everybody",
  "GET /api/array": "everybody",
  "GET /api/array/picture": "everybody",
  "GET /api/array/stats": "everybody",
  "GET /api/connections": "host",
  "GET /api/connections/{id}/lines": "host",
  "DELETE /api/connections/{id}/faults": "host",
  "PUT /api/connections/{id}/faults": "host",
  "DELETE /api/faults": "host",
  "GET /api/faults": "everybody",
  "PUT /api/faults": "host",
  "GET /api/counters": "everybody",
  "GET /api/counters/{id}": "everybody",
  "GET /api/events": "everybody",
  "GET /api/quiz/leaderboard": "everybody",
  "GET /api/quiz/players": "everybody",
  "GET /api/quiz/results.csv": "everybody",
  "DELETE /api/rooms/{pin}": "host",
  "DELETE /api/rooms/{pin}/players/{name}": "host",
  "GET /api/rooms": "host",
  "GET /api/rooms/{pin}": "everybody",
  "GET /api/rooms/{pin}/questions": "host",
  "GET /api/rooms/{pin}/results.csv": "host",
  "GET /api/rooms/{pin}/results.json": "host",
  "PATCH /api/rooms/{pin}/players/{name}": "host",
  "POST /api/rooms": "host",
  "POST /api/rooms/{pin}/end": "host",
  "POST /api/rooms/{pin}/lock": "host",
  "POST /api/rooms/{pin}/next": "host",
  "POST /api/rooms/{pin}/start": "host",
  "POST /api/rooms/{pin}/unlock": "host",
  "DELETE /api/images/{name}": "host",
  "GET /api/images/{name}": "everybody",
  "POST /api/images": "host",
  "GET /api/server": "everybody",
  "GET /api/sets": "everybody",
  "POST /api/sets": "host",
  "GET /api/sets/{id}": "host",
  "PUT /api/sets/{id}": "host",
  "DELETE /api/sets/{id}": "host",
  "GET /healthz": "everybody",
  "GET /readyz": "everybody",
  "POST /api/array": "everybody",
  "POST /api/array/sort": "everybody",
};

/** Who may send each request. */
const VERBS: Record<string, "host" | "everybody"> = {
  HELP: "everybody",
  PING: "everybody",
  ECHO: "everybody",
  INFO: "everybody",
  AUTH: "everybody",
  FAULT: "everybody",
  QUIT: "everybody",
  SORT: "everybody",
  ADD: "everybody",
  RANDOM: "everybody",
  REMOVE: "everybody",
  CLEAR: "host",
  GET: "everybody",
  RANGE: "everybody",
  COUNT: "everybody",
  RANK: "everybody",
  STATS: "everybody",
  QUIZ: "everybody",
  ANSWER: "everybody",
  SKIP: "everybody",
  RESUME: "everybody",
  LEADERBOARD: "everybody",
  JOIN: "everybody",
  ROOM: "host",
  // These need the token of a room, or that the connection hosts one.
  HOST: "everybody",
  START: "everybody",
  NEXT: "everybody",
  LOCK: "everybody",
  UNLOCK: "everybody",
  KICK: "everybody",
  END: "everybody",
  ARCHIVE: "host",
  COUNTER: "everybody",
  VALUE: "everybody",
  ODD: "everybody",
  EVEN: "everybody",
};

const table = new CommandTable([{ title: "Connection", commands: CONNECTION_COMMANDS }, ...SECTIONS]);

/** Those that only a host may use. */
function forHosts(roles: Record<string, "host" | "everybody">): string[] {
  return Object.keys(roles).filter((name) => roles[name] === "host").sort();
}

function url({ http }: Server, path: string): string {
  return `http://${formatAddress(http)}${path}`;
}

function bearer(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

/** What a request is answered; of a stream only how it begins. */
async function ask(server: Server, path: string, { method = "GET", token }: { method?: string; token: string | null }) {
  const response = await fetch(url(server, path), { method, headers: bearer(token) });
  const isJson = response.headers.get("content-type")?.endsWith("json") && method !== "HEAD";
  const body = isJson ? await response.json() : {};
  if (!isJson) await response.body?.cancel();
  return { status: response.status, headers: response.headers, body };
}

/** All that clients can change, as a host sees it. */
async function stateOf(server: Server): Promise<unknown> {
  const paths = ["/api/array", "/api/counters", "/api/quiz/leaderboard", "/api/quiz/players", "/api/sets"];
  return await Promise.all(paths.map(async (path) => (await ask(server, path, { token: HOST_TOKEN })).body));
}

/** Asks for every route of the OpenAPI document. @returns which were refused and how; nothing changed by those */
async function refusedRoutes(server: Server, token: string | null): Promise<Record<string, string>> {
  const { paths }: { paths: Record<string, object> } = (await ask(server, "/openapi.json", { token: null })).body;
  const refused: Record<string, string> = {};
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods).map((method) => method.toUpperCase())) {
      const before = await stateOf(server);
      const { status, body } = await ask(server, path.replaceAll(/\{\w+\}/g, "1"), { method, token });
      if (status !== 401 && status !== 403) continue;
      refused[`${method} ${path}`] = `${status} ${body.code}`;
      deepStrictEqual(await stateOf(server), before, `${method} ${path}`);
      if (method !== "GET") continue;
      const head = await ask(server, path.replaceAll(/\{\w+\}/g, "1"), { method: "HEAD", token });
      strictEqual(head.status, status, `HEAD ${path}`);
    }
  }
  return refused;
}

/** A server with something in it, and a connection that has ID 1. */
async function startFull(config: { token?: string; hostToken?: string }) {
  const server = await startTestServer({ config });
  const client = await RawClient.connect(server.tcp);
  if (config.hostToken) match(await client.ask(`AUTH ${config.hostToken}`), /^OK/);
  if (config.hostToken) strictEqual(await client.line(), "# you are a host now");
  strictEqual(await client.ask("ADD 1 1 1 1 1 2 3"), "OK 7");
  match(await client.ask("COUNTER 1"), /^OK/);
  return {
    server,
    async [Symbol.asyncDispose]() {
      client[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

Deno.test("exactly the host's routes are refused without a token, and with one that is not the host's", async () => {
  const all = (how: string) => Object.fromEntries(forHosts(ROUTES).map((route) => [route, how]));
  {
    await using full = await startFull({ hostToken: HOST_TOKEN });
    deepStrictEqual(await refusedRoutes(full.server, null), all("401 unauthorized"));
    deepStrictEqual(await refusedRoutes(full.server, HOST_TOKEN), {});
  }
  await using full = await startFull(BOTH);
  deepStrictEqual(await refusedRoutes(full.server, TOKEN), all("403 unauthorized"));
  const changes = Object.keys(ROUTES).filter((route) => !route.startsWith("GET "));
  deepStrictEqual(
    Object.keys(await refusedRoutes(full.server, null)).sort(),
    [...new Set([...forHosts(ROUTES), ...changes])].sort(),
  );
  deepStrictEqual(await refusedRoutes(full.server, HOST_TOKEN), {});
});

Deno.test("the OpenAPI document says which routes are for hosts, as the table of this file does", async () => {
  await using server = await startTestServer();
  type Operation = { security?: Record<string, string[]>[] };
  const { body } = await ask(server, "/openapi.json", { token: null });
  const routes = Object.entries<Record<string, Operation>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security = [] }]) => {
      const schemes = security.flatMap((scheme) => Object.keys(scheme));
      return [`${method.toUpperCase()} ${path}`, schemes.includes("host") ? "host" : "everybody"];
    })
  );
  deepStrictEqual(Object.fromEntries(routes), ROUTES);
  strictEqual(body.components.securitySchemes.host.scheme, "bearer");
});

Deno.test("the command table says which requests are for hosts, as the table of this file does, and so does HELP", () => {
  deepStrictEqual(
    Object.fromEntries(table.entries.map(({ verb, command: { role } }) => [verb, role ?? "everybody"])),
    VERBS,
  );
  const overview = helpOverview(table);
  for (const entry of table.entries) {
    const isForHosts = VERBS[entry.verb] === "host";
    const first = overview.findIndex((line) => line.startsWith(`  ${entry.command.usage} `));
    const next = overview.findIndex((line, i) => i > first && !line.startsWith("    "));
    const shown = overview.slice(first, next).join("\n");
    strictEqual(/\s\(host only\)$/.test(shown), isForHosts, shown);
    strictEqual(helpCommand(entry).some((line) => line.includes("Host only: ")), isForHosts, entry.verb);
  }
});

/** How lines come. */
const DOORS: Record<string, (server: Server & { tcp: Deno.NetAddr }) => Promise<RawClient | WebSocketClient>> = {
  TCP: ({ tcp }) => RawClient.connect(tcp),
  WebSocket: ({ http }) => WebSocketClient.connect(http),
};

for (const [door, connect] of Object.entries(DOORS)) {
  Deno.test(`exactly the host's requests are refused over ${door}, and a host's are not`, async () => {
    await using full = await startFull(BOTH);
    const { server } = full;
    const refusedVerbs = async (token: string | null) => {
      const refused: Record<string, string> = {};
      for (const { verb, command } of table.entries) {
        const client = await connect(server);
        if (token !== null) strictEqual(await client.ask(`AUTH ${token}`), "OK");
        if (token === HOST_TOKEN) strictEqual(await client.line(), "# you are a host now");
        const before = await stateOf(server);
        const reply = await client.ask(command.example);
        if (verb !== "AUTH" && reply.startsWith("ERR unauthorized ")) {
          refused[verb] = reply;
          deepStrictEqual(await stateOf(server), before, verb);
        }
        if (client instanceof RawClient) client[Symbol.dispose]();
        else await client[Symbol.asyncDispose]();
      }
      return refused;
    };
    const onlyHosts =
      "ERR unauthorized only a host can do this: send AUTH and the host token, or ask whoever started the server";
    const forHostsOnly = Object.fromEntries(forHosts(VERBS).map((verb) => [verb, onlyHosts]));
    deepStrictEqual(await refusedVerbs(TOKEN), forHostsOnly);
    const anonymous = await refusedVerbs(null);
    const changes = table.entries.filter(({ command }) => command.changes).map(({ verb }) => verb);
    deepStrictEqual(Object.keys(anonymous).sort(), [...new Set([...changes, ...forHosts(VERBS)])].sort());
    for (const verb of forHosts(VERBS)) strictEqual(anonymous[verb], onlyHosts);
    deepStrictEqual(await refusedVerbs(HOST_TOKEN), {});
  });
}

Deno.test("a path that is written another way leads to no route of a host's", async () => {
  await using full = await startFull({ hostToken: HOST_TOKEN });
  const paths = ["/api/%63onnections", "/api/connections/", "//api/connections", "/API/connections", "/api/./connections"];
  for (const path of [...paths, "/api/connections?limit=1", "/api/connections/1/lines?", "/api/connections/%31/lines"]) {
    using client = await RawClient.connectOnly(full.server.http);
    await client.send(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
    match(await client.line(), /^HTTP\/1\.1 (401|404) /, path);
  }
});

Deno.test("nobody is refused on a server that only this computer reaches, and a server tells each who they are", async () => {
  {
    await using full = await startFull({});
    deepStrictEqual(await refusedRoutes(full.server, null), {});
    const { body } = await ask(full.server, "/api/server", { token: null });
    deepStrictEqual([body.needsToken, body.hostRequired, body.role], [false, false, "host"]);
  }
  await using full = await startFull(BOTH);
  const told = async (token: string | null) => {
    const { body } = await ask(full.server, "/api/server", { token });
    return [body.needsToken, body.hostRequired, body.role];
  };
  deepStrictEqual(await told(null), [true, true, "player"]);
  deepStrictEqual(await told(TOKEN), [true, true, "player"]);
  deepStrictEqual(await told(HOST_TOKEN), [true, true, "host"]);
  const wrong = await ask(full.server, "/api/server", { token: "wrong" });
  deepStrictEqual([wrong.status, wrong.body.code, wrong.headers.get("www-authenticate")], [401, "unauthorized", "Bearer"]);
});

Deno.test("a token that is not given where it is no use is not guessed there either", async () => {
  await using full = await startFull({ hostToken: HOST_TOKEN });
  for (let i = 0; i < 10; i++) strictEqual((await ask(full.server, "/api/array", { token: `guess ${i}` })).status, 401);
  using client = await RawClient.connect(full.server.tcp);
  match(await client.ask("AUTH guess"), /^ERR rate-limited /);
  // The right one is taken all the same.
  strictEqual((await ask(full.server, "/api/connections", { token: HOST_TOKEN })).status, 200);
});

Deno.test("AUTH with another token changes who a connection is, and a wrong one does not", async () => {
  await using full = await startFull(BOTH);
  using client = await RawClient.connect(full.server.tcp);
  strictEqual(await client.ask(`AUTH ${HOST_TOKEN}`), "OK");
  strictEqual(await client.line(), "# you are a host now");
  match(await client.ask("AUTH wrong"), /^ERR unauthorized this is not the server's token/);
  strictEqual(await client.ask("CLEAR"), "OK 7");
  strictEqual(await client.ask(`AUTH ${TOKEN}`), "OK");
  match(await client.ask("CLEAR"), /^ERR unauthorized only a host /);
  strictEqual(await client.ask("ADD 1"), "OK 1");
});

Deno.test("requests that are pipelined behind AUTH and CLEAR are done in their order, each by who asked", async () => {
  await using full = await startFull(BOTH);
  using client = await RawClient.connect(full.server.tcp);
  await client.send(`CLEAR\nAUTH ${TOKEN}\nADD 5\nCLEAR\nAUTH ${HOST_TOKEN}\nCLEAR\nCOUNT\n`);
  const replies = [];
  while (replies.length < 8) replies.push(await client.line());
  deepStrictEqual(replies.map((line) => line.split(" ").slice(0, 2).join(" ")), [
    "ERR unauthorized",
    "OK",
    "OK 1",
    "ERR unauthorized",
    "OK",
    "# you",
    "OK 8",
    "OK 0",
  ]);
});

Deno.test("only a host is told in the live feed where connections come from", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock, config: { hostToken: HOST_TOKEN } });
  const events = async (token: string | null, headers: Record<string, string> = {}) => {
    const reader = await EventReader.open(url(server, "/api/events"), { ...bearer(token), ...headers });
    return { reader, [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose]() };
  };
  await using host = await events(HOST_TOKEN);
  await using player = await events(null);
  const hello = await host.reader.next();
  await player.reader.next();
  using client = await RawClient.connect(server.tcp);
  await client.ask("ADD 1");
  clock.advance(50);
  const forHost = await host.reader.take(2);
  const forPlayer = await player.reader.take(2);
  match(forHost[0].data.address, /^127\.0\.0\.1:\d+$/);
  deepStrictEqual(forPlayer[0].data, { id: 1, what: "opened", transport: "tcp" });
  deepStrictEqual(forPlayer.map(({ id }) => id), forHost.map(({ id }) => id));
  deepStrictEqual(forPlayer[1], forHost[1]);
  // Nor is it told to whoever resumes with the ID of a host's event.
  await using resumed = await events(null, { "last-event-id": hello?.id ?? "" });
  deepStrictEqual((await resumed.reader.next())?.data, { id: 1, what: "opened", transport: "tcp" });
});
