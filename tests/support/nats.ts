/** Real NATS servers with JetStream, on this computer: one, or several that keep everything together. */
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { createUser } from "@nats-io/nkeys";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "./eventually.ts";

export const NATS_SERVER = "/usr/sbin/nats-server";
/** How long a node may take to end, in milliseconds. */
const STOP_MS = 10_000;

/** Whether there is a NATS server to start. */
export function hasNats(): boolean {
  return existsSync(NATS_SERVER);
}

/** A file of credentials, for a server that lets everybody in. */
export function natsCredentials(): string {
  const seed = new TextDecoder().decode(createUser().getSeed());
  const block = (name: string, text: string) => `-----BEGIN ${name}-----\n${text}\n------END ${name}------\n\n`;
  return block("NATS USER JWT", "e30.e30.e30") + block("USER NKEY SEED", seed);
}

/** NATS nodes, for as long as they are used. */
export class NatsNodes implements AsyncDisposable {
  readonly #nodes: NatsNode[];

  private constructor(nodes: NatsNode[]) {
    this.#nodes = nodes;
  }

  /** Starts nodes whose files are in the folder, and waits until they take connections. */
  static async start(folder: string, count = 1): Promise<NatsNodes> {
    const ports = freePorts(2 * count);
    const routes = ports.slice(count).map((port) => `nats://127.0.0.1:${port}`);
    const nodes = Array.from({ length: count }, (_, i) =>
      new NatsNode({
        folder: join(folder, `nats${i + 1}`),
        name: `nats${i + 1}`,
        port: ports[i],
        cluster: count > 1 ? { port: ports[count + i], routes } : null,
      }));
    const all = new NatsNodes(nodes);
    await Promise.all(nodes.map((node) => node.start()));
    return all;
  }

  /** Starts one node at an address, such as `nats://127.0.0.1:4222/class`. */
  static async startOne(folder: string, { address, token }: { address: string; token: string | null }): Promise<NatsNodes> {
    const port = Number(address.match(/:(\d+)/)?.[1]);
    const node = new NatsNode({ folder: join(folder, "nats"), name: "nats", port, cluster: null, token });
    await node.start();
    return new NatsNodes([node]);
  }

  get nodes(): readonly NatsNode[] {
    return this.#nodes;
  }

  /** What `--journal` is given for a log with this name. */
  address(name = "app"): string {
    return `nats://${this.#nodes.map(({ port }) => `127.0.0.1:${port}`).join(",")}/${name}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#nodes.map((node) => node.kill()));
  }
}

export class NatsNode {
  readonly port: number;
  readonly #config: string;
  readonly #log: string;
  #process: Deno.ChildProcess | null = null;

  constructor(
    { folder, name, port, cluster, token = null }: {
      token?: string | null;
      folder: string;
      name: string;
      port: number;
      cluster: { port: number; routes: readonly string[] } | null;
    },
  ) {
    this.port = port;
    Deno.mkdirSync(folder, { recursive: true });
    this.#config = join(folder, "nats.conf");
    this.#log = join(folder, "nats.log");
    const clustered = cluster
      ? [
        `cluster { name: test, listen: "127.0.0.1:${cluster.port}", routes: [${
          cluster.routes.map((url) => `"${url}"`).join(", ")
        }] }`,
      ]
      : [];
    Deno.writeTextFileSync(
      this.#config,
      [
        `listen: "127.0.0.1:${port}"`,
        `server_name: ${name}`,
        `log_file: "${this.#log}"`,
        `jetstream { store_dir: "${folder}" }`,
        ...clustered,
        ...(token === null ? [] : [`authorization { token: "${token}" }`]),
        "",
      ].join("\n"),
    );
  }

  /** What it has logged. */
  get log(): string {
    return Deno.readTextFileSync(this.#log);
  }

  async start(): Promise<void> {
    this.#process = new Deno.Command(NATS_SERVER, { args: ["-c", this.#config], stdout: "null", stderr: "null" }).spawn();
    await eventually(async () => {
      try {
        (await Deno.connect({ hostname: "127.0.0.1", port: this.port })).close();
        return true;
      } catch {
        return false;
      }
    });
  }

  /** Stops it in its tracks, or has it go on. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void {
    this.#process?.kill(signal);
  }

  /** Resolves when all of it has stopped in its tracks. */
  async isStopped(): Promise<void> {
    const tasks = `/proc/${this.#process?.pid}/task`;
    await eventually(() =>
      Array.from(Deno.readDirSync(tasks), ({ name }) => Deno.readTextFileSync(`${tasks}/${name}/stat`))
        .every((stat) => /\) T /.test(stat))
    );
  }

  /** Ends it as a crash does. */
  async kill(): Promise<void> {
    const process = this.#process;
    if (!process) return;
    this.#process = null;
    process.kill("SIGKILL");
    await deadline(process.status, STOP_MS);
  }
}

/** Ports that nobody has. */
export function freePorts(count: number): number[] {
  const listeners = Array.from({ length: count }, () => Deno.listen({ hostname: "127.0.0.1", port: 0 }));
  const ports = listeners.map(({ addr }) => addr.port);
  for (const listener of listeners) listener.close();
  return ports;
}
