/** Several servers with one state, and the NATS nodes that keep it: to be killed, paused and started again. */
import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { RunningServer } from "./executable.ts";
import { type NatsNode, NatsNodes } from "./nats.ts";

export class ServerGroup implements AsyncDisposable {
  readonly nats: NatsNodes;
  readonly #folder: string;
  readonly #servers: RunningServer[];
  /** What servers that are gone wrote to standard error. */
  #errors = "";

  private constructor({ nats, folder, servers }: { nats: NatsNodes; folder: string; servers: RunningServer[] }) {
    this.nats = nats;
    this.#folder = folder;
    this.#servers = servers;
  }

  /** Starts so many servers on so many NATS nodes, all with their files in the folder. */
  static async start(folder: string, { servers: count = 3, nodes = 3 } = {}): Promise<ServerGroup> {
    const nats = await NatsNodes.start(folder, nodes);
    const servers: RunningServer[] = [];
    // One after the other, so that all who are asked to make the log are asked once.
    for (let i = 0; i < count; i++) servers.push(await RunningServer.start(folder, argumentsOf(nats, i)));
    return new ServerGroup({ nats, folder, servers });
  }

  get servers(): readonly RunningServer[] {
    return this.#servers;
  }

  get errors(): string {
    return this.#errors + this.#servers.map(({ errors }) => errors).join("");
  }

  /** Starts a server that has crashed, at the ports where it was. */
  async restart(i: number): Promise<void> {
    const { tcp, http, errors } = this.#servers[i];
    this.#errors += errors;
    const ports = { tcpPort: tcp.port, httpPort: Number(new URL(http).port) };
    this.#servers[i] = await RunningServer.start(this.#folder, argumentsOf(this.nats, i), ports);
  }

  /** The NATS node that leads the others. */
  async leader(): Promise<NatsNode> {
    const connection = await connect({ servers: this.nats.nodes.map(({ port }) => `127.0.0.1:${port}`), timeout: 2000 });
    try {
      const manager = await jetstreamManager(connection, { checkAPI: false });
      const { cluster } = await manager.streams.info("APP_app");
      const leader = this.nats.nodes.find((_, i) => `nats${i + 1}` === cluster?.leader);
      return leader ?? this.nats.nodes[0];
    } finally {
      await connection.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#servers.map((server) => server[Symbol.asyncDispose]()));
    await this.nats[Symbol.asyncDispose]();
  }
}

function argumentsOf(nats: NatsNodes, i: number): string[] {
  return ["--journal", nats.address(), "--server-name", `server${i + 1}`];
}
