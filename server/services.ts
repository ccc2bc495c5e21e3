import type { Logger } from "@logtape/logtape";
import type { Request } from "../protocol/request.ts";
import type { Authorizer } from "./authorizer.ts";
import type { Clock } from "./clock.ts";
import type { Connections } from "./connections.ts";
import type { CounterHost } from "./counter_host.ts";
import type { Engine } from "./engine.ts";
import type { Broker } from "./events/broker.ts";
import type { Wiretaps } from "./events/wiretaps.ts";
import type { MessageLog } from "./log/message_log.ts";
import type { Metrics } from "./metrics.ts";
import type { QuizHost } from "./quiz_host.ts";
import type { Random } from "./random.ts";
import type { RequestCounts } from "./request_counts.ts";
import type { Turns } from "./turns.ts";

/** What the server's connections share. */
export interface Services {
  readonly version: string;
  readonly startedAt: number;
  readonly engine: Engine;
  readonly connections: Connections;
  readonly authorizer: Authorizer;
  readonly clock: Clock;
  readonly random: Random;
  /** Makes a token that nobody can guess. */
  readonly newToken: () => string;
  /** How long the server has been running, in milliseconds. */
  readonly uptimeMs: () => number;
  readonly quizHost: QuizHost;
  readonly counterHost: CounterHost;
  readonly turns: Turns;
  readonly broker: Broker;
  readonly metrics: Metrics;
  readonly requestCounts: RequestCounts;
  readonly wiretaps: Wiretaps;
  readonly logger: Logger;
  readonly messages: MessageLog;
  /** What the line that is being handled asks for: lines are handled one after the other. */
  readonly request: Request;
}
