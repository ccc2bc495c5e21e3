import { getLogger } from "@logtape/logtape";
import { parseServerConfig, type ServerConfig } from "../../server/config.ts";
import { MemoryJournal } from "../../server/journal/memory.ts";
import { MessageLog } from "../../server/log/message_log.ts";
import { type Dependencies, type Server, startServer } from "../../server/mod.ts";
import type { Clock } from "../../server/clock.ts";
import { FakeClock } from "./fake_clock.ts";
import { seededRandom } from "../../server/seeded_random.ts";

/** Longer than a server takes to stop, in milliseconds. */
const STOP_MS = 15_000;

/** A server that takes lines over plain TCP as well. */
export type TestServer = Server & { readonly tcp: Deno.NetAddr };

/** A server on free ports, in memory, with a clock that the test tells. */
export async function startTestServer(
  { config = {}, ...dependencies }: { config?: Partial<ServerConfig> } & Partial<Dependencies> = {},
): Promise<TestServer> {
  let tokens = 0;
  const clock = dependencies.clock ?? new FakeClock();
  const server = await startServer(
    { ...parseServerConfig([], {}), tcpPort: 0, httpPort: 0, tlsPort: 0, ...config },
    {
      version: "0.0.0",
      journal: new MemoryJournal(),
      clock,
      random: seededRandom(1),
      newToken: () => `token${++tokens}`,
      log: { logger: getLogger("test"), messages: new MessageLog(null, { clock, messages: false }) },
      networkAddresses: () => [],
      assets: null,
      ...dependencies,
    },
  );
  const tcp = server.tcp ?? { transport: "tcp", hostname: "", port: 0 };
  return { ...server, tcp, [Symbol.asyncDispose]: () => stop(server, clock) };
}

/** Stops a server. One that waits for clients that a failed test has left behind is told that its time is over. */
async function stop(server: Server, clock: Clock): Promise<void> {
  const timer = setTimeout(() => clock instanceof FakeClock && clock.advance(STOP_MS), STOP_MS);
  await server.stop();
  clearTimeout(timer);
}
