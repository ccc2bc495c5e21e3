import { deepStrictEqual, ok } from "node:assert/strict";
import { FaultRounds, FAULTS } from "../support/cluster_faults.ts";
import { withFolder } from "../support/folder.ts";
import { hasNats } from "../support/nats.ts";
import { seededRandom } from "../../server/seeded_random.ts";
import { ServerGroup } from "../support/server_group.ts";

/** The longest that anybody may wait for an answer, in milliseconds: a commit is tried for 12 s, by a server that was paused for 10 s. */
const LONGEST_MS = 25_000;

Deno.test({
  name:
    "servers and NATS nodes are killed and paused: all that was acknowledged is there, once, and what clients saw can be explained",
  ignore: !hasNats(),
  fn: () =>
    withFolder(async (folder) => {
      await using group = await ServerGroup.start(folder);
      const rounds = new FaultRounds(group, seededRandom(1));
      for (const fault of FAULTS) {
        const { isExplained, isSame, longestWait, history } = await rounds.run(fault);
        deepStrictEqual(
          { fault: fault.name, isExplained, isSame },
          { fault: fault.name, isExplained: true, isSame: true },
          group.errors,
        );
        ok(longestWait < LONGEST_MS, `${longestWait} ms`);
        ok(history.length > 50, `${history.length} requests`);
      }
    }),
});
