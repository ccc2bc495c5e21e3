import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { run } from "../main.ts";
import { withFolder } from "./support/folder.ts";
import { RawClient } from "./support/raw_client.ts";
import { TestShell } from "./support/test_shell.ts";
import { startTestServer } from "./support/test_server.ts";

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
    for (const command of ["app serve", "app client", "app backup", "app check", "app help", "app --version"]) {
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
      "data",
      "memory",
      "sync",
      "max-connections",
      "max-line",
      "idle-seconds",
      "token",
      "quiz-seats",
      "quiz-seconds",
      "quiz-resume-seconds",
    ];
    for (const flag of [...flags, "log-messages", "log-level", "json"]) ok(out.includes(`  --${flag} `), flag);
    match(out, /--tcp-port PORT +for lines over TCP; 0 takes a free port \(4000\)/);
  }
  const { code, out } = await outcome(["help", "client"]);
  strictEqual(code, 0);
  for (
    const flag of [
      "mode",
      "host",
      "port",
      "token",
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

Deno.test("the version is told", async () => {
  match((await outcome(["--version"])).out, /^app \d+\.\d+\.\d+\n$/);
});

Deno.test("what can't be done is named in one line, with what is allowed, and the exit code is 2", async () => {
  await refused(["sevre"], /^app: there is no command "sevre": app help lists what there is$/m);
  await refused(["help", "sevre"], /^app: there is no command "sevre": it is serve, client, backup, check, help$/m);
  await refused(["serve", "--prot", "4000"], /^app: serve has no --prot: app help serve lists what it takes$/m);
  await refused(["serve", "4000"], /^app: serve has no 4000: /m);
  await refused(["serve", "--tcp-port", "70000"], /^app: --tcp-port "70000" is not an integer from 0 to 65535$/m);
  await refused(["serve", "--tcp-port", "4e3"], /^app: --tcp-port "4e3" is not an integer/m);
  await refused(["serve", "--tcp-port"], /^app: --tcp-port "" is not an integer/m);
  await refused(["serve", "--log-messages", "yes"], /^app: --log-messages "yes" is not on or off$/m);
  await refused(["serve", "--log-level", "loud"], /^app: --log-level "loud" is not debug, info, warning or error$/m);
  await refused(["serve", "--data", "x", "--memory"], /^app: --data and --memory do not go together/m);
  await refused(["serve", "--token="], /^app: --token "" is not some text/m);
  await refused(["client"], /^app: client needs --mode sort\|quiz\|counter$/m);
  await refused(["client", "--mode", "sorts"], /^app: --mode "sorts" is not sort, quiz or counter$/m);
  await refused(
    ["client", "--mode", "sort", "--values", "3,x"],
    /^app: --values "3,x" is not a list of integers from -9007199254740991/m,
  );
  await refused(["serve", "--memory=maybe"], /^app: --memory "maybe" is not on or off$/m);
  await refused(["serve", "--", "foo"], /^app: serve has no foo: /m);
  await refused(["serve", "--token", " x"], /^app: a token must not begin or end with a space/m);
  await refused(["client", "--mode", "sort", "--bot"], /^app: --bot goes with --mode quiz, not with --mode sort$/m);
  await refused(
    ["client", "--mode", "quiz", "--name", "a\nb"],
    /^app: --name "a\\u000ab": a name must not have a control character/m,
  );
  await refused(["client", "-3"], /^app: client has no -3: app help client lists what it takes$/m);
  await refused(["client", "--mode", "sort", "--size", "0"], /^app: --size "0" is not an integer from 1 to 100000$/m);
  await refused(["client", "--mode", "sort", "--size", "3", "--values", "1"], /^app: --size and --values do not go together$/m);
});

Deno.test("every flag has a twin in the environment, which is checked as well, and a flag wins", async () => {
  await refused(["serve"], /^app: APP_TCP_PORT "x" is not an integer from 0 to 65535$/m, { APP_TCP_PORT: "x" });
  await refused(["serve"], /^app: APP_MEMORY "maybe" is not on or off$/m, { APP_MEMORY: "maybe" });
  await using server = await startTestServer();
  const env = { APP_MODE: "sort", APP_PORT: String(server.tcp.port), APP_VALUES: "2,1" };
  deepStrictEqual(await outcome(["client"], env), { code: 0, out: "sent    2 1\nsorted  1 2\n", err: "" });
  match((await outcome(["client", "--size", "3", "--json=off"], env)).out, /^sent {4}\d+ \d+ \d+\n/);
  deepStrictEqual(await outcome(["client", "--values", "-8,-9"], env), {
    code: 0,
    out: "sent    -8 -9\nsorted  -9 -8\n",
    err: "",
  });
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
  const inUse = await outcome(["serve", "--memory", "--tcp-port", String(server.tcp.port), "--http-port", "0"]);
  strictEqual(inUse.code, 1);
  match(
    inUse.err,
    /^app: 127\.0\.0\.1:\d+ is in use, perhaps by another server: stop that one, or choose another port, 0 for a free one\n$/,
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
      strictEqual(await client.ask("COUNTER 7"), "OK id=7 value=0 increment=1");
      const holds = "values 3, counters 1, finished quiz games 0, quiz games under way 0\n";
      deepStrictEqual(await outcome(["check", data]), { code: 0, out: `${data} is sound: ${holds}`, err: "" });
      const backedUp = { code: 0, out: `${copy} holds all that ${data} held: ${holds}`, err: "" };
      deepStrictEqual(await outcome(["backup", data, copy]), backedUp);
      strictEqual(await client.ask("ADD 4"), "OK 1");
    }
    const again = await outcome(["backup", data, copy]);
    deepStrictEqual({ ...again, err: "" }, { code: 1, out: "", err: "" });
    match(again.err, /^app: .*copy\.db is there already: name a new file for the backup, or move that one away\n$/);
    const second = await outcome(["serve", "--data", data, "--tcp-port", "0", "--http-port", "0"]);
    strictEqual(second.code, 1);
    match(second.err, /^app: the server with process ID \d+ has the data folder .*: stop it, or name another folder/);
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

Deno.test("a backup that can't be made leaves nothing behind", () =>
  withFolder(async (parent) => {
    const [data, copy] = ["data", "copy.db"].map((name) => join(parent, name));
    const server = serve(data);
    await server.tcp();
    for (const wrong of [join(parent, "no", "copy.db"), join(data, "app.db", "copy.db")]) {
      const { code, err } = await outcome(["backup", data, wrong]);
      strictEqual(code, 1);
      match(err, /^app: can't back .*app\.db up to .*copy\.db \([^\n]*\): [^\n]*\n$/);
    }
    server.shell.interrupt();
    await server.exit;
    const db = new DatabaseSync(join(data, "app.db"));
    db.exec("UPDATE change_batch SET crc = 0");
    db.close();
    const { code, err } = await outcome(["backup", data, copy]);
    strictEqual(code, 1);
    match(err, /the copy is not sound: Batch 1 does not fit its checksum/);
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
    deepStrictEqual({ code, out }, { code: 1, out: `${data} is not sound: Batch 3 does not fit its checksum\n` });
    const refused = await outcome(["serve", "--data", data, "--tcp-port", "0", "--http-port", "0"]);
    strictEqual(refused.code, 1);
    match(refused.err, /^app: .*app\.db is damaged, or no database of app \(Batch 3 does not fit its checksum\), and was left/);
  }));

Deno.test("check and backup say what they take, and where there is nothing", () =>
  withFolder(async (folder) => {
    await refused(["check"], /^app: check takes DIR: it is app check DIR\n$/);
    await refused(["backup", "a"], /^app: backup takes DIR and FILE: it is app backup DIR FILE\n$/);
    await refused(["backup", "a", "--now"], /^app: backup has no --now: it is app backup DIR FILE\n$/);
    const file = join(folder, "file");
    Deno.writeTextFileSync(file, "");
    for (const args of [["check", folder], ["check", file], ["backup", folder, join(folder, "copy")]]) {
      const { code, err } = await outcome(args);
      strictEqual(code, 1);
      match(err, /^app: there is no .*app\.db: name the folder that a server keeps its data in\n$/);
    }
  }));
