import type { Direction } from "./format.ts";
import type { Peer } from "./peer.ts";

/** Is told what goes through a relay. */
export interface RelayWatcher {
  sent(direction: Direction, bytes: Uint8Array): void;
  note(kind: "half-closed" | "reset", direction: Direction): void;
}

/**
 * Passes on between a client and a server what each of them sends, closes and resets. A side that takes nothing stops the other: no
 * more than two pieces are held in each direction.
 */
export class Relay {
  readonly #client: Peer;
  readonly #server: Peer;
  readonly #watcher: RelayWatcher;
  /** Whether nothing is passed on any more. */
  #hasEnded = false;

  constructor({ client, server }: { client: Peer; server: Peer }, watcher: RelayWatcher) {
    this.#client = client;
    this.#server = server;
    this.#watcher = watcher;
  }

  /** @returns when both sides are closed */
  async run(): Promise<void> {
    await Promise.all([this.#pass("<"), this.#pass(">")]);
    this.stop();
  }

  /** Closes both sides. */
  stop(): void {
    this.#hasEnded = true;
    this.#client.close();
    this.#server.close();
  }

  async #pass(direction: Direction): Promise<void> {
    const [from, to, opposite] = direction === "<"
      ? [this.#client, this.#server, ">" as const]
      : [this.#server, this.#client, "<" as const];
    for (;;) {
      const bytes = await from.read().catch(() => "reset" as const);
      if (bytes === "reset") return this.#reset(direction);
      if (bytes === null) break;
      const passing = to.write(bytes).then(() => true, () => false);
      // It is on its way already. It is recorded before its answer can come.
      this.#watcher.sent(direction, bytes);
      if (!await passing) return this.#reset(opposite);
    }
    if (this.#hasEnded) return;
    this.#watcher.note("half-closed", direction);
    to.closeWrite();
  }

  /** Passes on that one side has reset the connection. */
  #reset(by: Direction): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#watcher.note("reset", by);
    (by === "<" ? this.#server : this.#client).reset();
    this.stop();
  }
}
