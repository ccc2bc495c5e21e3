import type { Clock } from "../clock.ts";
import type { ConnectionOutlet, Outlet } from "../outlet.ts";
import type { Strike } from "./http_faults.ts";

/** How often something is sent of what comes slowly, in milliseconds. */
const PIECE_MS = 100;
/** What stands between the head of a response and its body. */
const HEAD_END = [13, 10, 13, 10];

/** The kinds of fault that concern the bytes of a response. */
const KINDS = ["drop-reply", "slow-headers", "drip", "cut", "truncate"] as const;
export type ByteStrike = Pick<Strike, typeof KINDS[number]>;

/** Whether a strike concerns the bytes of a response. */
export function touchesBytes(strike: Strike): boolean {
  return KINDS.some((kind) => strike[kind] !== undefined);
}

/** Sends one response the wrong way: slowly, or not all of it. It finds out by itself where the body begins. */
export class FaultyOutlet implements Outlet {
  readonly #outlet: ConnectionOutlet;
  readonly #strike: ByteStrike;
  readonly #clock: Clock;
  readonly #isDraining: () => boolean;
  /** How much of {@linkcode HEAD_END} was sent last; when it is all, the body has begun. */
  #matched = 0;
  #bodySent = 0;
  /** How many bytes of a slow head are sent at a time, and after how many milliseconds; `null` before the first. */
  #headPace: { bytes: number; ms: number } | null = null;
  #stopWaiting = () => {};

  /** @param options `isDraining`: whether the server stops; then nothing comes slowly any more */
  constructor(
    outlet: ConnectionOutlet,
    { strike, clock, isDraining }: { strike: ByteStrike; clock: Clock; isDraining: () => boolean },
  ) {
    this.#outlet = outlet;
    this.#strike = strike;
    this.#clock = clock;
    this.#isDraining = isDraining;
  }

  write(bytes: Uint8Array): Promise<number> {
    if (this.#strike["drop-reply"] !== undefined) return this.#close();
    return this.#matched < HEAD_END.length ? this.#writeHead(bytes) : this.#writeBody(bytes);
  }

  /** Nothing is waited for any more. */
  stop(): void {
    this.#stopWaiting();
  }

  async #writeHead(bytes: Uint8Array): Promise<number> {
    let end = 0;
    for (let matched = this.#matched; end < bytes.length && matched < HEAD_END.length; end++) {
      matched = matchedAfter(matched, bytes[end]);
    }
    const slowMs = this.#strike["slow-headers"];
    if (slowMs !== undefined && !this.#isDraining()) {
      this.#headPace ??= headPace(end, slowMs);
      end = Math.min(end, this.#headPace.bytes);
      await this.#wait(this.#headPace.ms);
    }
    const sent = await this.#outlet.write(bytes.subarray(0, end));
    for (const byte of bytes.subarray(0, sent)) this.#matched = matchedAfter(this.#matched, byte);
    return sent;
  }

  async #writeBody(bytes: Uint8Array): Promise<number> {
    const { cut = Infinity, truncate = Infinity, drip } = this.#strike;
    if (this.#bodySent >= cut) return await this.#close();
    if (this.#bodySent >= truncate) return await forEver();
    let end = Math.min(bytes.length, cut - this.#bodySent, truncate - this.#bodySent);
    if (drip !== undefined && !this.#isDraining()) {
      const piece = Math.max(1, Math.floor(drip * PIECE_MS / 1000));
      end = Math.min(end, piece);
      await this.#wait(1000 * piece / drip);
    }
    const sent = await this.#outlet.write(bytes.subarray(0, end));
    this.#bodySent += sent;
    return sent;
  }

  /** What is left is never sent. */
  #close(): Promise<never> {
    this.#outlet.close();
    return forEver();
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#stopWaiting = this.#clock.after(ms, resolve);
    });
  }
}

/** How a head of a length is spread over a time. */
function headPace(length: number, ms: number): { bytes: number; ms: number } {
  const pieces = Math.min(length, Math.ceil(ms / PIECE_MS));
  return { bytes: Math.ceil(length / pieces), ms: ms / pieces };
}

/** How much of {@linkcode HEAD_END} has been sent when one more byte has. */
function matchedAfter(matched: number, byte: number): number {
  if (matched === HEAD_END.length) return matched;
  if (byte === HEAD_END[matched]) return matched + 1;
  return byte === HEAD_END[0] ? 1 : 0;
}

/** Whoever waits for it waits until the connection is closed, as for a client that takes nothing. */
function forEver(): Promise<never> {
  return new Promise(() => {});
}
