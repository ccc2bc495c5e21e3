/** The line that tells, while a load runs, how far it is. */
import type { Load } from "./load.ts";
import type { Progress } from "./recorder.ts";
import { progressText } from "./text_report.ts";

export class ProgressLine {
  readonly #load: Load;
  readonly #show: (text: string) => void;
  #lastMs = 0;

  /** @param show puts a line in place of the one before */
  constructor(load: Load, show: (text: string) => void) {
    this.#load = load;
    this.#show = show;
  }

  /** @param progress what happened since the last call */
  tell({ requests, errors, worstMs }: Progress, elapsedMs: number): void {
    const ms = elapsedMs - this.#lastMs;
    this.#lastMs = elapsedMs;
    const { seconds, warmUpSeconds } = this.#load;
    const perSecond = ms > 0 ? 1000 * requests / ms : 0;
    this.#show(progressText({ elapsedMs, warmUpSeconds, seconds, perSecond, errors, worstMs }));
  }

  clear(): void {
    this.#show("");
  }
}
