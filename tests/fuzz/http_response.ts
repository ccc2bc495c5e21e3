/** HTTP responses as they come over a connection, read as strictly as they are specified (RFC 9112). */
import { ok, strictEqual } from "node:assert/strict";
import { joined } from "../../server/joined.ts";

export interface HttpResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const STATUS_LINE = /^HTTP\/1\.1 (\d{3}) [ -~]+$/;
const HEADER = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\t -~]*?)[ \t]*$/;
const decoder = new TextDecoder();
const latin1 = new TextDecoder("latin1");

/** Reads the responses of one connection. */
export class HttpReader implements Disposable {
  readonly #conn: Deno.TcpConn;
  #bytes: Uint8Array = new Uint8Array(0);
  #isOpen = true;

  constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
    // What is sent in pieces is to arrive in pieces.
    conn.setNoDelay(true);
  }

  async send(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) sent += await this.#conn.write(bytes.subarray(sent));
  }

  /**
   * The next response; `null` if the server closes the connection instead.
   *
   * @param isHead whether the response to HEAD is next, which tells of a body that it does not have
   * @throws {Error} if it is not well-formed, or broken off
   */
  async next({ isHead = false }: { isHead?: boolean } = {}): Promise<HttpResponse | null> {
    let end: number;
    while ((end = latin1.decode(this.#bytes.subarray(0, 65_536)).indexOf("\r\n\r\n")) < 0) {
      if (await this.#more()) continue;
      strictEqual(latin1.decode(this.#bytes), "", "the server closed in the middle of a head");
      return null;
    }
    const [first, ...lines] = latin1.decode(this.#bytes.subarray(0, end)).split("\r\n");
    const [, status] = first.match(STATUS_LINE) ?? [];
    ok(status, `not a status line: ${JSON.stringify(first)}`);
    const headers = new Map<string, string>();
    for (const line of lines) {
      const [, name, value] = line.match(HEADER) ?? [];
      ok(name, `not a header: ${JSON.stringify(line)}`);
      ok(!headers.has(name.toLowerCase()), `twice: ${line}`);
      headers.set(name.toLowerCase(), value);
    }
    this.#bytes = this.#bytes.subarray(end + 4);
    if (status === "100") return await this.next({ isHead });
    const hasBody = !isHead && status !== "204" && status !== "304" && status !== "101";
    const body = hasBody ? await this.#body(headers) : "";
    return { status: Number(status), headers, body };
  }

  [Symbol.dispose](): void {
    if (this.#isOpen) this.#conn.close();
    this.#isOpen = false;
  }

  async #body(headers: ReadonlyMap<string, string>): Promise<string> {
    const length = headers.get("content-length");
    if (headers.get("transfer-encoding") === "chunked") {
      strictEqual(length, undefined, "a length and chunks");
      let body = "";
      for (;;) {
        const size = parseInt(decoder.decode(await this.#line()), 16);
        ok(size >= 0, "not the size of a chunk");
        body += decoder.decode(await this.#take(size));
        strictEqual((await this.#line()).length, 0, "more in a chunk than it says");
        if (size === 0) return body;
      }
    }
    ok(length !== undefined && /^\d+$/.test(length), `no length: ${JSON.stringify([...headers])}`);
    return decoder.decode(await this.#take(Number(length)));
  }

  async #line(): Promise<Uint8Array> {
    let end: number;
    while ((end = this.#bytes.indexOf(0x0a)) < 0) ok(await this.#more(), "the server closed in the middle of a line");
    return (await this.#take(end + 1)).subarray(0, end - 1);
  }

  async #take(length: number): Promise<Uint8Array> {
    while (this.#bytes.length < length) ok(await this.#more(), "the server closed in the middle of a body");
    const taken = this.#bytes.subarray(0, length);
    this.#bytes = this.#bytes.subarray(length);
    return taken;
  }

  /** Takes some of what comes. @returns `false` if the server has closed, or reset the connection */
  async #more(): Promise<boolean> {
    const buffer = new Uint8Array(16_384);
    const length = await this.#conn.read(buffer).catch(() => null);
    if (length === null) return false;
    this.#bytes = joined([this.#bytes, buffer.subarray(0, length)]);
    return true;
  }
}
