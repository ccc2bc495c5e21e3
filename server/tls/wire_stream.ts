import { Duplex } from "node:stream";
import type { Share } from "../turns.ts";
import type { Wire } from "../tcp/wire.ts";
import { joined } from "../joined.ts";

/** How much is read at once, in bytes; and how far that grows for a client that sends much. */
const SMALL_BUFFER = 4096;
const LARGE_BUFFER = 65_536;
const NOTHING = new Uint8Array(0);

/** A wire as the stream that `node:tls` takes for its transport. It reads only while there is room for what was decrypted. */
export class WireStream extends Duplex {
  readonly #wire: Wire;
  readonly #share: Share;
  readonly #hasRoom: () => boolean;
  #buffer = new Uint8Array(SMALL_BUFFER);
  /** Whether it stopped reading for want of room. */
  #held = false;

  /**
   * @param share decrypting counts as work of this connection
   * @param hasRoom whether more may be read now; if not, {@linkcode readOn} is called when there is room again
   */
  constructor(wire: Wire, { share, hasRoom }: { share: Share; hasRoom: () => boolean }) {
    super({ allowHalfOpen: true });
    this.#wire = wire;
    this.#share = share;
    this.#hasRoom = hasRoom;
  }

  /** Reads on if it stopped for want of room. */
  readOn(): void {
    if (this.#held) this._read();
  }

  /**
   * Has TLS notice that what it wrote was sent. Deno 2.7 does so only when bytes come from the client: without this, a server that
   * sends and hears nothing would wait forever.
   */
  nudge(): void {
    if (!this.destroyed) this.emit("data", NOTHING);
  }

  /** TLS destroys its transport when both sides have ended; Deno 2.7 before it has sent its last record. So only its errors do. */
  override destroy(error?: Error | null): this {
    return error ? super.destroy(error) : this;
  }

  /** Closes nothing: the wire belongs to the connection. */
  abandon(): void {
    super.destroy();
  }

  override _read(): void {
    this.#held = !this.#hasRoom();
    if (this.#held) return;
    const onRead = (length: number | null) => this.#share.run(() => this.#take(length));
    this.#wire.read(this.#buffer).then(onRead, (error) => this.destroy(error));
  }

  override _write(chunk: Uint8Array, _encoding: string, done: (error?: Error) => void): void {
    this.#wire.write(chunk).then((length) => {
      if (length < chunk.length) return this._write(chunk.subarray(length), "", done);
      done();
      this.nudge();
    }, done);
  }

  override _writev(chunks: { chunk: Uint8Array }[], done: (error?: Error) => void): void {
    this._write(joined(chunks.map(({ chunk }) => chunk)), "", done);
  }

  override _final(done: (error?: Error) => void): void {
    this.#wire.closeWrite().then(() => done(), () => done());
  }

  #take(length: number | null): void {
    if (this.destroyed) return;
    if (length === null) {
      this.push(null);
      return;
    }
    const chunk = this.#buffer.slice(0, length);
    if (length === this.#buffer.length && length < LARGE_BUFFER) this.#buffer = new Uint8Array(2 * length);
    this.push(chunk);
  }
}
