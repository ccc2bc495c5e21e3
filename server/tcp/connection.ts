import { SocketHandle } from "./socket_handle.ts";
import type { Wire } from "./wire.ts";

/** From this many bytes on, a write may have to wait for the client: no operating system buffers less. */
const MAY_WAIT_BYTES = 8192;

/** A TCP connection that can be reset at any time, also while a write waits for a client that reads nothing. */
export class TcpConnection implements Wire {
  readonly encrypted = false;
  readonly remoteAddr: Deno.NetAddr;
  readonly #conn: Deno.TcpConn;
  #handle: SocketHandle | null = null;
  /** Counted until the handle is there. */
  #bytesOut = 0;

  constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
    this.remoteAddr = conn.remoteAddr;
  }

  read(buffer: Uint8Array): Promise<number | null> {
    return this.#conn.read(buffer);
  }

  /** Sends some of the bytes, one write at a time. @returns how many */
  write(bytes: Uint8Array): Promise<number> {
    if (this.#bytesOut < MAY_WAIT_BYTES) {
      this.#bytesOut += bytes.length;
      if (this.#bytesOut >= MAY_WAIT_BYTES) this.#handle = SocketHandle.open(this.#conn);
    }
    return this.#conn.write(bytes);
  }

  /** Closes the sending side, after all that was written. */
  closeWrite(): Promise<void> {
    return this.#conn.closeWrite();
  }

  /** Closes both sides. The operating system still delivers what was written. */
  close(): void {
    this.#handle?.close();
    this.#conn.close();
  }

  /** Closes both sides and drops what the client has not taken. @param onGone called when the socket is gone */
  reset(onGone: () => void): void {
    const close = () => {
      this.#conn.close();
      onGone();
    };
    if (this.#handle) this.#handle.reset(close);
    else close();
  }

  prepareReset(): void {
    this.#handle ??= SocketHandle.open(this.#conn);
  }
}
