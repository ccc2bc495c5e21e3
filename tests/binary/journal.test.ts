/** The journal that several servers share, on real NATS servers. */
import { getLogger } from "@logtape/logtape";
import { systemClock } from "../../server/clock.ts";
import { openCluster } from "../../server/cluster/mod.ts";
import { LogAddress } from "../../server/log_address.ts";
import { testJournal } from "../support/journal_conformance.ts";
import { hasNats, NatsNodes } from "../support/nats.ts";
import { TestState } from "../support/test_state.ts";

for (const [count, compactBytes] of [[1, undefined], [1, 0], [3, undefined]]) {
  const nodes = `${count} NATS node${count === 1 ? "" : "s"}`;
  let address = "";
  testJournal({
    name: `JetStream on ${nodes}${compactBytes === 0 ? ", with a snapshot after each commit" : ""}`,
    keeps: true,
    ignore: !hasNats(),
    async prepare(folder) {
      const nats = await NatsNodes.start(folder, count);
      address = nats.address();
      return nats;
    },
    async open() {
      const { journal, members } = await openCluster({
        address: LogAddress.parse(address),
        replicas: null,
        credentials: { token: null, creds: null },
        name: "server",
        clock: systemClock,
        logger: getLogger("test"),
        compactBytes,
      });
      return { journal, state: new TestState(undefined, [members]) };
    },
  });
}
