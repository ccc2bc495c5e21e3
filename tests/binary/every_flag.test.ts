/** Every command and every flag, once, in the executable: it has fewer permissions than the tests that drive it. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CLIENT_OPTIONS } from "../../client/options.ts";
import { DEMO_OPTIONS } from "../../demo/config.ts";
import { JUDGE_OPTIONS } from "../../judge/config.ts";
import { BENCH_OPTIONS } from "../../loadgen/config.ts";
import { SERVE_OPTIONS } from "../../server/config.ts";
import { CertificateFiles } from "../support/certificate_files.ts";
import { eventually } from "../support/eventually.ts";
import { APP, app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { hasNats, natsCredentials, NatsNodes } from "../support/nats.ts";
import { proxyV1 } from "../support/proxy_headers.ts";
import { RawClient } from "../support/raw_client.ts";

const TOKEN = "open sesame, please";

/** Flags of the server, and how it shows that they work. */
interface ServeRow {
  args: string[];
  shows(server: RunningServer, folder: string): void | Promise<void>;
}

async function connect(server: RunningServer): Promise<RawClient> {
  return await RawClient.connect({ transport: "tcp", ...server.tcp });
}

async function players(server: RunningServer): Promise<{ state: string; question: number }[]> {
  return (await (await fetch(`${server.http}/api/quiz/players`)).json()).players;
}

async function needsToken(server: RunningServer): Promise<void> {
  const post = async (headers: Record<string, string>) => {
    const response = await fetch(`${server.http}/api/array`, { method: "POST", headers });
    await response.body?.cancel();
    return response.status;
  };
  deepStrictEqual([await post({}), await post({ authorization: `Bearer ${TOKEN}` })], [401, 201]);
}

async function needsHostToken(server: RunningServer): Promise<void> {
  const clear = async (headers: Record<string, string>) => {
    const response = await fetch(`${server.http}/api/array`, { method: "DELETE", headers });
    await response.body?.cancel();
    return response.status;
  };
  deepStrictEqual([await clear({}), await clear({ authorization: `Bearer ${TOKEN}` })], [401, 200]);
  using client = await connect(server);
  strictEqual(await client.ask("ADD 1"), "OK 1");
  match(await client.ask("CLEAR"), /^ERR unauthorized /);
  strictEqual(await client.ask(`AUTH ${TOKEN}`), "OK");
}

/** The log of a server that was sent `PING`, and has stopped. */
async function logOf(server: RunningServer, folder: string): Promise<string> {
  using client = await connect(server);
  strictEqual(await client.ask("PING"), "OK");
  strictEqual(await server.stop("SIGTERM"), 0);
  return Deno.readTextFileSync(join(folder, "app-data", "server.log"));
}

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

/** Sends a line over TLS, and asks over HTTPS. */
async function askOverTls(server: RunningServer, folder: string): Promise<void> {
  const cert = Deno.readTextFileSync(join(folder, "cert.pem"));
  using client = await RawClient.connectTls(server.tls, cert);
  await client.line();
  strictEqual(await client.ask("PING"), "OK");
  using http = Deno.createHttpClient({ caCerts: [cert] });
  strictEqual(await (await fetch(`${server.http}/healthz`, { client: http })).text(), '{"status":"alive"}');
}

const TLS = ["--tls-cert", "cert.pem", "--tls-key", "key.pem"];
const ports = [freePort(), freePort(), freePort(), freePort()];
const JOURNAL = ["--journal", `nats://127.0.0.1:${freePort()}/class`];

/** Keeps what is added, and nothing in the folder. */
async function keepsInLog(server: RunningServer, folder: string): Promise<void> {
  using client = await connect(server);
  strictEqual(await client.ask("ADD 1"), "OK 1");
  strictEqual(await client.ask("GET"), "OK 1");
  ok(!existsSync(join(folder, "app-data")));
}

/** Says at the port of the old quiz that it is not ready. */
async function endsOldQuiz(found: RegExpMatchArray | null): Promise<void> {
  const [, hostname = "", port = ""] = found ?? [];
  using client = await RawClient.connectOnly({ hostname, port: Number(port) });
  await client.send("no");
  while (await client.more());
  strictEqual(client.remaining(), "I hope you make a wise choice next time!");
}

const SERVE: Record<Exclude<keyof typeof SERVE_OPTIONS, "json">, ServeRow> = {
  host: { args: ["--host", "127.0.0.2"], shows: ({ tcp }) => strictEqual(tcp.hostname, "127.0.0.2") },
  tcpPort: { args: ["--tcp-port", `${ports[0]}`], shows: ({ tcp }) => strictEqual(tcp.port, ports[0]) },
  httpPort: { args: ["--http-port", `${ports[1]}`], shows: ({ http }) => ok(http.endsWith(`:${ports[1]}`)) },
  publicUrl: {
    args: ["--public-url", "https://example.org/quiz"],
    async shows({ http }) {
      deepStrictEqual((await (await fetch(`${http}/quiz/api/server`)).json()).url, "https://example.org/quiz/");
    },
  },
  publicTcpPort: {
    args: ["--public-tcp-port", "4321"],
    shows: async ({ http }) => strictEqual((await (await fetch(`${http}/api/server`)).json()).lines.port, 4321),
  },
  allowOrigin: {
    args: ["--allow-origin", "http://localhost:3000"],
    async shows({ http }) {
      const response = await fetch(`${http}/api/array`, { headers: { origin: "http://localhost:3000" } });
      await response.body?.cancel();
      strictEqual(response.headers.get("access-control-allow-origin"), "http://localhost:3000");
    },
  },
  trustedProxy: {
    args: ["--trusted-proxy", "127.0.0.0/8"],
    async shows(server, folder) {
      const response = await fetch(`${server.http}/api/array`, { headers: { "x-forwarded-for": "203.0.113.7" } });
      await response.body?.cancel();
      ok((await logOf(server, folder)).includes("http 203.0.113.7:0 < GET /api/array"));
    },
  },
  proxyProtocol: {
    args: ["--proxy-protocol", "--trusted-proxy", "127.0.0.1", "--host-token", TOKEN],
    async shows(server) {
      using client = await RawClient.connectOnly(server.tcp);
      await client.send(proxyV1({ from: "203.0.113.7", fromPort: 4711 }));
      match(await client.line(), /^# app\/1 /);
      const headers = { authorization: `Bearer ${TOKEN}` };
      const { connections: [{ address }] } = await (await fetch(`${server.http}/api/connections`, { headers })).json();
      strictEqual(address, "203.0.113.7:4711");
    },
  },
  tlsCert: { args: TLS, shows: askOverTls },
  tlsKey: { args: TLS, shows: askOverTls },
  tlsPort: { args: [...TLS, "--tls-port", `${ports[2]}`], shows: ({ tls }) => strictEqual(tls.port, ports[2]) },
  tlsOnly: {
    args: [...TLS, "--tls-only"],
    async shows(server, folder) {
      strictEqual(server.tcp.port, 0);
      await askOverTls(server, folder);
    },
  },
  data: { args: ["--data", "elsewhere"], shows: (_server, folder) => ok(existsSync(join(folder, "elsewhere", "app.db"))) },
  fault: {
    args: ["--fault", "refuse seed=7"],
    async shows({ tcp, http }) {
      using client = await RawClient.connectOnly(tcp);
      ok(await client.isClosed());
      const { rule } = await (await fetch(`${http}/api/faults`)).json();
      deepStrictEqual(rule, { share: 1, faults: "refuse=1 seed=7" });
    },
  },
  memory: { args: ["--memory"], shows: (_server, folder) => ok(!existsSync(join(folder, "app-data"))) },
  journal: { args: JOURNAL, shows: keepsInLog },
  natsCreds: { args: [...JOURNAL, "--nats-creds", "user.creds"], shows: keepsInLog },
  natsToken: { args: [...JOURNAL, "--nats-token", TOKEN], shows: keepsInLog },
  replicas: { args: [...JOURNAL, "--replicas", "1"], shows: keepsInLog },
  reads: { args: [...JOURNAL, "--reads", "local"], shows: keepsInLog },
  serverName: { args: [...JOURNAL, "--server-name", "left"], shows: keepsInLog },
  sync: {
    args: ["--sync", "normal"],
    async shows(server) {
      using client = await connect(server);
      strictEqual(await client.ask("ADD 1"), "OK 1");
    },
  },
  maxConnections: {
    args: ["--max-connections", "1"],
    async shows(server) {
      using _first = await connect(server);
      using second = await RawClient.connectOnly(server.tcp);
      match(await second.line(), /^ERR too-many-connections /);
    },
  },
  maxConnectionsPerAddress: {
    args: ["--max-connections-per-address", "1"],
    async shows(server) {
      using _first = await connect(server);
      using second = await RawClient.connectOnly(server.tcp);
      match(await second.line(), /^ERR too-many-connections .* from one address/);
    },
  },
  maxLine: {
    args: ["--max-line", "64"],
    async shows(server) {
      using client = await connect(server);
      match(await client.ask("x".repeat(65)), /^ERR line-too-long /);
    },
  },
  maxValues: {
    args: ["--max-values", "2"],
    async shows(server) {
      using client = await connect(server);
      match(await client.ask("ADD 1 2 3"), /^ERR too-many-values /);
    },
  },
  idleSeconds: {
    args: ["--idle-seconds", "1"],
    async shows(server) {
      using client = await connect(server);
      match(await client.line(), /^ERR idle /);
    },
  },
  drainSeconds: {
    args: ["--drain-seconds", "0"],
    shows: async (server) => strictEqual(await server.stop("SIGTERM"), 0),
  },
  shutdownDelay: {
    args: ["--shutdown-delay", "2"],
    async shows(server) {
      server.kill("SIGTERM");
      await eventually(async () => {
        const response = await fetch(`${server.http}/readyz`);
        await response.body?.cancel();
        return response.status === 503;
      });
      using client = await connect(server);
      strictEqual(await client.ask("ADD 1"), "OK 1");
    },
  },
  maxRequestsPerSecond: {
    args: ["--max-requests-per-second", "1"],
    async shows(server) {
      using client = await connect(server);
      await client.send("PING\nPING\n");
      strictEqual(await client.line(), "OK");
      match(await client.line(), /^ERR rate-limited this connection /);
    },
  },
  maxRequestsPerAddress: {
    args: ["--max-requests-per-address", "1"],
    async shows(server) {
      using client = await connect(server);
      await client.send("PING\nPING\n");
      strictEqual(await client.line(), "OK");
      match(await client.line(), /^ERR rate-limited 127\.0\.0\.1 /);
    },
  },
  quizSeats: {
    args: ["--quiz-seats", "1"],
    async shows(server) {
      using ada = await connect(server);
      using ben = await connect(server);
      await ada.send("QUIZ Ada\n");
      await eventually(async () => (await players(server)).length === 1);
      await ben.send("QUIZ Ben\n");
      await eventually(async () => (await players(server)).map(({ state }) => state).join() === "playing,waiting");
    },
  },
  quizSeatsPerAddress: {
    args: ["--quiz-seats", "2", "--quiz-seats-per-address", "1"],
    async shows(server) {
      using ada = await connect(server);
      using ben = await connect(server);
      await ada.send("QUIZ Ada\n");
      await eventually(async () => (await players(server)).length === 1);
      await ben.send("QUIZ Ben\n");
      await eventually(async () => (await players(server)).map(({ state }) => state).join() === "playing,waiting");
    },
  },
  quizSeconds: {
    args: ["--quiz-seconds", "1"],
    async shows(server) {
      using client = await connect(server);
      await client.send("QUIZ Ada\n");
      await eventually(async () => (await players(server))[0]?.question === 2);
    },
  },
  quizResumeSeconds: {
    args: ["--quiz-resume-seconds", "0"],
    async shows(server) {
      {
        using client = await connect(server);
        await client.send("QUIZ Ada\n");
        await eventually(async () => (await players(server)).length === 1);
      }
      await eventually(async () => (await players(server)).length === 0);
    },
  },
  seed: {
    args: ["--seed", "7"],
    async shows(server) {
      using client = await connect(server);
      strictEqual(await client.ask("RANDOM 3"), "OK 105482 567452 932792");
    },
  },
  legacy: {
    args: ["--legacy", "--legacy-ports", "0,0,0"],
    shows: (server) => endsOldQuiz(server.output.match(/quiz (127\.0\.0\.1):(\d+)/)),
  },
  legacyHost: {
    args: ["--legacy", "--legacy-ports", "0,0,0", "--legacy-host", "127.0.0.2"],
    shows: (server) => endsOldQuiz(server.output.match(/quiz (127\.0\.0\.2):(\d+)/)),
  },
  legacyPorts: {
    args: ["--legacy", "--legacy-ports", `${ports[3]},0,0`],
    shows: (server) => endsOldQuiz(server.output.match(new RegExp(`quiz (127\\.0\\.0\\.1):(${ports[3]})`))),
  },
  token: { args: ["--token", TOKEN], shows: needsToken },
  tokenFile: { args: ["--token-file", "token"], shows: needsToken },
  hostToken: { args: ["--host-token", TOKEN], shows: needsHostToken },
  hostTokenFile: { args: ["--host-token-file", "token"], shows: needsHostToken },
  logMessages: {
    args: ["--log-messages", "off"],
    shows: async (server, folder) => ok(!(await logOf(server, folder)).includes("PING")),
  },
  logLevel: {
    args: ["--log-level", "error"],
    shows: async (server, folder) => ok(!(await logOf(server, folder)).includes("[info]")),
  },
  logTo: {
    args: ["--log-to", "both"],
    async shows(server, folder) {
      const log = await logOf(server, folder);
      match(log, /#1 < PING\n/);
      await server.crash();
      strictEqual(server.errors, log);
    },
  },
  logFormat: {
    args: ["--log-format", "json"],
    async shows(server, folder) {
      const lines = (await logOf(server, folder)).trimEnd().split("\n").map((line) => JSON.parse(line));
      ok(lines.some(({ connection, direction, text }) => `${connection} ${direction} ${text}` === "#1 < PING"));
    },
  },
};

for (const [name, { args, shows }] of Object.entries(SERVE)) {
  const needsNats = args.includes("--journal");
  Deno.test(`the executable takes ${args.join(" ")}`, { ignore: needsNats && !hasNats() }, () =>
    withFolder(async (folder) => {
      Deno.writeTextFileSync(join(folder, "token"), `${TOKEN}\n`);
      if (args.includes("--tls-cert")) CertificateFiles.in(folder);
      if (args.includes("--nats-creds")) Deno.writeTextFileSync(join(folder, "user.creds"), natsCredentials());
      const token = args.includes("--nats-token") ? TOKEN : null;
      await using _nats = needsNats ? await NatsNodes.startOne(folder, { address: args[1], token }) : undefined;
      await using server = await RunningServer.start(folder, args);
      await shows(server, folder);
      if (name !== "logTo") strictEqual(server.errors, "", name);
    }));
}

Deno.test("the executable takes serve --json", () =>
  withFolder(async (folder) => {
    const process = new Deno.Command(APP, {
      args: ["serve", "--json", "--memory", "--tcp-port", "0", "--http-port", "0"],
      cwd: folder,
      clearEnv: true,
      stdout: "piped",
    }).spawn();
    let text = "";
    for await (const piece of process.stdout.pipeThrough(new TextDecoderStream())) {
      if (!text.includes("\n") && piece.includes("\n")) process.kill("SIGTERM");
      text += piece;
    }
    strictEqual((await process.status).code, 0);
    deepStrictEqual(text.trim().split("\n").map((line) => JSON.parse(line).event), ["listening", "stopped"]);
  }));

/** Flags of the client, and what it prints then. */
interface ClientRow {
  args: string[];
  /** What comes behind the last flag, if only the server can tell. */
  ask?: (client: RawClient) => Promise<string[]>;
  prints: RegExp;
}

/** Opens a room. @returns its PIN and its token */
async function room(client: RawClient): Promise<[pin: string, token: string]> {
  const [, pin = "", token = ""] = (await client.ask("ROOM network")).match(/room=(\d+) token=(\S+)/) ?? [];
  return [pin, token];
}

/** What a server with a token tells a client. */
async function asked(server: RunningServer, ask: (client: RawClient) => Promise<string[]>): Promise<string[]> {
  using client = await connect(server);
  strictEqual(await client.ask(`AUTH ${TOKEN}`), "OK");
  return await ask(client);
}

/** The token of a game that is over. */
async function finishedGame(client: RawClient): Promise<string> {
  const [, token = ""] = (await client.ask("QUIZ Ada")).match(/token=(\S+)/) ?? [];
  await client.send("SKIP\n".repeat(10));
  while (!(await client.line()).startsWith("* result "));
  return token;
}

type ClientFlag = { [Group in keyof typeof CLIENT_OPTIONS]: keyof (typeof CLIENT_OPTIONS)[Group] }[keyof typeof CLIENT_OPTIONS];

const CLIENT: Record<Exclude<ClientFlag, "host" | "port">, ClientRow> = {
  mode: { args: ["--mode", "sort"], prints: /^sent .*\nsorted .*\n$/ },
  token: { args: ["--mode", "sort", "--token", TOKEN], prints: /^sent / },
  tokenFile: { args: ["--mode", "sort", "--token-file", "token"], prints: /^sent / },
  tls: { args: ["--mode", "sort", "--tls", "--ca", "cert.pem"], prints: /^sent / },
  ca: { args: ["--mode", "quiz", "--bot", "--tls", "--ca", "cert.pem"], prints: /1 of 1 bots/ },
  insecure: { args: ["--mode", "counter", "--connect", "--seconds", "1", "--tls", "--insecure"], prints: /connected as/ },
  seed: { args: ["--mode", "sort", "--size", "3", "--seed", "7"], prints: /^sent {4}11704 61958 976907\n/ },
  json: { args: ["--mode", "sort", "--json"], prints: /^\{"round":1,/ },
  size: { args: ["--mode", "sort", "--size", "3"], prints: /^sent {4}\d+ \d+ \d+\n/ },
  values: { args: ["--mode", "sort", "--values", "3,1,2"], prints: /^sent {4}3 1 2\nsorted {2}1 2 3\n$/ },
  repeat: { args: ["--mode", "sort", "--repeat", "2"], prints: /^2 rounds/m },
  room: { args: ["--mode", "host", "--room"], ask: async (client) => [(await room(client))[0]], prints: /20 questions, live/ },
  roomToken: {
    args: ["--mode", "host", "--room-token"],
    ask: async (client) => (([pin, token]) => [token, "--room", pin])(await room(client)),
    prints: /20 questions, live/,
  },
  set: { args: ["--mode", "host", "--set", "network"], prints: /20 questions, live/ },
  selfPaced: { args: ["--mode", "host", "--self-paced"], prints: /10 questions, self-paced/ },
  resume: { args: ["--mode", "quiz", "--resume"], ask: async (client) => [await finishedGame(client)], prints: /0 right/ },
  think: { args: ["--mode", "quiz", "--bot", "--think", "0-0.01"], prints: /1 of 1 bots/ },
  name: { args: ["--mode", "quiz", "--bot", "--name", "Ada"], prints: /1 of 1 bots/ },
  bot: { args: ["--mode", "quiz", "--bot"], prints: /1 of 1 bots/ },
  bots: { args: ["--mode", "quiz", "--bots", "2"], prints: /2 of 2 bots/ },
  accuracy: { args: ["--mode", "quiz", "--bot", "--accuracy", "1"], prints: /1 of 1 bots/ },
  id: { args: ["--mode", "counter", "--id", "42", "--connect", "--seconds", "1"], prints: /counter 42/ },
  connect: { args: ["--mode", "counter", "--connect", "--seconds", "1"], prints: /connected as counter \d+/ },
  seconds: { args: ["--mode", "counter", "--connect", "--seconds", "2"], prints: /connected as counter/ },
  clients: { args: ["--mode", "counter", "--clients", "2", "--seconds", "1"], prints: /^2 counters/ },
};

for (const [flag, { args, ask, prints }] of Object.entries(CLIENT)) {
  Deno.test(`the executable takes client --host --port ${args.join(" ")}`, () =>
    withFolder(async (folder) => {
      Deno.writeTextFileSync(join(folder, "token"), `${TOKEN}\n`);
      const isTls = args.includes("--tls");
      if (isTls) CertificateFiles.in(folder);
      await using server = await RunningServer.start(folder, ["--memory", "--token", TOKEN, ...isTls ? TLS : []]);
      const { hostname, port } = isTls ? server.tls : server.tcp;
      const env: Record<string, string> = flag.startsWith("token") ? {} : { APP_TOKEN: TOKEN };
      const more = ask ? await asked(server, ask) : [];
      const all = ["client", "--host", hostname, "--port", String(port), ...args, ...more];
      const { code, out, err } = await app(folder, all, env);
      deepStrictEqual({ code, err }, { code: 0, err: "" }, out);
      match(out, prints);
    }));
}

/** Flags of the judge, and what it prints then. */
const JUDGE: Record<keyof typeof JUDGE_OPTIONS, { args: string[]; prints: RegExp }> = {
  service: { args: ["--service", "counter", "--level", "1", "--token", TOKEN], prints: /COUNTER takes a counter/ },
  level: { args: ["--level", "2", "--token", TOKEN], prints: /\nLevel 2 is passed\.\n$/ },
  token: { args: ["--level", "1", "--token", TOKEN], prints: /\nLevel 1 is passed\.\n$/ },
  tokenFile: { args: ["--level", "1", "--token-file", "token"], prints: /\nLevel 1 is passed\.\n$/ },
  format: { args: ["--level", "1", "--token", TOKEN, "--format", "junit"], prints: /^<\?xml / },
  json: { args: ["--level", "1", "--token", TOKEN, "--json"], prints: /^\{"event":"begin"/ },
};

for (const { args, prints } of Object.values(JUDGE)) {
  Deno.test(`the executable takes judge HOST:PORT ${args.join(" ")}`, () =>
    withFolder(async (folder) => {
      Deno.writeTextFileSync(join(folder, "token"), `${TOKEN}\n`);
      await using server = await RunningServer.start(folder, ["--memory", "--token", TOKEN]);
      const { code, out, err } = await app(folder, ["judge", `${server.tcp.hostname}:${server.tcp.port}`, ...args]);
      deepStrictEqual({ code, err }, { code: 0, err: "" }, out);
      match(out, prints);
    }));
}

/** Flags of the load generator, and what it prints then. */
const BENCH: Record<keyof typeof BENCH_OPTIONS, { args: string[]; prints: RegExp }> = {
  clients: { args: ["--clients", "3"], prints: /\n3 clients, pipeline 1,/ },
  pipeline: { args: ["--pipeline", "4"], prints: /\n10 clients, pipeline 4,/ },
  rate: { args: ["--rate", "200"], prints: /: 200 requests per second \(open loop\)\n/ },
  seconds: { args: ["--seconds", "2"], prints: /\n2 s after 0 s of warm-up/ },
  warmUp: { args: ["--warm-up", "1"], prints: /\n1 s after 1 s of warm-up/ },
  mix: { args: ["--mix", "add=3,random,ping"], prints: /\nadd .*\nrandom .*\nping .*\nall / },
  protocol: { args: ["--protocol", "app"], prints: /, lines: as fast as it answers/ },
  seed: { args: ["--seed", "42"], prints: /, seed 42\n/ },
  workers: { args: ["--workers", "2"], prints: /, 2 threads, seed/ },
  token: { args: ["--token", TOKEN], prints: /\nerrors +0\n/ },
  tokenFile: { args: ["--token-file", "token"], prints: /\nerrors +0\n/ },
  compare: { args: ["--compare", "old.json"], prints: /\ncompared +now +before +change\nper second / },
  json: { args: ["--json"], prints: /^\{\n {2}"bench": 1,/ },
};

for (const [flag, { args, prints }] of Object.entries(BENCH)) {
  Deno.test(`the executable takes bench HOST:PORT ${args.join(" ")}`, () =>
    withFolder(async (folder) => {
      Deno.writeTextFileSync(join(folder, "token"), `${TOKEN}\n`);
      await using server = await RunningServer.start(folder, ["--memory", "--token", TOKEN]);
      const env: Record<string, string> = {
        APP_SECONDS: "1",
        APP_WARM_UP: "0",
        ...flag.startsWith("token") ? {} : { APP_TOKEN: TOKEN },
      };
      const bench = (...args: string[]) => app(folder, ["bench", `${server.tcp.hostname}:${server.tcp.port}`, ...args], env);
      if (flag === "compare") Deno.writeTextFileSync(join(folder, "old.json"), (await bench("--json")).out);
      const { code, out, err } = await bench(...args);
      deepStrictEqual({ code, err }, { code: 0, err: "" }, out);
      match(out, prints);
    }));
}

/** Flags of the demo, and what it prints then. */
const DEMO: Record<keyof typeof DEMO_OPTIONS, { args: string[]; prints: RegExp }> = {
  clients: { args: ["--clients", "3"], prints: / 3 clients added 10,000 values\. Without the semaphore [\d,]+ are there, / },
  values: { args: ["--values", "300"], prints: / 50 clients added 300 values\. [^]* With it: 300\.\n/ },
  seed: { args: ["--seed", "7"], prints: /Nothing is lost this time[^]* --seed 7 shows it again/ },
  json: { args: ["--json"], prints: /^\{"event":"steps","semaphore":false,/ },
};

for (const { args, prints } of Object.values(DEMO)) {
  Deno.test(`the executable takes demo race ${args.join(" ")}`, () =>
    withFolder(async (folder) => {
      const { code, out, err } = await app(folder, ["demo", "race", ...args]);
      deepStrictEqual({ code, err }, { code: 0, err: "" }, out);
      match(out, prints);
      deepStrictEqual([...Deno.readDirSync(folder)], []);
    }));
}

Deno.test("backup, restore, check, help and --version work in the executable, while a server runs and after it", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder);
    using client = await connect(server);
    strictEqual(await client.ask("ADD 1 2 3"), "OK 3");
    const succeeds = async (args: string[], prints: RegExp) => {
      const { code, out, err } = await app(folder, args);
      deepStrictEqual({ code, err }, { code: 0, err: "" }, args.join(" "));
      match(out, prints);
    };
    await succeeds(["check", "app-data"], /values 3,/);
    await succeeds(["backup", "app-data", "friday.db"], /friday\.db: values 3,/);
    strictEqual(await server.stop("SIGTERM"), 0);
    await succeeds(["check", "app-data"], /values 3,/);
    await succeeds(["backup", "app-data", "saturday.db"], /values 3,/);
    await succeeds(["restore", "saturday.db", "restored"], /values 3,/);
    deepStrictEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "app-data",
      "friday.db",
      "restored",
      "saturday.db",
    ]);
    for (const args of [[], ["help"], ["--help"], ["-h"], ["help", "serve"], ["client", "--help"]]) {
      await succeeds(args, /^app/);
    }
    await succeeds(["cert", "--out", "certs"], /^Wrote certs\/cert\.pem and certs\/key\.pem, valid until /);
    await succeeds(["cert", "--out=certs", "--overwrite", "--days=2", "--names=app.example.com"], /, app\.example\.com\n/);
    for (const command of ["backup", "restore", "check", "cert", "judge", "bench", "record", "replay", "demo"]) {
      await succeeds([command, "--help"], new RegExp(`^app ${command} `));
    }
    await succeeds(["--version"], /^app \d+\.\d+\.\d+ \(commit [\da-f]{7,}\S*, Deno [\d.]+, V8 \S+, \S+\)\n$/);
  }));

Deno.test("no flag is missing from the tables of this file", () => {
  deepStrictEqual([...Object.keys(SERVE), "json"].sort(), Object.keys(SERVE_OPTIONS).sort());
  deepStrictEqual(Object.keys(JUDGE).sort(), Object.keys(JUDGE_OPTIONS).sort());
  deepStrictEqual(Object.keys(BENCH).sort(), Object.keys(BENCH_OPTIONS).sort());
  deepStrictEqual(Object.keys(DEMO).sort(), Object.keys(DEMO_OPTIONS).sort());
  const flags = new Set(Object.values(CLIENT_OPTIONS).flatMap((options) => Object.keys(options)));
  deepStrictEqual([...Object.keys(CLIENT), "host", "port"].sort(), [...flags].sort());
});
