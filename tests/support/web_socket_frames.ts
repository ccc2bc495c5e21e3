/** The frames of a WebSocket (RFC 6455, 5.2), as they should be, and in every way in which they should not. */
import { ok, strictEqual } from "node:assert/strict";
import { joined } from "../../server/joined.ts";

export const CONTINUATION = 0x0;
export const TEXT = 0x1;
export const BINARY = 0x2;
export const CLOSE = 0x8;
export const PING = 0x9;
export const PONG = 0xa;

export interface Frame {
  readonly opcode: number;
  readonly payload: Uint8Array;
  readonly isLast?: boolean;
}

export interface FrameFaults {
  /** Bits that nothing was agreed on for, in the place they have in the first byte: 0x40, 0x20, 0x10. */
  reserved?: number;
  unmasked?: boolean;
  /** The length that it says it has. */
  claimed?: bigint;
  /** How many bytes the length is written in: 1, 2 or 8. */
  lengthBytes?: 1 | 2 | 8;
}

/** A frame from a client. */
export function frameOf(
  { opcode, payload, isLast = true }: Frame,
  mask: Uint8Array,
  faults: FrameFaults = {},
): Uint8Array<ArrayBuffer> {
  const length = faults.claimed ?? BigInt(payload.length);
  const lengthBytes = faults.lengthBytes ?? (length < 126n ? 1 : length < 65_536n ? 2 : 8);
  const masked = faults.unmasked ? 0 : 4;
  const head = lengthBytes === 1 ? 2 : 2 + lengthBytes;
  const bytes = new Uint8Array(head + masked + payload.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = (isLast ? 0x80 : 0) | (faults.reserved ?? 0) | opcode;
  bytes[1] = (masked ? 0x80 : 0) | (lengthBytes === 1 ? Number(length) : lengthBytes === 2 ? 126 : 127);
  if (lengthBytes === 2) view.setUint16(2, Number(length));
  if (lengthBytes === 8) view.setBigUint64(2, length);
  if (masked) bytes.set(mask, head);
  for (let i = 0; i < payload.length; i++) bytes[head + masked + i] = payload[i] ^ (masked ? mask[i % 4] : 0);
  return bytes;
}

/** The payload of a close. */
export function closePayload(code: number, reason: Uint8Array = new Uint8Array(0)): Uint8Array {
  return Uint8Array.from([code >> 8, code & 0xff, ...reason]);
}

/** Reads the frames of a server, and is as strict as a client may be. */
export class FrameReader implements Disposable {
  readonly #conn: Deno.TcpConn;
  #bytes: Uint8Array = new Uint8Array(0);
  #isOpen = true;

  private constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
    // What is sent in pieces is to arrive in pieces.
    conn.setNoDelay(true);
  }

  /** Opens a WebSocket. */
  static async open(address: { hostname: string; port: number }): Promise<FrameReader> {
    const reader = new FrameReader(await Deno.connect(address));
    await reader.send(
      new TextEncoder().encode(
        "GET /ws HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: Upgrade\r\n" +
          "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n",
      ),
    );
    let end: number;
    while ((end = new TextDecoder("latin1").decode(reader.#bytes).indexOf("\r\n\r\n")) < 0) {
      ok(await reader.#more(), "not opened");
    }
    ok(new TextDecoder().decode(reader.#bytes).startsWith("HTTP/1.1 101 "));
    reader.#bytes = reader.#bytes.subarray(end + 4);
    return reader;
  }

  async send(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) sent += await this.#conn.write(bytes.subarray(sent));
  }

  /** Closes the sending side. */
  async end(): Promise<void> {
    await this.#conn.closeWrite();
  }

  /** The next frame; `null` if the server has closed the connection. @throws {Error} if it is none that a server may send */
  async next(): Promise<{ opcode: number; payload: Uint8Array } | null> {
    while (this.#bytes.length < 2) {
      if (!await this.#more()) {
        strictEqual(this.#bytes.length, 0, "closed in a frame");
        return null;
      }
    }
    const [first, second] = this.#bytes;
    ok((first & 0x80) !== 0, "the server sends no fragments");
    strictEqual(first & 0x70, 0, "reserved bits");
    ok(second < 0x80, "masked by the server");
    const head = second === 126 ? 4 : second === 127 ? 10 : 2;
    await this.#need(head);
    const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset);
    const length = second === 126 ? view.getUint16(2) : second === 127 ? Number(view.getBigUint64(2)) : second;
    await this.#need(head + length);
    const payload = this.#bytes.subarray(head, head + length);
    this.#bytes = this.#bytes.subarray(head + length);
    return { opcode: first & 0x0f, payload };
  }

  [Symbol.dispose](): void {
    if (this.#isOpen) this.#conn.close();
    this.#isOpen = false;
  }

  async #need(length: number): Promise<void> {
    while (this.#bytes.length < length) ok(await this.#more(), "closed in a frame");
  }

  async #more(): Promise<boolean> {
    const buffer = new Uint8Array(65_536);
    const length = await this.#conn.read(buffer).catch(() => null);
    if (length === null) return false;
    this.#bytes = joined([this.#bytes, buffer.subarray(0, length)]);
    return true;
  }
}
