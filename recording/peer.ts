import type { Socket } from "node:net";

/**
 * One end of a connection. It is `node:net` that can reset one as a crash does: `Deno.TcpConn` always tells the other side first that
 * it closes, so that a reset would look like an orderly end.
 */
export class Peer {
  readonly #socket: Socket;
  /** Why nothing more comes. */
  #end: "open" | "closed" | "reset" = "open";
  #wake = () => {};

  /** @param socket that is half-open when the other side has closed */
  constructor(socket: Socket) {
    this.#socket = socket;
    // What came in pieces goes on in pieces.
    socket.setNoDelay(true);
    const ends = (end: "closed" | "reset") => () => {
      if (this.#end === "open") this.#end = end;
      this.#wake();
    };
    socket.on("readable", () => this.#wake()).on("end", ends("closed")).on("error", ends("reset")).on("close", ends("reset"));
  }

  /** What has come, as soon as there is some; `null` if the other side has closed its sending side. @throws {Error} after a reset */
  async read(): Promise<Uint8Array | null> {
    for (;;) {
      const bytes: Uint8Array | null = this.#socket.read();
      if (bytes) return bytes;
      if (this.#end === "closed") return null;
      if (this.#end === "reset") throw new Error("the connection was reset");
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
  }

  /** Sends bytes. @returns when the operating system has them @throws {Error} if the other side is gone */
  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.once("close", reject);
      this.#socket.write(bytes, (error) => {
        this.#socket.off("close", reject);
        if (error) reject(error);
        else resolve();
      });
    });
  }

  /** Closes the sending side. */
  closeWrite(): void {
    this.#socket.end();
  }

  /** Closes both sides. What was written is still delivered. */
  close(): void {
    this.#socket.destroy();
  }

  /** Closes both sides at once, so that the other side sees that it was reset. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }
}
