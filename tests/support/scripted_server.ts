/**
 * A server that says what a test tells it to, line by line: for what the real one does only when much goes wrong.
 */
export class ScriptedServer implements AsyncDisposable {
  /** Every line that came, on whichever connection. */
  readonly received: string[] = [];
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #conns: Deno.TcpConn[] = [];
  readonly #tasks: Promise<void>[] = [];
  readonly #answer: (line: string, connection: number) => string[];
  readonly #greeting: readonly string[];
  readonly #pieceBytes: number;

  /**
   * @param answer gives the lines to answer a request with; the connections count from 1
   * @param options `greeting`: the first line, or `null` for none; `pieceBytes`: the most that one write has, or else all lines of
   *   an answer go out at once
   */
  constructor(
    answer: (line: string, connection: number) => string[],
    { greeting = "# app/1 ready, type HELP", pieceBytes = Infinity }: { greeting?: string | null; pieceBytes?: number } = {},
  ) {
    this.#answer = answer;
    this.#pieceBytes = pieceBytes;
    this.#greeting = greeting === null ? [] : [greeting];
    this.#tasks.push(this.#accept());
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  /** Sends lines that nobody asked for. */
  async say(connection: number, ...lines: string[]): Promise<void> {
    await this.#send(this.#conns[connection - 1], lines);
  }

  /** Closes a connection, perhaps in the middle of a line. */
  async hangUp(connection: number, halfLine = ""): Promise<void> {
    const conn = this.#conns[connection - 1];
    await conn.write(new TextEncoder().encode(halfLine));
    close(conn);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const conn of this.#conns) close(conn);
    await Promise.all(this.#tasks);
  }

  async #accept(): Promise<void> {
    for await (const conn of this.#listener) {
      this.#tasks.push(this.#serve(conn, this.#conns.push(conn)));
    }
  }

  async #serve(conn: Deno.TcpConn, connection: number): Promise<void> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(4096);
    let text = "";
    try {
      conn.setNoDelay();
      await this.#send(conn, this.#greeting);
      for (let length = await conn.read(buffer); length !== null; length = await conn.read(buffer)) {
        const lines = (text + decoder.decode(buffer.subarray(0, length), { stream: true })).split("\n");
        text = lines.pop() ?? "";
        for (const line of lines) {
          this.received.push(line);
          await this.#send(conn, this.#answer(line, connection));
        }
      }
    } catch {
      // The client, or the test, has closed it.
    }
  }

  async #send(conn: Deno.TcpConn, lines: readonly string[]): Promise<void> {
    const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
    for (let sent = 0; sent < bytes.length;) sent += await conn.write(bytes.subarray(sent, sent + this.#pieceBytes));
  }
}

function close(conn: Deno.TcpConn): void {
  try {
    conn.close();
  } catch {
    // It is closed already.
  }
}
