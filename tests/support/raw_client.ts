/** How long nothing may come before a test has failed, in milliseconds. */
const SILENCE_MS = 30_000;

/** A client that sends bytes as it is told and takes lines as they come, to test what a well-behaved one would never do. */
export class RawClient implements Disposable {
  readonly #conn: Deno.TcpConn | Deno.TlsConn;
  #text = "";
  readonly #decoder = new TextDecoder();
  #open = true;

  private constructor(conn: Deno.TcpConn | Deno.TlsConn) {
    this.#conn = conn;
  }

  /** Connects, and takes the banner. */
  static async connect({ hostname, port }: Deno.NetAddr): Promise<RawClient> {
    const client = await RawClient.connectOnly({ hostname, port });
    try {
      await client.line();
    } catch (error) {
      client[Symbol.dispose]();
      throw error;
    }
    return client;
  }

  /** Connects, and takes nothing. */
  static async connectOnly({ hostname, port }: { hostname: string; port: number }): Promise<RawClient> {
    const conn = await Deno.connect({ hostname, port });
    // What is sent in pieces is to arrive in pieces.
    conn.setNoDelay(true);
    return new RawClient(conn);
  }

  /** Agrees on keys with a server, and takes nothing. @param cert the only certificate that it trusts, in PEM */
  static async connectTls({ hostname, port }: { hostname: string; port: number }, cert: string): Promise<RawClient> {
    const conn = await Deno.connectTls({ hostname, port, caCerts: [cert] });
    const client = new RawClient(conn);
    try {
      await conn.handshake();
    } catch (error) {
      client[Symbol.dispose]();
      throw error;
    }
    return client;
  }

  /** Sends text or bytes as they are. */
  async send(data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    for (let sent = 0; sent < bytes.length;) sent += await this.#conn.write(bytes.subarray(sent));
  }

  /** The next line, without its end; throws where the server closes before. */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#text.indexOf("\n");
      if (end >= 0) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 1);
        return line;
      }
      if (!await this.more()) throw new Error(`The server closed the connection after ${JSON.stringify(this.#text)}`);
    }
  }

  /** Sends a line and takes the next one. */
  async ask(request: string): Promise<string> {
    await this.send(`${request}\n`);
    return await this.line();
  }

  /** All lines until the server closes. */
  async rest(): Promise<string[]> {
    while (await this.more());
    const lines = this.#text.split("\n");
    if (lines.pop() !== "") throw new Error("The last line does not end");
    return lines;
  }

  /** What has come behind the last line. */
  remaining(): string {
    return this.#text;
  }

  /** Closes the sending side. */
  async end(): Promise<void> {
    await this.#conn.closeWrite();
  }

  [Symbol.dispose](): void {
    if (this.#open) this.#conn.close();
    this.#open = false;
  }

  /** Whether the other side has closed, cleanly or not. */
  async isClosed(): Promise<boolean> {
    try {
      while (await this.more());
      return this.#open;
    } catch {
      return this.#open;
    }
  }

  /** Takes some of what comes; `false` if the server has closed. Throws if nothing comes for too long. */
  async more(): Promise<boolean> {
    const buffer = new Uint8Array(65_536);
    const timer = setTimeout(() => this[Symbol.dispose](), SILENCE_MS);
    const length = await this.#conn.read(buffer).finally(() => clearTimeout(timer));
    if (length === null) return false;
    this.#text += this.#decoder.decode(buffer.subarray(0, length), { stream: true });
    return true;
  }
}
