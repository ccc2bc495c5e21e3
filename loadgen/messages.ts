/** What the main thread and a worker say to each other. */
import type { Load } from "./load.ts";
import type { Measured, Progress } from "./recorder.ts";

export type ToWorker = { readonly say: "connect"; readonly load: Load } | { readonly say: "run" | "stop" };

export type FromWorker =
  | { readonly say: "connected" }
  | { readonly say: "progress"; readonly progress: Progress }
  | { readonly say: "measured"; readonly measured: Measured }
  /** `isExpected` for an error whose message is for people. */
  | { readonly say: "failed"; readonly message: string; readonly isExpected: boolean };
