/** Several servers that share one state, in this process, over a real NATS server: what time it is for each of them, the test says. */
import { getLogger } from "@logtape/logtape";
import { openCluster } from "../../server/cluster/mod.ts";
import { LogAddress } from "../../server/log_address.ts";
import type { ServerConfig } from "../../server/config.ts";
import { NatsNodes } from "./nats.ts";
import { RunningClock } from "./running_clock.ts";
import { seededRandom } from "../../server/seeded_random.ts";
import { startTestServer, type TestServer } from "./test_server.ts";

/** One of the servers, and its clock. */
export interface TestMember {
  readonly server: TestServer;
  readonly clock: RunningClock;
}

export class TestCluster implements AsyncDisposable {
  readonly nats: NatsNodes;
  readonly members: readonly TestMember[];

  private constructor(nats: NatsNodes, members: readonly TestMember[]) {
    this.nats = nats;
    this.members = members;
  }

  /** Starts servers, whose log is kept in the folder. */
  static async start(
    folder: string,
    { count = 2, config = {} }: { count?: number; config?: Partial<ServerConfig> } = {},
  ): Promise<TestCluster> {
    const nats = await NatsNodes.start(folder);
    const members: TestMember[] = [];
    const all = new TestCluster(nats, members);
    try {
      for (let i = 1; i <= count; i++) members.push(await startMember(nats.address(), { i, config }));
    } catch (error) {
      await all[Symbol.asyncDispose]();
      throw error;
    }
    return all;
  }

  /** Lets time pass everywhere. */
  pass(ms: number): void {
    for (const { clock } of this.members) clock.advance(ms);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.members.map(({ server }) => server.stop()));
    for (const { clock } of this.members) clock[Symbol.dispose]();
    await this.nats[Symbol.asyncDispose]();
  }
}

async function startMember(
  address: string,
  { i, config }: { i: number; config: Partial<ServerConfig> },
): Promise<TestMember> {
  const clock = new RunningClock();
  try {
    const cluster = await openCluster({
      address: LogAddress.parse(address),
      replicas: 1,
      credentials: { token: null, creds: null },
      name: `server ${i}`,
      clock,
      logger: getLogger("test"),
    });
    let tokens = 0;
    const server = await startTestServer({
      journal: cluster.journal,
      cluster,
      clock,
      config,
      random: seededRandom(i),
      newToken: () => `token${i}${++tokens}`,
    });
    return { server, clock };
  } catch (error) {
    clock[Symbol.dispose]();
    throw error;
  }
}
