/** What a server does with a log that several share, without its connections. */
import { getLogger } from "@logtape/logtape";
import { systemClock } from "../../server/clock.ts";
import { type Cluster, type ClusterOptions, openCluster } from "../../server/cluster/mod.ts";
import { Engine } from "../../server/engine/engine.ts";
import { freeze, hashOf, type ServiceState } from "../../server/engine/state.ts";
import { LogAddress } from "../../server/log_address.ts";
import { TestState } from "./test_state.ts";

export class LogServer implements AsyncDisposable {
  readonly cluster: Cluster;
  readonly engine: Engine;
  /** All that it holds: what its services hold, and which servers there are. */
  readonly state: TestState;
  /** What went wrong beside the changes. */
  readonly errors: unknown[] = [];

  private constructor(cluster: Cluster, more: readonly ServiceState[]) {
    this.cluster = cluster;
    this.state = new TestState(undefined, [...more, cluster.members]);
    this.engine = new Engine({
      journal: cluster.journal,
      state: this.state,
      onError: (error) => this.errors.push(error),
      onHealth() {},
    });
  }

  /** Joins the servers that share a log. @param more services beside the usual ones @throws {OperatorError} */
  static async start(
    address: string,
    { more = [], ...options }: Partial<ClusterOptions> & { more?: readonly ServiceState[] } = {},
  ): Promise<LogServer> {
    const cluster = await openCluster({
      address: LogAddress.parse(address),
      replicas: null,
      credentials: { token: null, creds: null },
      name: "test",
      clock: systemClock,
      logger: getLogger("app"),
      ...options,
    });
    const server = new LogServer(cluster, more);
    try {
      await server.engine.ready;
      return server;
    } catch (error) {
      await cluster.journal.close();
      throw error;
    }
  }

  /** Adds integers to the array. */
  add(numbers: readonly number[]): Promise<void> {
    const what = { numbers: Float64Array.from(numbers), count: numbers.length };
    return this.engine.change(this.state.array.add, what, () => {});
  }

  /** The hash of what it holds, without the servers. */
  get hash(): string {
    return hashOf(freeze(this.state).filter(({ service }) => service !== this.cluster.members.name));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.engine.drained;
    await this.engine.stop();
    await this.cluster.journal.close();
  }
}
