// @ts-types="../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { formatAddress } from "../protocol/address.ts";
import { PROTOCOL } from "../protocol/help.ts";
import { LineFramer } from "../protocol/line_framer.ts";
import { escapeControls, quote } from "../protocol/quote.ts";
import { parseServerLine, type ServerLine } from "../protocol/reply.ts";
import { ConnectionError, LineLink } from "./line_link.ts";
import { type ByteStream, connectTls, type TlsTrust } from "./tls.ts";

/** How long connecting, and the first line, may take, in milliseconds. */
const CONNECT_MS = 5000;
/** The longest line that a server may send, in bytes: as long as a string can be. */
const MAX_LINE_BYTES = 2 ** 29 - 24;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const NEVER = new AbortController().signal;

/**
 * A connection to a server over TCP, with TLS or without.
 *
 * @example
 * ```ts
 * using connection = await ServerConnection.open({ hostname: "127.0.0.1", port: 4000 });
 * await connection.request("SORT 3 1 2"); // "1 2 3"
 * ```
 */
export class ServerConnection extends LineLink {
  readonly #conn: ByteStream;
  #open = true;
  readonly #framer = new LineFramer({ maxLineBytes: MAX_LINE_BYTES });

  private constructor(conn: ByteStream, where: string) {
    super(where);
    this.#conn = conn;
  }

  /** Connects, and shows the token if there is one; gives up if the signal is aborted before. @throws {ConnectionError} @throws {ReplyError} */
  static async open(
    address: { hostname: string; port: number },
    { token = null, tls = null, timeoutMs = CONNECT_MS, signal = NEVER }: {
      token?: string | null;
      tls?: TlsTrust | null;
      timeoutMs?: number;
      signal?: AbortSignal;
    } = {},
  ): Promise<ServerConnection> {
    const where = formatAddress(address);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const connection = new ServerConnection(await connect(address, { where, signal: limit, tls }), where);
    try {
      await connection.introduce(await connection.#first(timeoutMs), token);
    } catch (error) {
      connection[Symbol.dispose]();
      throw error;
    }
    return connection;
  }

  override [Symbol.dispose](): void {
    if (this.#open) this.#conn.close();
    this.#open = false;
  }

  async #first(timeoutMs: number): Promise<ServerLine> {
    try {
      return await deadline(this.next(), timeoutMs);
    } catch (error) {
      throw new ConnectionError(
        `${this.where} does not speak ${PROTOCOL}: use the TCP port of the server, not its HTTP port, and --tls for its TLS port`,
        { cause: error },
      );
    }
  }

  override async send(line: string): Promise<void> {
    const bytes = encoder.encode(`${line}\n`);
    try {
      for (let sent = 0; sent < bytes.length;) sent += await this.#conn.write(bytes.subarray(sent));
    } catch (error) {
      throw new ConnectionError(`lost the connection to ${this.where}`, { cause: error });
    }
  }

  override async next(): Promise<ServerLine> {
    for (;;) {
      const frame = this.#framer.next();
      if (frame === "line") {
        const { bytes, start, end } = this.#framer;
        const line = escapeControls(decoder.decode(bytes.subarray(start, end)));
        const parsed = parseServerLine(line);
        if (parsed) return parsed;
        throw new ConnectionError(`${this.where} sent ${quote(line)}, which is not an ${PROTOCOL} line`);
      }
      if (frame !== "more") {
        throw new ConnectionError(`${this.where} sent a line that is ${frame === "too-long" ? "too long" : "not UTF-8"}`);
      }
      this.#framer.filled(await this.#read());
    }
  }

  async #read(): Promise<number> {
    let length: number | null;
    try {
      length = await this.#conn.read(this.#framer.space());
    } catch (error) {
      throw new ConnectionError(`lost the connection to ${this.where}`, { cause: error });
    }
    if (length === null) throw new ConnectionError(`the server at ${this.where} closed the connection`);
    return length;
  }
}

/** What connects to the server that a client was told of. */
export function connector(
  { host: hostname, port, token, tls }: { host: string; port: number; token: string | null; tls: TlsTrust | null },
  signal: AbortSignal,
): () => Promise<ServerConnection> {
  return () => ServerConnection.open({ hostname, port }, { token, tls, signal });
}

async function connect(
  address: { hostname: string; port: number },
  { where, signal, tls }: { where: string; signal: AbortSignal; tls: TlsTrust | null },
): Promise<ByteStream> {
  if (tls) return await connectTls(address, { where, signal, trust: tls });
  try {
    const conn = await Deno.connect({ ...address, signal });
    conn.setNoDelay(true);
    return conn;
  } catch (error) {
    const why = error instanceof Deno.errors.ConnectionRefused ? "connection refused" : (error as Error).message;
    throw new ConnectionError(
      `no server at ${where} (${why}): start one with app serve, or set --host and --port`,
      { cause: error },
    );
  }
}
