/**
 * Computers that can be cut off from each other: network namespaces on one bridge, made inside a namespace of their own, which ends with
 * the process. What is cut off is on another bridge. Run only with `unshare`, as {@linkcode inOwnNetwork} does.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./array_client.ts";
import { eventually } from "./eventually.ts";
import { APP } from "./executable.ts";

const NATS_PORT = 4222;
const ROUTE_PORT = 6222;
const TCP_PORT = 7000;
const HTTP_PORT = 8080;
const PREFIX = "10.77.0";

/** Whether network namespaces can be made here, with the tools for that. */
export function hasNamespaces(): boolean {
  if (Deno.build.os !== "linux" || !existsSync("/usr/bin/nsenter")) return false;
  try {
    return new Deno.Command("unshare", { args: [...OWN, "ip", "link", "add", "br0", "type", "bridge"], stderr: "null" })
      .outputSync().success;
  } catch {
    return false;
  }
}

const OWN = ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];

/** Runs a program of Deno in a network, and among processes, of its own. @returns whether it succeeded, and what it wrote */
export async function inOwnNetwork(script: string, args: readonly string[]): Promise<{ success: boolean; text: string }> {
  const command = new Deno.Command("unshare", {
    args: [...OWN, Deno.execPath(), "run", "--allow-all", "--no-check", script, ...args],
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stdout, stderr } = await command.output();
  return { success, text: new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr) };
}

/** Runs a command. @throws with what it said, if it fails */
async function run(program: string, ...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, { args }).output();
  if (!success) throw new Error(`${program} ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
  return new TextDecoder().decode(stdout);
}

/** A computer: a network namespace, kept by a process that does nothing. */
class Host {
  readonly address: string;
  readonly #port: string;
  readonly #keeper: Deno.ChildProcess;

  private constructor(number: number, keeper: Deno.ChildProcess) {
    this.address = `${PREFIX}.${number}`;
    this.#port = `port${number}`;
    this.#keeper = keeper;
  }

  static async create(number: number): Promise<Host> {
    const keeper = new Deno.Command("unshare", { args: ["--net", "sleep", "infinity"] }).spawn();
    const host = new Host(number, keeper);
    const own = await Deno.readLink("/proc/self/ns/net");
    await eventually(async () => await Deno.readLink(`/proc/${keeper.pid}/ns/net`) !== own);
    await run("ip", "link", "add", host.#port, "type", "veth", "peer", "name", "eth0", "netns", String(keeper.pid));
    await run("ip", "link", "set", host.#port, "master", "br0", "up");
    await run(...host.#inside("ip", "addr", "add", `${host.address}/24`, "dev", "eth0"));
    for (const device of ["lo", "eth0"]) await run(...host.#inside("ip", "link", "set", device, "up"));
    return host;
  }

  /** Starts a program that writes what it says to a file. */
  start(log: string, ...command: [string, ...string[]]): Deno.ChildProcess {
    const [enter, ...args] = this.#inside("/bin/sh", "-c", 'exec "$@" >>"$0" 2>&1', log, ...command);
    return new Deno.Command(enter, { args }).spawn();
  }

  run(program: string, ...args: string[]): Promise<string> {
    return run(...this.#inside(program, ...args));
  }

  /** Puts it on the bridge of those that are cut off, or back. */
  async setCut(isCut: boolean): Promise<void> {
    await run("ip", "link", "set", this.#port, "master", isCut ? "br1" : "br0");
  }

  #inside(program: string, ...args: string[]): [string, ...string[]] {
    return ["nsenter", `--net=/proc/${this.#keeper.pid}/ns/net`, program, ...args];
  }
}

/** Three servers and three NATS nodes, each on a computer of its own. */
export class Partition {
  readonly nats: readonly Host[];
  readonly hosts: readonly Host[];
  readonly servers: readonly Place[];

  private constructor(nats: readonly Host[], hosts: readonly Host[]) {
    this.nats = nats;
    this.hosts = hosts;
    this.servers = hosts.map(({ address }) => ({
      tcp: { hostname: address, port: TCP_PORT },
      http: `http://${address}:${HTTP_PORT}`,
    }));
  }

  static async start(folder: string): Promise<Partition> {
    for (const bridge of ["br0", "br1"]) {
      await run("ip", "link", "add", bridge, "type", "bridge");
      await run("ip", "link", "set", bridge, "up");
    }
    await run("ip", "addr", "add", `${PREFIX}.254/24`, "dev", "br0");
    await run("ip", "link", "set", "lo", "up");
    const create = async (
      first: number,
    ) => [await Host.create(first), await Host.create(first + 1), await Host.create(first + 2)];
    const nats = await create(1);
    const hosts = await create(11);
    const routes = nats.map(({ address }) => `"nats://${address}:${ROUTE_PORT}"`).join(", ");
    for (const [i, host] of nats.entries()) {
      const { address } = host;
      const config = join(folder, `nats${i + 1}.conf`);
      await Deno.writeTextFile(
        config,
        [
          `listen: "${address}:${NATS_PORT}"`,
          `server_name: nats${i + 1}`,
          `jetstream { store_dir: "${join(folder, `nats${i + 1}`)}" }`,
          `cluster { name: test, listen: "${address}:${ROUTE_PORT}", routes: [${routes}] }`,
          // So that it notices soon whom it can't reach.
          'ping_interval: "2s"',
          "",
        ].join("\n"),
      );
      host.start(`${config}.log`, "nats-server", "-c", config);
    }
    const journal = `nats://${nats.map(({ address }) => address).join(",")}`;
    const partition = new Partition(nats, hosts);
    for (const [i, host] of hosts.entries()) {
      const place = partition.servers[i];
      const until = performance.now() + 60_000;
      // NATS may not be there yet.
      for (let isThere = false; !isThere;) {
        if (performance.now() > until) throw new Error("A server does not start");
        const server = host.start(
          join(folder, `server${i + 1}.log`),
          APP,
          ...["serve", "--host", host.address, "--tcp-port", String(TCP_PORT), "--http-port", String(HTTP_PORT)],
          ...["--journal", journal, "--server-name", `server${i + 1}`],
        );
        let hasEnded = false;
        server.status.then(() => hasEnded = true);
        await eventually(async () => isThere = hasEnded || await answers(place), { within: 60_000 });
        isThere = !hasEnded;
      }
    }
    return partition;
  }

  /** A NATS node that does not lead the log's stream. */
  async follower(): Promise<Host> {
    const { connect } = await import("@nats-io/transport-node");
    const { jetstreamManager } = await import("@nats-io/jetstream");
    const connection = await connect({ servers: this.nats.map(({ address }) => `${address}:${NATS_PORT}`) });
    try {
      const { cluster } = await (await jetstreamManager(connection, { checkAPI: false })).streams.info("APP_app");
      return this.nats.find((_, i) => `nats${i + 1}` !== cluster?.leader) ?? this.nats[0];
    } finally {
      await connection.close();
    }
  }

  /** What a server answers to somebody on its own computer, and how long that takes, in milliseconds. */
  async askInside(i: number, method: "GET" | "POST"): Promise<{ status: number; ms: number }> {
    const body = method === "POST" ? ["-H", "content-type: application/json", "-d", '{"values":[]}'] : [];
    const args = ["-s", "-o", "/dev/null", "-m", "30", "-w", "%{http_code} %{time_total}", "-X", method, ...body];
    const text = await this.hosts[i].run("curl", ...args, `${this.servers[i].http}/api/array`);
    const [status, seconds] = text.split(" ").map(Number);
    return { status, ms: seconds * 1000 };
  }
}

async function answers({ http }: Place): Promise<boolean> {
  try {
    const response = await fetch(`${http}/api/array`, { signal: AbortSignal.timeout(5000) });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
