import { ok } from "node:assert/strict";
import { join } from "node:path";
import { withFolder } from "../support/folder.ts";
import { hasNats } from "../support/nats.ts";
import { hasNamespaces, inOwnNetwork } from "../support/partition.ts";

const isPossible = hasNats() && hasNamespaces();

Deno.test({
  name: "a NATS node, a server, and both together are cut off from the others: the minority refuses, and nothing is lost" +
    (isPossible ? "" : " (skipped: there is no nats-server, or network namespaces can't be made here)"),
  ignore: !isPossible,
  fn: () =>
    withFolder(async (folder) => {
      const { success, text } = await inOwnNetwork(join(import.meta.dirname ?? "", "../support/partition_rounds.ts"), [folder]);
      ok(success, text);
    }),
});
