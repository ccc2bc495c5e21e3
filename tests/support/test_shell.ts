import type { Output, Shell } from "../../cli/shell.ts";
import { eventually } from "./eventually.ts";

/** An output that keeps what is written to it. */
class KeptOutput implements Output {
  readonly isTerminal: boolean;
  text = "";

  constructor({ isTerminal }: { isTerminal: boolean }) {
    this.isTerminal = isTerminal;
  }

  columns = (): number => 80;

  write(text: string): boolean {
    this.text += text;
    return true;
  }

  send(bytes: Uint8Array): Promise<number> {
    this.text += new TextDecoder().decode(bytes);
    return Promise.resolve(bytes.length);
  }

  /** Waits until this text has been written. */
  async has(wanted: string): Promise<void> {
    await eventually(() => this.text.includes(wanted));
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

  /** What SIGHUP does. */
  hangUp = (): void => {};

  onHangup = (callback: () => void): void => {
    this.hangUp = callback;
  };

  /** What Ctrl-C does. */
  interrupt = (): void => this.#interruption.abort();
}
