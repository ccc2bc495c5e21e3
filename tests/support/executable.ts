/** The executable as its users have it: run from a folder of theirs, with nothing else in its environment. */
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { resolve } from "node:path";

/** How long a test waits for what the server writes, or for its end, in milliseconds. */
const WITHIN_MS = 30_000;

export const APP = resolve(import.meta.dirname ?? ".", "../../dist/app");

/** `app serve`, ready. */
export class RunningServer implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #errorsEnd: Promise<void>;
  output = "";
  /** What it wrote to standard error. */
  errors = "";
  tcp = { hostname: "", port: 0 };
  tls = { hostname: "", port: 0 };
  http = "";

  private constructor(process: Deno.ChildProcess) {
    this.#process = process;
    this.#reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
    const keep = (text: string) => void (this.errors += text);
    this.#errorsEnd = process.stderr.pipeThrough(new TextDecoderStream()).pipeTo(new WritableStream({ write: keep }));
  }

  /** Starts it in a folder, and waits until it says where it listens. */
  static async start(
    folder: string,
    args: string[] = [],
    { descriptors = 4096, tcpPort = 0, httpPort = 0, env = {} }: {
      descriptors?: number;
      tcpPort?: number;
      httpPort?: number;
      env?: Record<string, string>;
    } = {},
  ): Promise<RunningServer> {
    const tlsPort = args.includes("--tls-cert") && !args.includes("--tls-port") ? "--tls-port 0" : "";
    const script = `ulimit -n ${descriptors} && exec "$0" serve --tcp-port ${tcpPort} --http-port ${httpPort} ${tlsPort} "$@"`;
    const command = new Deno.Command("/bin/sh", {
      args: ["-c", script, APP, ...args],
      cwd: folder,
      clearEnv: true,
      env: { HOME: folder, ...env },
      stdout: "piped",
      stderr: "piped",
    });
    const server = new RunningServer(command.spawn());
    await server.#until("Ctrl-C");
    const [, hostname = "", port = 0] = server.output.match(/^ {2}nc (\S+) (\d+)$/m) ?? [];
    const [, tlsHost = "", openPort = 0] = server.output.match(/^ {2}openssl .* \[?(\S+?)\]?:(\d+)$/m) ?? [];
    server.tls = { hostname: tlsHost, port: Number(openPort) };
    [, server.http] = server.output.match(/^ {2}curl (?:--cacert \S+ )?(http\S+)\/api\/array$/m) ?? [];
    server.tcp = { hostname, port: Number(port) };
    return server;
  }

  /**
   * Asks over REST, as a host on this computer.
   *
   * @param options without a `method`, it is `POST` if there is a `body`, and `GET` if not
   * @throws {Error} where the server refuses
   */
  async api<Answer>(
    path: string,
    { body, method = body === undefined ? "GET" : "POST" }: { body?: unknown; method?: string } = {},
  ): Promise<Answer> {
    const json = { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
    const response = await fetch(`${this.http}${path}`, { method, ...body === undefined ? {} : json });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return await response.json();
  }

  kill(signal: Deno.Signal): void {
    try {
      this.#process.kill(signal);
    } catch {
      // It has ended.
    }
  }

  /** Asks it to stop, and gives its exit code. */
  async stop(signal: Deno.Signal): Promise<number> {
    this.kill(signal);
    await this.#until(null);
    return (await this.#process.status).code;
  }

  /** Ends it as a crash does; then all that it wrote to standard error is there. */
  async crash(): Promise<void> {
    const status = this.#process.status;
    this.kill("SIGKILL");
    await status;
    await this.#errorsEnd;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.crash();
    await this.#reader.cancel();
  }

  async #until(text: string | null): Promise<void> {
    while (text === null || !this.output.includes(text)) {
      const { value, done } = await deadline(this.#reader.read(), WITHIN_MS);
      if (done && text === null) return;
      if (done) throw new Error(`The server ended with ${JSON.stringify(this.output + this.errors)}`);
      this.output += value;
    }
  }
}

/** Runs the executable to its end. */
export async function app(folder: string, args: string[], env: Record<string, string> = {}) {
  const command = new Deno.Command(APP, { args, cwd: folder, clearEnv: true, env: { HOME: folder, ...env } });
  const { code, stdout, stderr } = await command.output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}
