import type { ClientConfig } from "./config.ts";
import { runSort, type SortDependencies } from "./modes/sort.ts";

/** Runs the client in its mode. @throws {ConnectionError} or {ReplyError} where it can't go on */
export async function runClient(config: ClientConfig, dependencies: SortDependencies): Promise<void> {
  switch (config.mode) {
    case "sort":
      await runSort(config, dependencies);
  }
}
