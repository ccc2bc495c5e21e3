import { getLogger } from "@logtape/logtape";
import { parseServerConfig, type ServerConfig } from "../../server/config.ts";
import { MemoryJournal } from "../../server/journal/memory.ts";
import { MessageLog } from "../../server/log/message_log.ts";
import { type Dependencies, type Server, startServer } from "../../server/mod.ts";
import { FakeClock } from "./fake_clock.ts";
import { seededRandom } from "./seeded_random.ts";

/** A server on free ports, in memory, with a clock that the test tells. */
export async function startTestServer(
  { config = {}, ...dependencies }: { config?: Partial<ServerConfig> } & Partial<Dependencies> = {},
): Promise<Server> {
  let tokens = 0;
  const clock = dependencies.clock ?? new FakeClock();
  return await startServer(
    { ...parseServerConfig([], {}), tcpPort: 0, httpPort: 0, ...config },
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
}
