import type { ClientConfig } from "./config.ts";
import { runCounterCrowd } from "./modes/counter_crowd.ts";
import { runCounter } from "./modes/counter.ts";
import { runHost } from "./modes/host.ts";
import { runQuizBots } from "./modes/quiz_bots.ts";
import { runQuiz } from "./modes/quiz.ts";
import { runSort } from "./modes/sort.ts";
import type { ClientDependencies } from "./terminal.ts";

/** Runs the client in its mode. @throws {ConnectionError} or {ReplyError} where it can't go on */
export async function runClient(config: ClientConfig, dependencies: ClientDependencies): Promise<void> {
  switch (config.mode) {
    case "sort":
      return await runSort(config, dependencies);
    case "quiz":
      return await (config.bot || config.bots !== null ? runQuizBots : runQuiz)(config, dependencies);
    case "host":
      return await runHost(config, dependencies);
    case "counter":
      return await (config.clients === null ? runCounter : runCounterCrowd)(config, dependencies);
  }
}
