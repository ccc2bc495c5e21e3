import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseClientConfig } from "../client/config.ts";
import { CLIENT_OPTIONS } from "../client/options.ts";
import { checkEnvironment } from "../cli/environment.ts";
import { helpText } from "../cli/help.ts";
import { COMMANDS, run } from "../commands/mod.ts";
import { parseBenchConfig } from "../loadgen/config.ts";
import { parseJudgeConfig } from "../judge/config.ts";
import { parseRecordConfig } from "../recording/record_config.ts";
import { parseServerConfig, SERVE_OPTIONS } from "../server/config.ts";
import { eventually } from "./support/eventually.ts";
import { withFolder } from "./support/folder.ts";
import { RawClient } from "./support/raw_client.ts";
import { TestShell } from "./support/test_shell.ts";
import { startTestServer } from "./support/test_server.ts";
import manifest from "../deno.json" with { type: "json" };

/** Runs a command to its end. */
async function outcome(args: string[], env: Record<string, string> = {}) {
  const shell = new TestShell({ env });
  const code = await run(args, shell);
  return { code, out: shell.stdout.text, err: shell.stderr.text };
}

async function refused(args: string[], message: RegExp, env: Record<string, string> = {}): Promise<void> {
  const { code, out, err } = await outcome(args, env);
  deepStrictEqual({ code, out, lines: err.split("\n").length }, { code: 2, out: "", lines: 2 }, err);
  match(err, message);
}

Deno.test("each command has a help that names its flags", async () => {
  for (const args of [[], ["help"], ["--help"], ["-h"]]) {
    const { code, out } = await outcome(args);
    strictEqual(code, 0);
    for (
      const command of [
        "app serve",
        "app client",
        "app cert",
        "app judge",
        "app bench",
        "app record",
        "app replay",
        "app demo",
        "app backup",
        "app restore",
        "app check",
        "app help",
        "app --version",
      ]
    ) {
      ok(out.includes(command));
    }
  }
  for (const args of [["help", "serve"], ["serve", "--help"], ["serve", "-h"]]) {
    const { code, out } = await outcome(args);
    strictEqual(code, 0);
    const flags = [
      "host",
      "tcp-port",
      "http-port",
      "tls-cert",
      "tls-key",
      "tls-port",
      "tls-only",
      "data",
      "memory",
      "sync",
      "max-connections",
      "max-connections-per-address",
      "max-line",
      "idle-seconds",
      "token",
      "token-file",
      "host-token",
      "host-token-file",
      "quiz-seats",
      "quiz-seats-per-address",
      "quiz-seconds",
      "quiz-resume-seconds",
    ];
    for (const flag of [...flags, "log-messages", "log-level", "json"]) ok(out.includes(`  --${flag} `), flag);
    match(out, /--tcp-port PORT +port for lines over TCP; 0 takes a free port \(0 to\s+65535, default 4000\)/);
  }
  const { code, out } = await outcome(["help", "client"]);
  strictEqual(code, 0);
  for (
    const flag of [
      "mode",
      "host",
      "port",
      "tls",
      "ca",
      "insecure",
      "token",
      "token-file",
      "json",
      "size",
      "values",
      "repeat",
      "name",
      "bot",
      "bots",
      "accuracy",
      "id",
      "connect",
      "seconds",
      "clients",
    ]
  ) {
    ok(out.includes(`  --${flag} `), flag);
  }
});

Deno.test("the tests and the server from source have exactly the executable's permissions", () => {
  const { tasks } = manifest;
  const [permissions] = tasks.compile.match(/--no-prompt .*?(?= --include)/) ?? [];
  ok(permissions);
  for (const command of [tasks.test.command, tasks.start.command]) ok(command.includes(` ${permissions} `), command);
});

Deno.test("the version is told", async () => {
  match((await outcome(["--version"])).out, /^app \d+\.\d+\.\d+ \(from source, Deno [\d.]+, V8 \S+, \S+\)\n$/);
});

Deno.test("a usage error is one line that says what is allowed, and the exit code is 2", async () => {
  await refused(["serve", "4000"], /^app: serve has no 4000: app help serve lists its flags$/m);
  await refused(["serve", "--tcp-port", "70000"], /^app: --tcp-port "70000" is not an integer from 0 to 65535$/m);
  await refused(["serve", "--tcp-port", "4e3"], /^app: --tcp-port "4e3" is not an integer/m);
  await refused(["serve", "--tcp-port"], /^app: --tcp-port must not be empty$/m);
  await refused(["serve", "--log-messages", "yes"], /^app: --log-messages "yes" is not on or off$/m);
  await refused(["serve", "--log-level", "loud"], /^app: --log-level "loud" is not debug, info, warning or error$/m);
  await refused(
    ["serve", "--public-url", "quiz"],
    /^app: --public-url "quiz" is not the http:\/\/ or https:\/\/ URL of a page/m,
  );
  await refused(["serve", "--allow-origin", "*"], /^app: --allow-origin "\*" is not a list of origins such as/m);
  await refused(["serve", "--trusted-proxy", "10.0.0.0/33"], /^app: --trusted-proxy "10\.0\.0\.0\/33" is not a list of IP/m);
  await refused(["serve", "--proxy-protocol"], /^app: --proxy-protocol needs --trusted-proxy: name the addresses/m);
  await refused(["serve", "--data", "x", "--memory"], /^app: --data and --memory do not go together/m);
  await refused(["serve", "--token="], /^app: --token must not be empty$/m);
  await refused(
    ["serve", "--tcp-port", "8000"],
    /^app: --tcp-port and --http-port must differ, and both are 8000: choose another/m,
  );
  await refused(["serve", "--tls-cert", "x"], /^app: --tls-cert needs --tls-key: give both; app cert makes both files$/m);
  await refused(["serve", "--tls-key", "x"], /^app: --tls-key needs --tls-cert: give both/m);
  await refused(["serve", "--tls-only"], /^app: --tls-only needs --tls-cert and --tls-key: app cert makes both files$/m);
  await refused(["serve", "--tls-port", "1"], /^app: --tls-port needs --tls-cert and --tls-key/m);
  await refused(
    ["serve", "--tls-cert", "x", "--tls-key", "y", "--tls-port", "4000"],
    /^app: --tcp-port and --tls-port must differ, and both are 4000: choose another/m,
  );
  await refused(["client", "--mode", "sort", "--ca", "x"], /^app: --ca needs --tls: /m);
  await refused(["client", "--mode", "sort", "--insecure"], /^app: --insecure needs --tls: /m);
  await refused(
    ["client", "--mode", "sort", "--tls", "--ca", "x", "--insecure"],
    /^app: --ca and --insecure do not go together/m,
  );
  await refused(
    ["client", "--mode", "sort", "--tls", "--ca", "none"],
    /^app: can't read --ca none: No such file or directory$/m,
  );
  await refused(
    ["client", "--mode", "sort", "--tls", "--ca", "deno.json"],
    /^app: --ca deno\.json is not a certificate in PEM/m,
  );
  for (const names of ["a b", "1.2.3.999", "1:2:3", "a,,b", "*"]) {
    await refused(
      ["cert", "--names", names],
      /^app: --names ".*" is not a list of host names and IP addresses, separated by commas/m,
    );
  }
  await refused(["client"], /^app: --mode is required: sort, quiz, counter or host$/m);
  await refused(["client", "--mode", "sorts"], /^app: --mode "sorts" is not sort, quiz, counter or host$/m);
  await refused(
    ["client", "--mode", "sort", "--values", "3,x"],
    /^app: --values "3,x" is not a list of integers from -9007199254740991/m,
  );
  await refused(["serve", "--memory=maybe"], /^app: --memory "maybe" is not on or off$/m);
  await refused(["serve", "--", "foo"], /^app: serve has no foo: /m);
  await refused(["client", "--mode", "sort", "--bot"], /^app: --bot needs --mode quiz, not --mode sort$/m);
  await refused(["client", "--mode", "quiz", "--accuracy", "0.5"], /^app: --accuracy needs --bot or --bots: /m);
  await refused(["client", "--mode", "sort", "--room", "123456"], /^app: --room needs --mode quiz or host, not --mode sort$/m);
  await refused(["client", "--mode", "quiz", "--room", "12345"], /^app: --room "12345" is not a PIN of six digits$/m);
  await refused(["client", "--mode", "quiz", "--room-token", "x"], /^app: --room-token needs --mode host, not --mode quiz$/m);
  await refused(["client", "--mode", "host", "--room-token", "x"], /^app: --room-token needs --room: /m);
  await refused(["client", "--mode", "host", "--room", "123456", "--self-paced"], /^app: --room and --self-paced do not go/m);
  await refused(["client", "--mode", "quiz", "--resume", "x", "--bots", "2"], /^app: --resume continues the game of one/m);
  for (const range of ["4-1", "1-", "1-601", "x", "-1"]) {
    await refused(
      ["client", "--mode", "quiz", "--bot", "--think", range],
      /^app: --think ".*" is not a range of seconds from 0 to 600, such as 1-4 or 0\.5-2$/m,
    );
  }
  await refused(
    ["client", "--mode", "quiz", "--name", "a\nb"],
    /^app: --name "a\\u000ab": a name must not contain control characters/m,
  );
  await refused(["client", "-3"], /^app: client has no -3: app help client lists its flags$/m);
  await refused(["client", "--mode", "sort", "--size", "0"], /^app: --size "0" is not an integer from 1 to 100000$/m);
  await refused(
    ["client", "--mode", "sort", "--size", "3", "--values", "1"],
    /^app: --size and --values do not go together: --values/m,
  );
});

Deno.test("a misspelt command, flag or variable gets a suggestion", async () => {
  await refused(["srve"], /^app: there is no command "srve": did you mean app serve\?$/m);
  await refused(["--verison"], /^app: there is no command "--verison": did you mean app --version\?$/m);
  await refused(["help", "sevre"], /^app: there is no command "sevre": did you mean app serve\?$/m);
  await refused(["launch"], /^app: there is no command "launch": app help lists the commands$/m);
  await refused(
    ["serve", "--port", "1"],
    /^app: serve has no --port: did you mean --tcp-port, --http-port, --public-tcp-port or --tls-port\?$/m,
  );
  await refused(
    ["serve", "--prot=1"],
    /^app: serve has no --prot: did you mean --tcp-port, --http-port, .* or --tls-port\?$/m,
  );
  await refused(["serve", "--quiz-seat", "1"], /^app: serve has no --quiz-seat: did you mean --quiz-seats\?$/m);
  await refused(["client", "--mdoe", "sort"], /^app: client has no --mdoe: did you mean --mode\?$/m);
  await refused(["client", "sort"], /^app: client has no sort: did you mean --mode sort\?$/m);
  await refused(["serve", "--colour"], /^app: serve has no --colour: app help serve lists its flags$/m);
  await refused(["serve"], /^app: there is no environment variable APP_TCPPORT: did you mean APP_TCP_PORT\?$/m, {
    APP_TCPPORT: "1",
  });
  await refused(["client"], /^app: there is no environment variable APP_HTTP: did you mean APP_HTTP_PORT\?$/m, {
    APP_HTTP: "1",
  });
  // What is near none of ours is for another program.
  checkEnvironment({ APP_ENV: "production", APP_X: "1" }, [SERVE_OPTIONS, ...Object.values(CLIENT_OPTIONS)]);
});

Deno.test("every flag has an environment variable, which is checked as well, and the flag takes precedence", async () => {
  await refused(["serve"], /^app: APP_TCP_PORT "x" is not an integer from 0 to 65535$/m, { APP_TCP_PORT: "x" });
  await refused(["serve"], /^app: APP_MEMORY "maybe" is not on or off$/m, { APP_MEMORY: "maybe" });
  await using server = await startTestServer();
  // A variable of the other command is no mistake.
  const env = { APP_MODE: "sort", APP_PORT: String(server.tcp.port), APP_VALUES: "2,1", APP_QUIZ_SEATS: "1", OTHER: "x" };
  deepStrictEqual(await outcome(["client"], env), { code: 0, out: "sent    2 1\nsorted  1 2\n", err: "" });
  match((await outcome(["client", "--size", "3", "--json=off"], env)).out, /^sent {4}\d+ \d+ \d+\n/);
  deepStrictEqual(await outcome(["client", "--values", "-8,-9"], env), {
    code: 0,
    out: "sent    -8 -9\nsorted  -9 -8\n",
    err: "",
  });
});

Deno.test("a token has at least 16 characters, and can come from a file", () =>
  withFolder(async (folder) => {
    const [good, short] = ["fifteen letters!", "fifteen letters"];
    const write = (text: string) => {
      const path = join(folder, "token");
      Deno.writeTextFileSync(path, text);
      return path;
    };
    for (const command of [["serve"], ["client", "--mode", "sort"]]) {
      const refuse = (args: string[], message: RegExp, env = {}) => refused([...command, ...args], message, env);
      await refuse(
        ["--token", short],
        /^app: the token must have at least 16 characters, not 15: make one with openssl rand -base64 18$/m,
      );
      await refuse(["--token", ` ${good}`], /^app: the token must be one line, with no space at its beginning or end$/m);
      await refuse([], /^app: the token must have at least 16 characters/m, { APP_TOKEN: short });
      await refuse(
        ["--token-file", write(`${short}\n`)],
        /^app: the token in .*\/token must have at least 16 characters, not 15/m,
      );
      await refuse(["--token-file", write("\n")], /^app: the token in .*\/token must have at least 16 characters, not 0/m);
      await refuse(["--token-file", write(`${good}\n${good}\n`)], /^app: the token in .*\/token must be one line/m);
      await refuse(
        ["--token-file", join(folder, "none")],
        /^app: can't read the token from --token-file .*\/none: No such file or directory$/m,
      );
      await refuse(["--token-file", write(good), "--token", good], /^app: --token and --token-file do not go together/m);
    }
    for (const text of [good, `${good}\n`, `${good}\r\n`]) {
      strictEqual(parseServerConfig(["--token-file", write(text)], {}).token, good);
      strictEqual(parseServerConfig(["--token-file", write(text)], { APP_TOKEN: "an older secret token" }).token, good);
      strictEqual(parseClientConfig(["--mode", "sort"], { APP_TOKEN_FILE: write(text) }).token, good);
    }
  }));

Deno.test("the host token has at least 16 characters, can come from a file, and is not the token", () =>
  withFolder(async (folder) => {
    const [good, other] = ["fifteen letters!", "sixteen letters!"];
    const file = join(folder, "token");
    Deno.writeTextFileSync(file, `${good}\n`);
    const refuse = (args: string[], message: RegExp, env = {}) => refused(["serve", ...args], message, env);
    await refuse(["--host-token", "short"], /^app: the host token must have at least 16 characters, not 5: make one with/m);
    await refuse(["--host-token", `${good} `], /^app: the host token must be one line, with no space at its beginning/m);
    await refuse(
      ["--host-token-file", join(folder, "none")],
      /^app: can't read the host token from --host-token-file .*\/none: No such file or directory$/m,
    );
    await refuse(
      ["--host-token-file", file, "--host-token", other],
      /^app: --host-token and --host-token-file do not go together: give one of them$/m,
    );
    await refuse(
      ["--host-token", good, "--token-file", file],
      /^app: --token and --host-token must differ: whoever makes changes would be a host$/m,
    );
    await refuse([], /^app: the host token must have at least 16 characters/m, { APP_HOST_TOKEN: "short" });
    const { token, hostToken } = parseServerConfig(["--host-token-file", file, "--token", other], { APP_HOST_TOKEN: other });
    deepStrictEqual({ token, hostToken }, { token: other, hostToken: good });
  }));

Deno.test("what is wrong with the arguments of judge is said, and exits with 2", async () => {
  await refused(["judge"], /^app: judge takes HOST:PORT: usage: app judge HOST:PORT$/m);
  await refused(["judge", "4000"], /^app: "4000" is not HOST:PORT: usage: app judge HOST:PORT/);
  await refused(["judge", "localhost:0"], /^app: "localhost:0" is not HOST:PORT/);
  await refused(["judge", "::1:4000"], /^app: "::1:4000" is not HOST:PORT/);
  await refused(["judge", "http://127.0.0.1:8000/"], /is not HOST:PORT: judge speaks lines over TCP, not over HTTP: usage:/);
  await refused(
    ["judge", "localhost:4000", "localhost:4001"],
    /^app: judge takes HOST:PORT: usage: app judge HOST:PORT$/m,
  );
  await refused(["judge", "localhost:4000", "--level", "6"], /^app: --level "6" is not an integer from 1 to 5$/m);
  await refused(
    ["judge", "--service", "rooms", "localhost:4000"],
    /^app: --service "rooms" is not array, quiz, counter or all$/m,
  );
  await refused(["judge", "localhost:4000", "--json", "--format", "tap"], /^app: --json and --format tap do not go together/);
  deepStrictEqual(parseJudgeConfig(["--level", "2", "[::1]:4000", "--json"], { APP_SERVICE: "all" }), {
    hostname: "::1",
    port: 4000,
    where: "[::1]:4000",
    services: ["array", "quiz", "counter"],
    level: 2,
    format: "json",
    token: null,
  });
});

Deno.test("what is wrong with the arguments of bench is said, and exits with 2", async () => {
  await refused(["bench"], /^app: bench takes HOST:PORT: usage: app bench HOST:PORT$/m);
  await refused(["bench", "4000"], /^app: "4000" is not HOST:PORT, nor http:\/\/HOST:PORT: usage: app bench HOST:PORT/);
  await refused(["bench", "http://127.0.0.1:8000/?x=1"], /is not HOST:PORT, nor http/);
  await refused(
    ["bench", "https://127.0.0.1:8443"],
    /^app: bench does not speak TLS: give the http:\/\/ address of the server$/m,
  );
  const wrong: [args: string[], message: RegExp][] = [
    [["--clients", "10001"], /^app: --clients "10001" is not an integer from 1 to 10000$/m],
    [["--clients", "10000", "--pipeline", "101"], /has 1010000 requests in flight: at most 1000000 are allowed$/m],
    [["--rate", "fast"], /^app: --rate "fast" is not max or an integer from 1 to 10000000$/m],
    [["--rate", "0"], /^app: --rate "0" is not max or an integer/m],
    [["--mix", "push=3"], /^app: --mix "push=3" is not a list such as add=70,get=30, of add, .*: "push=3" is wrong$/m],
    [
      ["--protocol", "redis", "--mix", "add,stats"],
      /^app: --mix has stats, and Redis' protocol has nothing like it: choose of add,/m,
    ],
    [["--workers", "3", "--clients", "2"], /^app: --workers 3 is more than --clients 2: each thread needs a connection$/m],
    [["--compare", "/dev/null/x"], /^app: can't read --compare \/dev\/null\/x: /m],
  ];
  for (const [args, message] of wrong) await refused(["bench", "127.0.0.1:1", ...args], message);
  await refused(["bench", "http://127.0.0.1:1", "--protocol", "app"], /^app: --protocol app and http:\/\/ do not go together/m);
  const world = { random: () => 0.5, processors: 4 };
  const { load, ...others } = parseBenchConfig(["http://[::1]:8000/quiz/", "--rate", "50", "--mix=ping", "--json"], {}, world);
  deepStrictEqual(others, { workers: 3, compare: null, json: true });
  deepStrictEqual(load, {
    target: { hostname: "::1", port: 8000, where: "[::1]:8000", protocol: "http", path: "/quiz", token: null },
    mix: [{ operation: "ping", weight: 1 }],
    seed: 2 ** 31,
    clients: 10,
    pipeline: 1,
    rate: 50,
    seconds: 10,
    warmUpSeconds: 1,
  });
  const workers = (args: string[], processors: number) =>
    parseBenchConfig(["[::1]:1", ...args], {}, { ...world, processors }).workers;
  deepStrictEqual([workers([], 1), workers([], 2), workers([], 8), workers(["--clients", "2"], 8)], [1, 1, 7, 2]);
});

Deno.test("bench prints figures, and as JSON what --compare reads", async () => {
  await using server = await startTestServer();
  const bench = (...args: string[]) => {
    const where = `127.0.0.1:${server.tcp.port}`;
    return outcome(["bench", where, "--seconds", "1", "--warm-up", "0", "--clients", "2", "--seed", "7", ...args]);
  };
  await withFolder(async (folder) => {
    const file = join(folder, "old.json");
    const { code, out, err } = await bench("--json", "--rate", "300");
    deepStrictEqual({ code, err }, { code: 0, err: "" });
    const { bench: version, settings, figures } = JSON.parse(out);
    deepStrictEqual([version, settings.rate, settings.loop, settings.seed], [1, 300, "open", 7]);
    ok(Math.abs(figures.requests - 300) < 10, out);
    Deno.writeTextFileSync(file, out);
    const compared = await bench("--rate", "200", "--compare", file);
    strictEqual(compared.code, 0, compared.err);
    match(compared.out, /\ncompared +now +before +change\nper second +\d+\S* +\d+\S* +-3\d\.\d%\n/);
    match(compared.out, /\nNot the same load: rate 200, before 300\.\n/);
    const { changes, differences } = JSON.parse((await bench("--rate", "200", "--json", "--compare", file)).out);
    deepStrictEqual([changes[0].name, differences], ["per second", ["rate 200, before 300"]]);
    for (
      const [text, why] of [["{", /: it is not JSON$/m], ["{}", /is not a report: make one with app bench --json > /]] as const
    ) {
      Deno.writeTextFileSync(file, text);
      const { code, err } = await bench("--compare", file);
      strictEqual(code, 2);
      match(err, why);
    }
  });
});

Deno.test("bench exits with 1 and one line if nothing listens", async () => {
  const { code, out, err } = await outcome(["bench", "127.0.0.1:1"]);
  deepStrictEqual([code, out, err], [1, "", "app: nothing listens at 127.0.0.1:1: start the server, or look at its port\n"]);
});

Deno.test("what is wrong with the arguments of record and replay is said, and exits with 2", async () => {
  const record = ["record", "--listen", "5000", "--to", "127.0.0.1:4000", "talk.txt"];
  await refused(["record"], /^app: record takes FILE: usage: app record FILE$/m);
  await refused(
    ["record", "talk.txt"],
    /^app: record needs --listen \[HOST:\]PORT, where clients connect: as in app record /,
  );
  await refused(["record", "--listen", "5000", "talk.txt"], /^app: record needs --to HOST:PORT, the server: as in app record /);
  await refused([...record, "--listen", "x"], /^app: --listen "x" is not a port or HOST:PORT$/m);
  await refused([...record, "--to", "127.0.0.1:0"], /^app: --to "127\.0\.0\.1:0" is not HOST:PORT, as in 127\.0\.0\.1:4000$/m);
  await refused(["replay", "talk.txt"], /^app: replay takes FILE and HOST:PORT: usage: app replay FILE HOST:PORT$/m);
  await refused(["replay", "talk.txt", "4000"], /^app: "4000" is not HOST:PORT: usage: app replay FILE HOST:PORT/);
  const replay = ["replay", "talk.txt", "127.0.0.1:4000"];
  await refused([...replay, "--speed", "fast"], /^app: --speed "fast" is not a number from 0\.001 to 1000000, or max$/m);
  await refused([...replay, "--ignore", "("], /^app: --ignore "\(" is not a regular expression, as in /m);
  deepStrictEqual(parseRecordConfig(["talk.txt", "--listen", "[::1]:0"], { APP_TO: "[::1]:4000" }), {
    file: "talk.txt",
    listen: { hostname: "::1", port: 0 },
    to: { hostname: "::1", port: 4000 },
    keepSecrets: false,
    overwrite: false,
    maxConnections: 1000,
  });
});

Deno.test("what is wrong with the arguments of demo, or with a seed, is said, and exits with 2", async () => {
  await refused(["demo"], /^app: demo takes race: usage: app demo race$/m);
  await refused(["demo", "deadlock"], /^app: there is no demo "deadlock": usage: app demo race \[flags\]$/m);
  await refused(["demo", "race", "--clients", "1"], /^app: --clients "1" is not an integer from 2 to 1000$/m);
  await refused(["demo", "race"], /^app: APP_VALUES "3,1,2" is not an integer from 2 to 20000$/m, { APP_VALUES: "3,1,2" });
  for (const command of [["demo", "race"], ["serve"], ["client", "--mode", "sort"]]) {
    for (const seed of ["-1", "4294967296", "x"]) {
      await refused([...command, "--seed", seed], /^app: --seed ".*" is not an integer from 0 to 4294967295$/m);
    }
  }
  for (const seed of [0, 4_294_967_295]) strictEqual(parseServerConfig(["--seed", String(seed)], {}).seed, seed);
  strictEqual(parseServerConfig([], {}).seed, null);
});

Deno.test("help fits into a terminal of 80 columns", () => {
  for (const command of [undefined, ...Object.keys(COMMANDS), "help"]) {
    for (const line of helpText(command, COMMANDS).split("\n")) {
      ok(line.length <= 80, line);
    }
  }
});

Deno.test("serve prints the public URL", async () => {
  const args = ["serve", "--memory", "--tcp-port", "0", "--http-port", "0", "--public-url", "https://example.org/quiz"];
  for (
    const [more, shown] of [[[], /\n {2}https:\/\/example\.org\/quiz\/\n/], [
      ["--json"],
      /"url":"https:\/\/example\.org\/quiz\/"/,
    ]] as const
  ) {
    const shell = new TestShell();
    const ended = run([...args, ...more], shell);
    await shell.stdout.has("\n");
    shell.interrupt();
    strictEqual(await ended, 0);
    match(shell.stdout.text, shown);
  }
});

Deno.test("a server that others may reach prints one link with a host token of its own, and one that has a token prints none", async () => {
  const start = async (args: string[]) => {
    const shell = new TestShell();
    const ended = run(["serve", "--memory", "--tcp-port", "0", "--http-port", "0", ...args], shell);
    await shell.stdout.has("\n");
    shell.interrupt();
    strictEqual(await ended, 0);
    strictEqual(shell.stderr.text, "");
    return shell.stdout.text;
  };
  const link = /^ {2}(http:\/\/\S+\/host#[\w-]{16})$/gm;
  const url = ["--public-url", "https://example.org/quiz"];
  match(await start(url), /^ {2}https:\/\/example\.org\/quiz\/host#[\w-]{16}$/m);
  for (const args of [["--host", "0.0.0.0"], ["--trusted-proxy", "127.0.0.1"], ["--public-tcp-port", "4001"]]) {
    const links = [await start(args), await start(args)].map((out) => [...out.matchAll(link)].map(([, link]) => link));
    deepStrictEqual(links.map(({ length }) => length), [1, 1], args.join(" "));
    const page = links[0][0].split("host#")[0];
    const isShown = (await start(args)).includes("Other computers and phones in this network open:\n  http://");
    strictEqual(isShown, !page.startsWith("http://127.0.0.1:"), page);
    ok(links[0][0].split("#")[1] !== links[1][0].split("#")[1], "the same token twice");
    match(JSON.parse((await start([...args, "--json"])).split("\n")[0]).hostUrl, /^http:\/\/[^/]+\/host#[\w-]{16}$/);
  }
  for (const args of [[], ["--host", "127.0.0.2"], ["--host", "0.0.0.0", "--host-token", "fifteen letters!"]]) {
    const out = await start(args);
    ok(!out.includes("#") && !out.includes("letters"), out);
    strictEqual(JSON.parse((await start([...args, "--json"])).split("\n")[0]).hostUrl, undefined);
  }
});

Deno.test("serve tells where it listens as one JSON object, keeps its log in the folder, and ends with exit code 0", async () => {
  await withFolder(async (folder) => {
    const data = join(folder, "new", "data");
    const shell = new TestShell({ env: { APP_TCP_PORT: "0" } });
    const ended = run(["serve", "--http-port", "0", "--data", data, "--json"], shell);
    await shell.stdout.has("\n");
    const { event, tcp, http, data: told } = JSON.parse(shell.stdout.text);
    deepStrictEqual([event, tcp.host, http.host, told], ["listening", "127.0.0.1", "127.0.0.1", data]);
    {
      using client = await RawClient.connect({ transport: "tcp", hostname: tcp.host, port: tcp.port });
      strictEqual(await client.ask("SORT 2 1"), "OK 1 2");
    }
    strictEqual(await (await fetch(`http://${http.host}:${http.port}/healthz`)).text(), '{"status":"alive"}');
    shell.interrupt();
    strictEqual(await ended, 0);
    deepStrictEqual(shell.stdout.text.trim().split("\n").slice(1), ['{"event":"stopped"}']);
    strictEqual(shell.stderr.text, "");
    match(Deno.readTextFileSync(join(data, "server.log")), /#1 < SORT 2 1\n.*#1 > OK 1 2\n[^]*stopped\n$/);
  });
});

Deno.test("serve prints what to paste, and with --memory it writes nothing to disk", async () => {
  await withFolder(async (folder) => {
    const shell = new TestShell({ env: { APP_DATA: join(folder, "data") } });
    const ended = run(["serve", "--tcp-port", "0", "--http-port", "0", "--host", "0.0.0.0", "--memory"], shell);
    await shell.stdout.has("Ctrl-C");
    match(
      shell.stdout.text,
      /^ {2}nc 127\.0\.0\.1 \d+\n {2}curl http:\/\/127\.0\.0\.1:(\d+)\/api\/array\n {2}http:\/\/127\.0\.0\.1:\1\/$/m,
    );
    shell.interrupt();
    strictEqual(await ended, 0);
    deepStrictEqual([...Deno.readDirSync(folder)], []);
  });
});

Deno.test("what fails at run time is one line without a stack trace, and the exit code is 1", async () => {
  await using server = await startTestServer();
  const start = async (tcpPort: number, httpPort: number, host = "127.0.0.1") => {
    const args = ["serve", "--memory", "--host", host, "--tcp-port", String(tcpPort), "--http-port", String(httpPort)];
    const { code, err } = await outcome(args);
    strictEqual(code, 1);
    ok(!err.includes("os error"), err);
    return err;
  };
  const { tcp, http } = server;
  for (const host of ["127.0.0.1", "0.0.0.0"]) {
    match(
      await start(tcp.port, 0, host),
      new RegExp(
        `^app: --tcp-port ${tcp.port}: ${host}:${tcp.port} is in use by another app server: ` +
          `find it with .*, or choose another port with --tcp-port, 0 for a free one\n$`,
      ),
    );
  }
  match(await start(0, http.port), /^app: --http-port \d+: 127\.0\.0\.1:\d+ is in use by another app server: find it with /);
  // Another program: one that says nothing.
  using other = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = other.addr;
  match(await start(port, 0), /^app: --tcp-port \d+: 127\.0\.0\.1:\d+ is in use by another program: /);
  match(
    await start(0, port),
    /^app: --http-port \d+: .* is in use by another program: .* another port with --http-port, 0 for/,
  );
  match(
    await start(0, 0, "192.0.2.1"),
    /^app: --host 192\.0\.2\.1: this computer does not have that address: give one of its own, or 0\.0\.0\.0 for all of them\n$/,
  );
  const file = await Deno.makeTempFile();
  const noFolder = await outcome(["serve", "--data", join(file, "data")]);
  await Deno.remove(file);
  strictEqual(noFolder.code, 1);
  match(noFolder.err, /^app: can't write to the data folder .*: name another with --data, or use --memory\n$/);
});

/** Starts `app serve` on a folder. */
function serve(folder: string): { shell: TestShell; exit: Promise<number>; tcp(): Promise<Deno.NetAddr> } {
  const shell = new TestShell();
  const exit = run(["serve", "--json", "--tcp-port", "0", "--http-port", "0", "--data", folder], shell);
  return {
    shell,
    exit,
    async tcp() {
      await shell.stdout.has("listening");
      const { tcp } = JSON.parse(shell.stdout.text.split("\n")[0]);
      return { transport: "tcp", hostname: tcp.host, port: tcp.port };
    },
  };
}

Deno.test("what a server keeps can be checked and backed up while it runs, and the backup is one to start from", () =>
  withFolder(async (parent) => {
    const [data, copy, fresh] = ["data", "copy.db", "fresh"].map((name) => join(parent, name));
    const server = serve(data);
    {
      using client = await RawClient.connect(await server.tcp());
      strictEqual(await client.ask("ADD 3 1 2"), "OK 3");
      match(await client.ask("COUNTER 7"), /^OK id=7 value=0 increment=1 /);
      const checked = await outcome(["check", data]);
      const [hash] = checked.out.match(/\b[0-9a-f]{16}$/m) ?? [];
      const holds =
        `values 3, finished games 0, unfinished games 0, rooms 0, question sets 0, counters 1, archived classes 0, kept answers 0, hash ${hash}\n`;
      deepStrictEqual(checked, { code: 0, out: `No problems in ${data}: ${holds}`, err: "" });
      // What is the same has the same hash.
      const backedUp = { code: 0, out: `Backed up ${data} to ${copy}: ${holds}`, err: "" };
      deepStrictEqual(await outcome(["backup", data, copy]), backedUp);
      strictEqual(await client.ask("ADD 4"), "OK 1");
      const changed = await outcome(["check", data]);
      match(changed.out, /: values 4, .*, hash [0-9a-f]{16}\n$/);
      ok(!changed.out.includes(`hash ${hash}`), changed.out);
    }
    const again = await outcome(["backup", data, copy]);
    deepStrictEqual({ ...again, err: "" }, { code: 1, out: "", err: "" });
    match(again.err, /^app: .*copy\.db already exists: name a new file for the backup, or move that one away\n$/);
    const second = await outcome(["serve", "--data", data, "--tcp-port", "0", "--http-port", "0"]);
    strictEqual(second.code, 1);
    match(second.err, /^app: the server with process ID \d+ uses the data folder .*: stop it, or name another/);
    server.shell.interrupt();
    strictEqual(await server.exit, 0);
    deepStrictEqual([...Deno.readDirSync(data)].map(({ name }) => name).sort(), ["app.db", "server.log", "server.pid"]);
    Deno.mkdirSync(fresh);
    Deno.copyFileSync(copy, join(fresh, "app.db"));
    const restored = serve(fresh);
    {
      using client = await RawClient.connect(await restored.tcp());
      strictEqual(await client.ask("GET"), "OK 1 2 3");
    }
    restored.shell.interrupt();
    strictEqual(await restored.exit, 0);
  }));

Deno.test("a backup is restored to a new folder only, with the same hash", () =>
  withFolder(async (parent) => {
    const [data, copy, fresh, used] = ["data", "copy.db", "fresh/data", "used"].map((name) => join(parent, name));
    const server = serve(data);
    {
      using client = await RawClient.connect(await server.tcp());
      strictEqual(await client.ask("ADD 3 1 2"), "OK 3");
    }
    server.shell.interrupt();
    await server.exit;
    const [holds] = (await outcome(["backup", data, copy])).out.match(/values 3, .*\n$/) ?? [];
    deepStrictEqual(await outcome(["restore", copy, fresh]), {
      code: 0,
      out: `Restored ${copy} to ${fresh}: ${holds}`,
      err: "",
    });
    deepStrictEqual(await outcome(["check", fresh]), { code: 0, out: `No problems in ${fresh}: ${holds}`, err: "" });
    Deno.mkdirSync(used);
    Deno.writeTextFileSync(join(used, "file"), "");
    const none = join(parent, "none");
    for (
      const [args, message] of [
        [[copy, fresh], /^app: .*fresh.data is not empty: name a new folder\n$/],
        [[copy, used], /^app: .*used is not empty: name a new folder\n$/],
        [[none, join(parent, "new")], /^app: there is no .*none: name a file that app backup made\n$/],
        [[copy, join(copy, "folder")], /^app: can't make the folder .*folder \(.*\): name another\n$/],
      ] as const
    ) {
      const { code, out, err } = await outcome(["restore", ...args]);
      deepStrictEqual({ code, out }, { code: 1, out: "" });
      match(err, message);
    }
    deepStrictEqual([...Deno.readDirSync(parent)].map(({ name }) => name).sort(), ["copy.db", "data", "fresh", "used"]);
  }));

Deno.test("while the data folder is moved away or deleted changes are refused, and when it is back they are made", () =>
  withFolder(async (parent) => {
    const [data, away] = [join(parent, "data"), join(parent, "away")];
    const server = serve(data);
    using client = await RawClient.connect(await server.tcp());
    const { http } = JSON.parse(server.shell.stdout.text);
    const isReady = async (expected: number) => {
      const response = await fetch(`http://${http.host}:${http.port}/readyz`);
      await response.body?.cancel();
      return response.status === expected;
    };
    strictEqual(await client.ask("ADD 1"), "OK 1");
    Deno.renameSync(data, away);
    await eventually(() => isReady(503));
    match(await client.ask("ADD 2"), /^ERR internal the change could not be stored/);
    strictEqual(await client.ask("GET"), "OK 1");
    Deno.renameSync(away, data);
    await eventually(() => isReady(200));
    strictEqual(await client.ask("ADD 3"), "OK 1");
    Deno.removeSync(data, { recursive: true });
    await eventually(() => isReady(503));
    match(await client.ask("ADD 4"), /^ERR internal/);
    server.shell.interrupt();
    strictEqual(await server.exit, 0);
  }));

Deno.test("a backup that can't be made leaves nothing behind", () =>
  withFolder(async (parent) => {
    const [data, copy] = ["data", "copy.db"].map((name) => join(parent, name));
    const server = serve(data);
    await server.tcp();
    for (const wrong of [join(parent, "no", "copy.db"), join(data, "app.db", "copy.db")]) {
      const { code, err } = await outcome(["backup", data, wrong]);
      strictEqual(code, 1);
      match(err, /^app: can't back up .*app\.db to .*copy\.db \([^\n]*\): [^\n]*\n$/);
    }
    server.shell.interrupt();
    await server.exit;
    const db = new DatabaseSync(join(data, "app.db"));
    db.exec("UPDATE change_batch SET crc = 0");
    db.close();
    const { code, err } = await outcome(["backup", data, copy]);
    strictEqual(code, 1);
    match(err, /the copy is damaged: Batch 1 does not match its checksum/);
    deepStrictEqual([...Deno.readDirSync(parent)].map(({ name }) => name), ["data"]);
  }));

Deno.test("a folder that is not sound is told apart, with what is wrong", () =>
  withFolder(async (data) => {
    const server = serve(data);
    {
      using client = await RawClient.connect(await server.tcp());
      for (let i = 0; i < 30; i++) await client.ask(`ADD ${i} ${i} ${i}`);
    }
    server.shell.interrupt();
    await server.exit;
    const path = join(data, "app.db");
    const db = new DatabaseSync(path);
    db.exec("DELETE FROM change_batch WHERE id = 7; UPDATE change_batch SET numbers = x'00000000' WHERE id = 3");
    db.close();
    const { code, out } = await outcome(["check", data]);
    deepStrictEqual({ code, out }, { code: 1, out: `Problem in ${data}: Batch 3 does not match its checksum\n` });
    const refused = await outcome(["serve", "--data", data, "--tcp-port", "0", "--http-port", "0"]);
    strictEqual(refused.code, 1);
    match(
      refused.err,
      /^app: .*app\.db is damaged or was not written by app \(Batch 3 does not match its checksum\), and was left/,
    );
  }));

Deno.test("check, backup and restore say what they take, and where there is nothing", () =>
  withFolder(async (folder) => {
    await refused(["check"], /^app: check takes DIR\|nats:\/\/…: usage: app check DIR\|nats:\/\/…\n$/);
    await refused(["backup", "a"], /^app: backup takes DIR\|nats:\/\/… and FILE: usage: app backup DIR\|nats:\/\/… FILE\n$/);
    await refused(["restore", "a"], /^app: restore takes FILE and DIR\|nats:\/\/…: usage: app restore FILE DIR\|nats:\/\/…\n$/);
    await refused(["check", "a", "--now"], /^app: check has no --now: app help check lists its flags\n$/);
    await refused(["check", "nats://"], /^app: "nats:\/\/" is not nats:\/\/ and the addresses of NATS servers, such as /);
    await refused(["check", "a", "--nats-token", "t"], /^app: --nats-token needs nats:\/\/… in place of the folder a\n$/);
    const both = ["--nats-token", "t", "--nats-creds=file"];
    await refused(["check", "nats://a", ...both], /^app: --nats-creds and --nats-token do not go together: give one\n$/);
    await refused(["restore", "a", "nats://a"], /^app: APP_REPLICAS "9" is not an integer from 1 to 5\n$/, {
      APP_REPLICAS: "9",
    });
    const creds = await outcome(["check", "nats://a", "--nats-creds", join(folder, "none")]);
    match(creds.err, /^app: can't read the credentials .*none \(.*\): name a file that this user can read\n$/);
    const file = join(folder, "file");
    Deno.writeTextFileSync(file, "");
    for (const args of [["check", folder], ["check", file], ["backup", folder, join(folder, "copy")]]) {
      const { code, err } = await outcome(args);
      strictEqual(code, 1);
      match(err, /^app: there is no .*app\.db: name a server's data folder\n$/);
    }
  }));
