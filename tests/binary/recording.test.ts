/** `app record` and `app replay` as their users have them. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { RECORD_OPTIONS } from "../../recording/record_config.ts";
import { REPLAY_OPTIONS } from "../../recording/replay_config.ts";
import { eventually, inTime } from "../support/eventually.ts";
import { APP, app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";
import { Tmux } from "../support/tmux.ts";

const TOKEN = "correct horse battery";

/** `app record`, ready. */
class Recording implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #ends: Promise<void>[];
  out = "";
  err = "";

  private constructor(folder: string, args: string[]) {
    const options = { cwd: folder, clearEnv: true, stdout: "piped", stderr: "piped" } as const;
    this.#process = new Deno.Command(APP, { args: ["record", ...args], ...options }).spawn();
    const keep = (stream: ReadableStream<Uint8Array>, write: (text: string) => void) =>
      stream.pipeThrough(new TextDecoderStream()).pipeTo(new WritableStream({ write }));
    this.#ends = [
      keep(this.#process.stdout, (text) => void (this.out += text)),
      keep(this.#process.stderr, (text) => void (this.err += text)),
    ];
  }

  static async start(folder: string, args: string[]): Promise<Recording> {
    const recording = new Recording(folder, args);
    await eventually(() => recording.out.includes("Ctrl-C"));
    return recording;
  }

  get address(): Deno.NetAddr {
    const [, hostname = "", port = ""] = this.out.match(/ nc (\S+) (\d+)\n/) ?? [];
    return { transport: "tcp", hostname, port: Number(port) };
  }

  /** Ends it, and gives its exit code. */
  async end(signal: Deno.Signal): Promise<number> {
    this.#process.kill(signal);
    const { code } = await inTime(this.#process.status);
    await Promise.all(this.#ends);
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await this.#process.status;
    await Promise.all(this.#ends);
  }
}

/** Flags of record, and what the recording has in it then. */
const RECORD: Record<keyof typeof RECORD_OPTIONS, { args: string[]; has: RegExp }> = {
  listen: { args: ["--listen", "127.0.0.2:0"], has: /#1 > OK 1\n/ },
  to: { args: [], has: /^app-recording 1\nserver 127\.0\.0\.1:\d+\n/ },
  keepSecrets: { args: ["--keep-secrets"], has: /\nsecrets kept\n[^]*< AUTH correct horse battery\n/ },
  overwrite: { args: ["--overwrite"], has: /< AUTH \(hidden-1\)\n/ },
  maxConnections: { args: ["--max-connections", "1"], has: /#1 > OK 1\n/ },
};

for (const [name, { args, has }] of Object.entries(RECORD)) {
  Deno.test(`the executable takes record ${args.join(" ") || "--listen 0 --to HOST:PORT"}`, () =>
    withFolder(async (folder) => {
      await using server = await RunningServer.start(folder, ["--memory", "--token", TOKEN]);
      if (name === "overwrite") Deno.writeTextFileSync(join(folder, "talk.txt"), "old");
      const { hostname, port } = server.tcp;
      await using recording = await Recording.start(folder, [
        "--listen",
        "0",
        "--to",
        `${hostname}:${port}`,
        "talk.txt",
        ...args,
      ]);
      using client = await RawClient.connect(recording.address);
      strictEqual(await client.ask(`AUTH ${TOKEN}`), "OK");
      strictEqual(await client.ask("ADD 7"), "OK 1");
      strictEqual(await recording.end("SIGINT"), 0);
      match(recording.out, /\nRecorded 1 connection in talk\.txt:\n2 lines from clients, 3 from the server, \d+ bytes\n$/);
      match(Deno.readTextFileSync(join(folder, "talk.txt")), has);
      strictEqual(recording.err, "");
    }));
}

const TALK = `app-recording 1
server 127.0.0.1:4000
started 2026-01-02T09:30:00.000Z
secrets hidden

0 #1 opened 127.0.0.1:40312
1 #1 > # app/1 ready, type HELP
90 #1 < AUTH (hidden-1)
91 #1 > OK
400 #1 < ADD 3 1
401 #1 > OK 2
402 #1 < INFO
403 #1 > OK version=0.0.1 uptime_s=17 connections=4 array=2 players=0 counters=0
404 #1 half-closed <
405 #1 half-closed >
405 #1 closed
`;

const SAME = /\n1 connection, 3 lines sent, in [\d.]+ s\nAll 5 answers are the same\.\n$/;

/** Flags of replay, and what it prints then. */
const REPLAY: Record<keyof typeof REPLAY_OPTIONS, { args: string[]; prints: RegExp; code?: number }> = {
  speed: { args: ["--speed", "max", "--token", TOKEN], prints: SAME },
  ignore: { args: ["--ignore", "array=\\d+|uptime_s=\\d+", "--token", TOKEN], prints: SAME },
  token: { args: ["--token", TOKEN], prints: SAME },
  tokenFile: { args: ["--token-file", "token"], prints: SAME },
  exact: {
    args: ["--token", TOKEN, "--exact"],
    prints: /expected {2}OK version=0\.0\.1 [^]*\n1 of 5 answers differ\.\n$/,
    code: 1,
  },
  timeout: { args: ["--timeout", "30", "--token", TOKEN], prints: SAME },
  json: { args: ["--json", "--token", TOKEN], prints: /^\{"event":"begin"[^]*\n\{"event":"end","connections":1,[^\n]*\n$/ },
};

for (const { args, prints, code = 0 } of Object.values(REPLAY)) {
  Deno.test(`the executable takes replay FILE HOST:PORT ${args.join(" ")}`, () =>
    withFolder(async (folder) => {
      Deno.writeTextFileSync(join(folder, "token"), `${TOKEN}\n`);
      Deno.writeTextFileSync(join(folder, "talk.txt"), TALK);
      await using server = await RunningServer.start(folder, ["--memory", "--token", TOKEN]);
      const outcome = await app(folder, ["replay", "talk.txt", `${server.tcp.hostname}:${server.tcp.port}`, ...args]);
      deepStrictEqual({ code: outcome.code, err: outcome.err }, { code, err: "" }, outcome.out);
      match(outcome.out, prints);
    }));
}

Deno.test("no flag of record and replay is missing here", () => {
  deepStrictEqual(Object.keys(RECORD), Object.keys(RECORD_OPTIONS));
  deepStrictEqual(Object.keys(REPLAY).sort(), Object.keys(REPLAY_OPTIONS).sort());
});

Deno.test("a recording that was killed has all that was said, and can be replayed", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    const to = `${server.tcp.hostname}:${server.tcp.port}`;
    await using recording = await Recording.start(folder, ["--listen", "0", "--to", to, "talk.txt"]);
    using client = await RawClient.connect(recording.address);
    strictEqual(await client.ask("SORT 5 3"), "OK 3 5");
    // An answer is passed on first, and then recorded.
    await eventually(() => Deno.readTextFileSync(join(folder, "talk.txt")).includes("> OK 3 5"));
    await recording.end("SIGKILL");
    match(Deno.readTextFileSync(join(folder, "talk.txt")), /< SORT 5 3\n\d+ #1 > OK 3 5\n$/);
    const { code, out } = await app(folder, ["replay", "talk.txt", to, "--speed", "max"]);
    strictEqual(code, 0, out);
  }));

Deno.test("if the file can't be written any more, the connections go on, and record says so and exits with 1", () =>
  withFolder(async (folder) => {
    // A pipe whose reader goes away is a file that can't be written any more.
    const pipe = join(folder, "pipe");
    ok((await new Deno.Command("mkfifo", { args: [pipe] }).output()).success);
    const reader = new Deno.Command("head", { args: ["-n", "6", pipe], stdout: "null" }).spawn();
    await using server = await RunningServer.start(folder, ["--memory"]);
    const to = `${server.tcp.hostname}:${server.tcp.port}`;
    await using recording = await Recording.start(folder, ["--listen", "0", "--to", to, "pipe", "--overwrite"]);
    using client = await RawClient.connect(recording.address);
    await reader.status;
    strictEqual(await client.ask("SORT 5 3"), "OK 3 5");
    await eventually(() => recording.err !== "");
    strictEqual(await client.ask("COUNT"), "OK 2");
    strictEqual(await recording.end("SIGTERM"), 1);
    strictEqual(recording.err, "app: can't write pipe (Broken pipe): connections go on, but nothing more is recorded\n");
    match(recording.out, /\nRecorded only a part of 1 connection in pipe:\n/);
  }));

Deno.test("in a terminal of 80 columns nothing is broken, and Ctrl-C ends both", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    const to = `${server.tcp.hostname}:${server.tcp.port}`;
    const file = join(folder, "talk.txt");
    {
      await using terminal = await Tmux.start(`TERM=xterm ${APP} record --listen 0 --to ${to} ${file}`, { columns: 80 });
      const [, port] = (await terminal.until(/Press Ctrl-C to stop/)).match(/ nc 127\.0\.0\.1 (\d+)\n/) ?? [];
      using client = await RawClient.connect({ transport: "tcp", hostname: "127.0.0.1", port: Number(port) });
      strictEqual(await client.ask("COUNT"), "OK 0");
      await terminal.press("C-c");
      match(await terminal.until(/exit code \d+/), /\n1 line from clients, 2 from the server, \d+ bytes\nexit code 0\n/);
    }
    // The recorded client is to ask in an hour.
    Deno.writeTextFileSync(file, Deno.readTextFileSync(file).replace(/^\d+(?= #1 < COUNT$)/m, "3600000"));
    await using terminal = await Tmux.start(`TERM=xterm ${APP} replay ${file} ${to}`, { columns: 80 });
    await terminal.until(/Recorded \d{4}-/);
    await terminal.press("C-c");
    match(await terminal.until(/exit code \d+/), /exit code 130\n/);
  }));
