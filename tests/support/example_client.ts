/** The clients of examples/, in every language whose compiler or interpreter is there. */
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { ok } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./documents.ts";

/** How long a client may take for what a test waits for, in milliseconds. */
const WITHIN_MS = 30_000;

/** A language, and how its client is run. */
interface Language {
  /** Without it, the client can't be run. */
  readonly tool: string;
  /** What makes a program of the source. */
  readonly build?: (paths: { source: string; folder: string }) => readonly string[];
  readonly run: (paths: { source: string; folder: string }) => readonly string[];
}

const LANGUAGES: Readonly<Record<string, Language>> = {
  "client.py": { tool: "python3", run: ({ source }) => ["python3", "-B", source] },
  "client.mjs": { tool: "node", run: ({ source }) => ["node", source] },
  "client.sh": { tool: "bash", run: ({ source }) => ["bash", source] },
  "client.ts": { tool: Deno.execPath(), run: ({ source }) => [Deno.execPath(), "run", "--no-prompt", "-NE", source] },
  "client.c": {
    tool: "cc",
    build: ({ source, folder }) => ["cc", "-Wall", "-Wextra", "-Werror", "-O2", "-o", join(folder, "client"), source],
    run: ({ folder }) => [join(folder, "client")],
  },
  "client.go": {
    tool: "go",
    build: ({ source, folder }) => ["go", "build", "-o", join(folder, "client"), source],
    run: ({ folder }) => [join(folder, "client")],
  },
  "Client.java": {
    tool: "javac",
    build: ({ source, folder }) => ["javac", "-Xlint:all,-serial", "-Werror", "-d", folder, source],
    run: ({ folder }) => ["java", "-cp", folder, "Client"],
  },
};

const PATH = Deno.env.get("PATH") ?? "";

function isInstalled(tool: string): boolean {
  return tool.includes("/") || PATH.split(":").some((folder) => existsSync(join(folder, tool)));
}

/** An example's client, ready to be run; what was built for it goes when it is disposed. */
export class ExampleClient implements AsyncDisposable {
  /** The names of all clients, and whether each can be run here. */
  static readonly all: readonly { readonly name: string; readonly canRun: boolean }[] = Object.entries(LANGUAGES)
    .map(([name, { tool }]) => ({ name, canRun: isInstalled(tool) }));

  readonly #folder: string;
  readonly #command: readonly string[];

  private constructor({ folder, command }: { folder: string; command: readonly string[] }) {
    this.#folder = folder;
    this.#command = command;
  }

  /** Makes a program of a client's source. @throws {Error} with what the compiler says if it has anything to complain about */
  static async build(name: string): Promise<ExampleClient> {
    const { build, run } = LANGUAGES[name];
    const folder = await Deno.makeTempDir();
    const paths = { source: join(ROOT, "examples", name), folder };
    const client = new ExampleClient({ folder, command: run(paths) });
    if (build) {
      const [program, ...args] = build(paths);
      const env = { HOME: folder, GOCACHE: join(folder, "cache"), CGO_ENABLED: "0" };
      const { success, stderr } = await new Deno.Command(program, { args, env }).output();
      ok(success, new TextDecoder().decode(stderr));
    }
    return client;
  }

  /** Starts it. @param port the server's */
  start(args: readonly string[], { port }: { port: number }): RunningClient {
    const [program, ...first] = this.#command;
    const env = { PATH, HOME: this.#folder, LC_ALL: "C.UTF-8", APP_PORT: String(port) };
    return new RunningClient(
      new Deno.Command(program, {
        args: [...first, ...args],
        cwd: this.#folder,
        clearEnv: true,
        env,
        stdin: "piped",
        stdout: "piped",
        stderr: "piped",
      }).spawn(),
    );
  }

  /** Runs it to its end, with what is typed. */
  async run(args: readonly string[], { port, typed = "" }: { port: number; typed?: string }): Promise<Ending> {
    await using client = this.start(args, { port });
    await client.type(typed);
    return await client.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.#folder, { recursive: true });
  }
}

/** How a client ended, and what it wrote. */
export interface Ending {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A client under way. */
export class RunningClient implements AsyncDisposable {
  /** What it wrote so far. */
  out = "";
  err = "";
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #outputs: Promise<void>[];
  #changed = Promise.withResolvers<void>();

  constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#input = process.stdin.getWriter();
    const keep = (stream: ReadableStream<Uint8Array<ArrayBuffer>>, write: (text: string) => void) =>
      stream.pipeThrough(new TextDecoderStream()).pipeTo(new WritableStream({ write }));
    this.#outputs = [
      keep(process.stdout, (text) => {
        this.out += text;
        this.#changed.resolve();
        this.#changed = Promise.withResolvers();
      }),
      keep(process.stderr, (text) => void (this.err += text)),
    ];
  }

  async type(text: string): Promise<void> {
    await this.#input.write(new TextEncoder().encode(text)).catch(() => {}); // it may have ended
  }

  /** Waits until its output fits. @throws {Error} if it ends first, or does not in time */
  async until(wanted: RegExp): Promise<RegExpMatchArray> {
    const ended = this.#ended().then(() => true);
    for (;;) {
      const found = this.out.match(wanted);
      if (found) return found;
      const isOver = await deadline(Promise.race([ended, this.#changed.promise]), WITHIN_MS);
      if (isOver && !wanted.test(this.out)) throw new Error(`${wanted} did not come:\n${this.out}\n${this.err}`);
    }
  }

  interrupt(): void {
    this.#process.kill("SIGINT");
  }

  /** Closes its input, and waits until it ends. */
  async end(): Promise<Ending> {
    await this.#input.close().catch(() => {});
    await deadline(this.#ended(), WITHIN_MS);
    const { code } = await this.#process.status;
    return { code, out: this.out, err: this.err };
  }

  async #ended(): Promise<void> {
    await Promise.all([this.#process.status, ...this.#outputs]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await this.#input.close().catch(() => {});
    await this.#ended();
  }
}
