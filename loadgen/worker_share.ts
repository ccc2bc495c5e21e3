/** A share of a load that another thread runs: it has the methods of `Share`. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CannotBench } from "./cannot_bench.ts";
import type { Load } from "./load.ts";
import type { FromWorker, ToWorker } from "./messages.ts";
import type { Measured, Progress } from "./recorder.ts";

/** The worker as a bundle: in the executable beside the bundle of everything else. */
const BUNDLE = "bench_worker.js";

export class WorkerShare implements Disposable {
  readonly #worker: Worker;
  readonly #load: Load;
  readonly #connected = Promise.withResolvers<void>();
  readonly #measured = Promise.withResolvers<Measured>();
  #progress = { requests: 0, errors: 0, worstMs: 0 };

  constructor(load: Load) {
    this.#load = load;
    this.#worker = new Worker(source(), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hears(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(new Error(`A worker ended: ${event.message}`));
    };
    // Whoever waits for one of the two hears of the error; the other one nobody may be waiting for.
    this.#connected.promise.catch(() => {});
    this.#measured.promise.catch(() => {});
  }

  connect(): Promise<void> {
    this.#tell({ say: "connect", load: this.#load });
    return this.#connected.promise;
  }

  run(): Promise<Measured> {
    this.#tell({ say: "run" });
    return this.#measured.promise;
  }

  stop(): void {
    this.#tell({ say: "stop" });
  }

  progress(): Progress {
    const progress = this.#progress;
    this.#progress = { requests: 0, errors: 0, worstMs: 0 };
    return progress;
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #hears(message: FromWorker): void {
    if (message.say === "connected") this.#connected.resolve();
    else if (message.say === "measured") this.#measured.resolve(message.measured);
    else if (message.say === "failed") this.#fail(new (message.isExpected ? CannotBench : Error)(message.message));
    else {
      const { requests, errors, worstMs } = message.progress;
      this.#progress.requests += requests;
      this.#progress.errors += errors;
      this.#progress.worstMs = Math.max(this.#progress.worstMs, worstMs);
    }
  }

  #fail(error: Error): void {
    this.#connected.reject(error);
    this.#measured.reject(error);
  }
}

function source(): URL {
  const isBundled = existsSync(join(import.meta.dirname ?? ".", BUNDLE));
  return new URL(isBundled ? `./${BUNDLE}` : "./worker.ts", import.meta.url);
}
