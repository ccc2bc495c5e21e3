import { SocketHandle } from "../server/tcp/socket_handle.ts";

const READ_BYTES = 65_536;
/** From this many bytes on, a write may have to wait for the other side: no operating system buffers less. */
const MAY_WAIT_BYTES = 8192;

/**
 * One end of a connection, over `Deno.TcpConn`, which tells the other side that it closes before it resets: that looks like an orderly
 * end until the other side sends something. `node:net` could do better, but fails a write that has to wait if the other side has closed
 * its sending side (Deno 2.7 and 2.9), and so would lose bytes.
 */
export class Peer {
  readonly #conn: Deno.TcpConn;
  readonly #buffer = new Uint8Array(READ_BYTES);
  #handle: SocketHandle | null = null;
  #bytesOut = 0;
  #isWriting = false;
  #isOpen = true;

  constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
    try {
      conn.setNoDelay(true);
    } catch {
      // It is gone already; reading tells.
    }
  }

  /** What has come, as soon as there is some, until the next call; `null` if the other side has closed its sending side. @throws {Error} after a reset */
  async read(): Promise<Uint8Array | null> {
    const length = await this.#conn.read(this.#buffer);
    return length === null ? null : this.#buffer.subarray(0, length);
  }

  /** Sends bytes. @returns when the operating system has them @throws {Error} if the other side is gone */
  async write(bytes: Uint8Array): Promise<void> {
    this.#bytesOut += bytes.length;
    if (this.#bytesOut >= MAY_WAIT_BYTES) this.#handle ??= SocketHandle.open(this.#conn);
    this.#isWriting = true;
    for (let sent = 0; sent < bytes.length;) sent += await this.#conn.write(bytes.subarray(sent));
    this.#isWriting = false;
  }

  /** Closes the sending side. */
  closeWrite(): void {
    this.#conn.closeWrite().catch(() => {});
  }

  /** Closes both sides. What was written is still delivered, unless a write waits. */
  close(): void {
    if (!this.#isOpen) return;
    // A write that waits would keep the connection open.
    if (this.#isWriting) return this.reset();
    this.#isOpen = false;
    this.#handle?.close();
    this.#conn.close();
  }

  /** Closes both sides at once, and drops what the other side has not taken. */
  reset(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const handle = this.#handle ?? SocketHandle.open(this.#conn);
    if (handle) handle.reset(() => this.#conn.close());
    else this.#conn.close();
  }
}
