import { Buffer } from "node:buffer";
// @ts-types="../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { CLOSED, Comparison, type Difference, RESET, type Rules } from "./comparison.ts";
import { LineJoiner } from "./line_joiner.ts";
import { type Peer } from "./peer.ts";
import { SecretReplacer } from "./secrets.ts";

/** So often may answers be missing on a connection before nothing more is awaited on it. */
const MAX_WAITS = 3;

export interface ReplayOptions {
  readonly rules: Rules;
  readonly timeoutMs: number;
  /** The tokens that the server gave in place of recorded ones; and what to send in place of others. */
  readonly tokens: Map<string, string>;
  /** What stands in place of a recorded secret for which the server gave none. */
  unknownSecret(recorded: string): string;
  differs(difference: Difference): void;
}

/** A connection of a recording, open again. */
export class ReplayedConnection {
  /** How many lines were sent. */
  sent = 0;
  readonly comparison: Comparison;
  readonly #peer: Peer;
  readonly #options: ReplayOptions;
  readonly #secrets: SecretReplacer;
  readonly #recorded = { "<": new LineJoiner(), ">": new LineJoiner() };
  readonly #reading: Promise<void>;
  #lastSent: string | null = null;
  #waits = 0;

  constructor(connection: number, peer: Peer, options: ReplayOptions) {
    const { rules, tokens, differs, unknownSecret } = options;
    this.#peer = peer;
    this.#options = options;
    this.#secrets = new SecretReplacer("<", (recorded) => tokens.get(recorded) ?? unknownSecret(recorded));
    this.comparison = new Comparison(connection, {
      rules,
      differs,
      learns: (recorded, live) => void tokens.set(recorded, live),
    });
    this.#reading = this.#read();
  }

  /** Sends what the client has sent. A server that is gone shows in what it does not answer. */
  async send(bytes: Uint8Array): Promise<void> {
    for (const line of this.#recorded["<"].push(bytes)) {
      this.sent++;
      this.#lastSent = line;
    }
    try {
      await deadline(this.#peer.write(this.#secrets.replace(bytes)), this.#options.timeoutMs);
    } catch (error) {
      // It reads nothing: then nothing more can be had of it.
      if (error instanceof DOMException) this.#peer.reset();
    }
  }

  /** The server has said this. */
  expect(bytes: Uint8Array): void {
    for (const line of this.#recorded[">"].push(bytes)) this.comparison.expect(line, this.#lastSent);
  }

  /** The server has closed its sending side, or reset the connection. */
  expectEnd(end: typeof CLOSED | typeof RESET): void {
    for (const line of this.#recorded[">"].end()) this.comparison.expect(line, this.#lastSent);
    this.comparison.expect(end, this.#lastSent);
  }

  /** Closes the sending side. */
  closeWrite(): void {
    this.#peer.closeWrite();
  }

  /** Waits for what has been recorded and has not come; the time runs from the last one that came of it. */
  async settle(): Promise<void> {
    const { comparison } = this;
    while (comparison.pending > 0 && !comparison.isOver && this.#waits < MAX_WAITS) {
      try {
        await deadline(comparison.changed, this.#options.timeoutMs);
      } catch {
        this.#waits++;
        break;
      }
    }
    comparison.giveUp();
  }

  /** Closes it, as it was closed, or `reset`, when it was recorded; `stopped` if the recording ended before. */
  async end(how: "closed" | "reset" | "stopped"): Promise<void> {
    if (how === "stopped") { for (const line of this.#recorded[">"].end()) this.comparison.expect(line, this.#lastSent); }
    await this.settle();
    if (how === "closed") this.comparison.finish();
    if (how === "reset") this.#peer.reset();
    else this.#peer.close();
    await this.#reading;
  }

  /** Closes it at once. */
  abort(): void {
    this.#peer.close();
  }

  async #read(): Promise<void> {
    const joiner = new LineJoiner();
    let end: typeof CLOSED | typeof RESET = CLOSED;
    try {
      for (let bytes = await this.#peer.read(); bytes !== null; bytes = await this.#peer.read()) {
        for (const line of joiner.push(Buffer.from(bytes))) this.comparison.take(line);
      }
    } catch {
      end = RESET;
    }
    for (const line of joiner.end()) this.comparison.take(line);
    this.comparison.take(end);
  }
}
