// @ts-types="../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { formatAddress } from "../protocol/address.ts";
import { PROTOCOL } from "../protocol/help.ts";
import { LineFramer } from "../protocol/line_framer.ts";
import { escapeControls, quote } from "../protocol/quote.ts";
import { parseServerLine, type ServerLine } from "../protocol/reply.ts";

/** How long connecting, and the first line, may take, in milliseconds. */
const CONNECT_MS = 5000;
/** How long an answer may take where it is limited, in milliseconds. */
export const REPLY_MS = 5000;
/** The longest line that a server may send, in bytes: as long as a string can be. */
const MAX_LINE_BYTES = 2 ** 29 - 24;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const NEVER = new AbortController().signal;

/** The server can't be reached, or went away, or says what the client did not expect. The message is one line for a person. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}

/** The server answered with `ERR`. */
export class ReplyError extends Error {
  override readonly name = "ReplyError";
  readonly code: string;

  constructor({ code, message }: { code: string; message: string }) {
    super(message);
    this.code = code;
  }
}

/**
 * A connection to a server.
 *
 * @example
 * ```ts
 * using connection = await ServerConnection.open({ hostname: "127.0.0.1", port: 4000 });
 * await connection.request("SORT 3 1 2"); // "1 2 3"
 * ```
 */
export class ServerConnection implements Disposable {
  readonly #conn: Deno.TcpConn;
  readonly #where: string;
  #open = true;
  readonly #framer = new LineFramer({ maxLineBytes: MAX_LINE_BYTES });

  private constructor(conn: Deno.TcpConn, where: string) {
    this.#conn = conn;
    this.#where = where;
  }

  /** Connects, and shows the token where there is one; gives up where the signal is aborted before. @throws {ConnectionError} @throws {ReplyError} */
  static async open(
    address: { hostname: string; port: number },
    { token = null, timeoutMs = CONNECT_MS, signal = NEVER }: {
      token?: string | null;
      timeoutMs?: number;
      signal?: AbortSignal;
    } = {},
  ): Promise<ServerConnection> {
    const where = formatAddress(address);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const connection = new ServerConnection(await connect(address, { where, signal: limit }), where);
    try {
      await connection.#greeting(timeoutMs);
      if (token !== null) await connection.limited(connection.request(`AUTH ${token}`));
    } catch (error) {
      connection[Symbol.dispose]();
      throw error;
    }
    return connection;
  }

  /**
   * Sends a request and waits for its reply.
   *
   * @returns what came behind `OK`
   * @throws {ReplyError} where the server answered `ERR`
   * @throws {ConnectionError} where it went away
   */
  async request(line: string): Promise<string> {
    await this.send(line);
    for (;;) {
      const reply = await this.next();
      if (reply.kind === "ok") return reply.text;
      if (reply.kind === "error") throw new ReplyError(reply);
    }
  }

  [Symbol.dispose](): void {
    if (this.#open) this.#conn.close();
    this.#open = false;
  }

  async #greeting(timeoutMs: number): Promise<void> {
    let first: ServerLine;
    try {
      first = await deadline(this.next(), timeoutMs);
    } catch (error) {
      throw new ConnectionError(`${this.#where} does not speak ${PROTOCOL}: is it the port for lines?`, { cause: error });
    }
    if (first.kind === "error") throw new ReplyError(first);
    if (!("text" in first) || !first.text.startsWith(`${PROTOCOL} `)) {
      throw new ConnectionError(`${this.#where} does not speak ${PROTOCOL}: it said ${JSON.stringify(first)}`);
    }
  }

  /** What comes of an answer that is waited for. @throws {ConnectionError} also where it takes too long */
  async limited<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await deadline(answer, REPLY_MS);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      throw new ConnectionError(`the server at ${this.#where} did not answer within ${REPLY_MS / 1000} seconds`, {
        cause: error,
      });
    }
  }

  /** Sends a line. @throws {ConnectionError} where the server went away */
  async send(line: string): Promise<void> {
    const bytes = encoder.encode(`${line}\n`);
    try {
      for (let sent = 0; sent < bytes.length;) sent += await this.#conn.write(bytes.subarray(sent));
    } catch (error) {
      throw new ConnectionError(`the connection to ${this.#where} broke off`, { cause: error });
    }
  }

  /**
   * The next line from the server, whatever it is. One call at a time.
   *
   * @throws {ConnectionError} where there is none any more
   */
  async next(): Promise<ServerLine> {
    for (;;) {
      const frame = this.#framer.next();
      if (frame === "line") {
        const { bytes, start, end } = this.#framer;
        const line = escapeControls(decoder.decode(bytes.subarray(start, end)));
        const parsed = parseServerLine(line);
        if (parsed) return parsed;
        throw new ConnectionError(`${this.#where} said ${quote(line)}, which is no line of ${PROTOCOL}`);
      }
      if (frame !== "more") throw new ConnectionError(`${this.#where} sent a line that is ${frame}`);
      this.#framer.filled(await this.#read());
    }
  }

  async #read(): Promise<number> {
    let length: number | null;
    try {
      length = await this.#conn.read(this.#framer.space());
    } catch (error) {
      throw new ConnectionError(`the connection to ${this.#where} broke off`, { cause: error });
    }
    if (length === null) throw new ConnectionError(`the server at ${this.#where} closed the connection`);
    return length;
  }
}

async function connect(
  address: { hostname: string; port: number },
  { where, signal }: { where: string; signal: AbortSignal },
): Promise<Deno.TcpConn> {
  try {
    const conn = await Deno.connect({ ...address, signal });
    conn.setNoDelay(true);
    return conn;
  } catch (error) {
    const why = error instanceof Deno.errors.ConnectionRefused ? "nothing listens there" : (error as Error).message;
    throw new ConnectionError(
      `no server at ${where} (${why}): start one with app serve, or name another with --host and --port`,
      {
        cause: error,
      },
    );
  }
}
