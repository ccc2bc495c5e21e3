/** `app record` in a test, with a file of its own. */
import { join } from "node:path";
import { record } from "../../recording/record.ts";
import { parseRecordConfig } from "../../recording/record_config.ts";
import { eventually, inTime } from "../support/eventually.ts";

export class TestRecorder implements AsyncDisposable {
  readonly #interruption = new AbortController();
  readonly path: string;
  /** Whether all of it is in the file; when it has ended. */
  readonly ended: Promise<boolean>;
  /** What it printed, and what went wrong. */
  output = "";
  warnings = "";

  private constructor(to: number, { folder, args }: { folder: string; args: string[] }) {
    this.path = join(folder, "talk.txt");
    const config = parseRecordConfig(["--listen", "0", "--to", `127.0.0.1:${to}`, this.path, ...args], {});
    this.ended = record(config, {
      now: () => Date.UTC(2026, 0, 2),
      elapsed: () => performance.now(),
      signal: this.#interruption.signal,
      write: (text) => void (this.output += text),
      warn: (text) => void (this.warnings += `${text}\n`),
    });
  }

  /** @param to the port of the server */
  static async start(folder: string, to: number, args: string[] = []): Promise<TestRecorder> {
    const recorder = new TestRecorder(to, { folder, args });
    let hasEnded = false;
    recorder.ended.catch(() => hasEnded = true);
    await eventually(() => hasEnded || recorder.output.includes("Ctrl-C"));
    if (hasEnded) await recorder.ended;
    return recorder;
  }

  get address(): Deno.NetAddr & { transport: "tcp" } {
    return { transport: "tcp", hostname: "127.0.0.1", port: Number(this.output.match(/ nc \S+ (\d+)\n/)?.[1]) };
  }

  /** What is in the file now. */
  get text(): string {
    return Deno.readTextFileSync(this.path);
  }

  /** The events in the file, without their times and ports. */
  get events(): string[] {
    const [, events] = this.text.split("\n\n");
    return events.split("\n").slice(0, -1).map((line) => line.replace(/^\d+ /, "").replace(/(opened \S+):\d+$/, "$1"));
  }

  /** Waits until this event is in the file. */
  async has(event: string): Promise<void> {
    await eventually(() => this.events.includes(event));
  }

  /** What Ctrl-C does. */
  async stop(): Promise<boolean> {
    this.#interruption.abort();
    return await inTime(this.ended);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}
