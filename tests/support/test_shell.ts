// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import type { Output, Shell } from "../../main.ts";

/** How long a test waits for what the program writes, in milliseconds. */
const WITHIN_MS = 10_000;

/** An output that keeps what is written to it. */
class KeptOutput implements Output {
  readonly isTerminal: boolean;
  text = "";
  #waiting: { wanted: string; found: () => void }[] = [];

  constructor({ isTerminal }: { isTerminal: boolean }) {
    this.isTerminal = isTerminal;
  }

  columns = (): number => 80;

  write(text: string): void {
    this.text += text;
    this.#waiting = this.#waiting.filter(({ wanted, found }) => {
      if (!this.text.includes(wanted)) return true;
      found();
      return false;
    });
  }

  /** Resolves when this text has been written. */
  async has(wanted: string): Promise<void> {
    if (this.text.includes(wanted)) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ wanted, found: resolve });
    await deadline(promise, WITHIN_MS).catch(() => {
      throw new Error(`Within ${WITHIN_MS} ms ${JSON.stringify(wanted)} was not written, but ${JSON.stringify(this.text)}`);
    });
  }
}

/** What `run` needs of the world, for a test. */
export class TestShell implements Shell {
  readonly stdout: KeptOutput;
  readonly stderr: KeptOutput;
  readonly #interruption = new AbortController();
  readonly signal = this.#interruption.signal;
  readonly env: Record<string, string>;

  /** @param typed what comes over standard input */
  constructor(
    { env = {}, isTerminal = false, typed = "" }: { env?: Record<string, string>; isTerminal?: boolean; typed?: string } = {},
  ) {
    this.#typed = typed ? [new TextEncoder().encode(typed)] : [];
    this.env = env;
    this.stdout = new KeptOutput({ isTerminal });
    this.stderr = new KeptOutput({ isTerminal });
  }

  readonly stdin = { isTerminal: false, setRaw() {}, read: () => Promise.resolve(this.#typed.shift() ?? null) };
  readonly #typed: Uint8Array[];

  /** What Ctrl-C does. */
  interrupt = (): void => this.#interruption.abort();
}
