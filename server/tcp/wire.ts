/** What carries bytes each way: a TCP connection is a wire, and so is a TLS connection over one. */
export interface Wire {
  /** Whether nobody on the way can read it. */
  readonly encrypted: boolean;
  readonly remoteAddr: { readonly hostname: string; readonly port: number };
  /** Takes what has come, as much as there is room for. @returns how many bytes; `null` if the client has closed its side */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Sends some of the bytes, one write at a time. @returns how many */
  write(bytes: Uint8Array): Promise<number>;
  /** Closes the sending side, after all that was written. */
  closeWrite(): Promise<void>;
  /** Closes both sides. What was written may still be delivered. */
  close(): void;
  /** Closes both sides at once and drops what the client has not taken. @param onGone called when nothing is left of it */
  reset(onGone: () => void): void;
  /** Has the reset that follows send RST, even if nothing waits to be sent. Not while something is being written. */
  prepareReset?(): void;
}

/** Sends all of some bytes. */
export async function writeAll(wire: Wire, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await wire.write(bytes.subarray(sent));
}

/** A wire of which somebody has read the beginning: what was read too far is read once more. */
export class RewoundWire implements Wire {
  readonly encrypted: boolean;
  readonly remoteAddr: Wire["remoteAddr"];
  readonly #wire: Wire;
  #beginning: Uint8Array;

  /** @param remoteAddr where it comes from, if that stood in the beginning */
  constructor(wire: Wire, beginning: Uint8Array, remoteAddr = wire.remoteAddr) {
    this.remoteAddr = remoteAddr;
    this.encrypted = wire.encrypted;
    this.#wire = wire;
    this.#beginning = beginning;
  }

  read(buffer: Uint8Array): Promise<number | null> {
    if (this.#beginning.length === 0) return this.#wire.read(buffer);
    const part = this.#beginning.subarray(0, buffer.length);
    buffer.set(part);
    this.#beginning = this.#beginning.subarray(part.length);
    return Promise.resolve(part.length);
  }

  write(bytes: Uint8Array): Promise<number> {
    return this.#wire.write(bytes);
  }

  closeWrite(): Promise<void> {
    return this.#wire.closeWrite();
  }

  close(): void {
    this.#wire.close();
  }

  reset(onGone: () => void): void {
    this.#wire.reset(onGone);
  }

  prepareReset(): void {
    this.#wire.prepareReset?.();
  }
}
