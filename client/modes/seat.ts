import type { ClientConfig } from "../config.ts";
import type { SessionOptions } from "../lasting_session.ts";
import type { ClientDependencies } from "../terminal.ts";

/** Where somebody plays. */
export interface Seat {
  readonly config: ClientConfig;
  readonly dependencies: ClientDependencies;
  readonly options: SessionOptions;
  /** Whether a person sits there. */
  readonly interactive: boolean;
}
