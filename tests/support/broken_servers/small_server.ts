/** The smallest server of the array that does everything right: what somebody else might write. Broken ones change one thing. */

import { Buffer } from "node:buffer";

const MAX_LINE = 65_536;
const SAFE = /^-?\d{1,17}$/;

/** A request that fails. */
class Refusal extends Error {
  constructor(code: string, message: string) {
    super(`${code} ${message}`);
  }
}

/** Bytes as a text with one character for each, and back, so that lines can be cut before they are decoded. */
const fromBytes = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const ascending = (a: number, b: number) => a - b;

export class SmallServer implements AsyncDisposable {
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #tasks: Promise<void>[] = [];
  readonly #conns = new Set<Deno.TcpConn>();
  protected values: number[] = [];
  protected connections = 0;

  constructor() {
    this.#tasks.push(this.#accept());
  }

  get port(): number {
    return this.#listener.addr.port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.die();
    await Promise.all(this.#tasks);
  }

  /** Has something done that the server waits for when it ends. */
  protected later(work: Promise<unknown>): void {
    this.#tasks.push(work.then(() => {}, () => {}));
  }

  /** Ends all at once. */
  protected die(): void {
    try {
      this.#listener.close();
    } catch {
      // It has died before.
    }
    for (const conn of this.#conns) this.close(conn);
  }

  protected close(conn: Deno.TcpConn): void {
    if (this.#conns.delete(conn)) conn.close();
  }

  async #accept(): Promise<void> {
    for await (const conn of this.#listener) {
      this.#conns.add(conn);
      this.connections++;
      const served = this.serve(conn).catch(() => {}).finally(() => {
        this.close(conn);
        this.left();
      });
      this.#tasks.push(served);
    }
  }

  /** A connection has ended. */
  protected left(): void {
    this.connections--;
  }

  protected async serve(conn: Deno.TcpConn): Promise<void> {
    const buffer = new Uint8Array(4096);
    await this.write(conn, "# app/1 ready, type HELP\n");
    for (let length = await conn.read(buffer); length !== null; length = await conn.read(buffer)) {
      for (const line of this.cut(conn, buffer.slice(0, length))) {
        if (!await this.take(conn, line)) return;
      }
      if (this.unfinished(conn).length > MAX_LINE) {
        await this.write(conn, `ERR line-too-long a line has more than ${MAX_LINE} bytes: send shorter ones\n`);
        return;
      }
    }
  }

  readonly #unfinished = new WeakMap<Deno.TcpConn, string>();

  protected unfinished(conn: Deno.TcpConn): string {
    return this.#unfinished.get(conn) ?? "";
  }

  protected keep(conn: Deno.TcpConn, text: string): void {
    this.#unfinished.set(conn, text);
  }

  /** The lines that are whole with these bytes. */
  protected cut(conn: Deno.TcpConn, bytes: Uint8Array): string[] {
    const lines = (this.unfinished(conn) + fromBytes(bytes)).split("\n");
    this.keep(conn, lines.pop() ?? "");
    return lines.map((line) => line.replace(/\r$/, ""));
  }

  /** Answers a line. @returns whether the connection goes on */
  protected async take(conn: Deno.TcpConn, raw: string): Promise<boolean> {
    let line: string;
    try {
      line = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(raw, "latin1"));
    } catch {
      await this.write(conn, "ERR not-utf8 this line is not UTF-8: send text\n");
      return false;
    }
    if (line.trim() === "") return true;
    await this.write(conn, `${await this.reply(line)}\n`);
    return !/^\s*quit\s*$/i.test(line) && !/ HTTP\/1\.[01]$/.test(line);
  }

  protected async write(conn: Deno.TcpConn, text: string): Promise<void> {
    const bytes = new TextEncoder().encode(text);
    for (let sent = 0; sent < bytes.length;) sent += await conn.write(bytes.subarray(sent));
  }

  protected async reply(line: string): Promise<string> {
    const [, verb = "", text = ""] = line.match(/^[ \t]*(\S+)[ \t]*(.*?)[ \t]*$/s) ?? [];
    try {
      const answer = await this.answer(verb.toUpperCase(), text);
      return answer === "" ? "OK" : answer.startsWith("\n") ? `OK${answer}` : `OK ${answer}`;
    } catch (error) {
      if (error instanceof Refusal) return this.error(error.message);
      throw error;
    }
  }

  protected error(message: string): string {
    return `ERR ${message}`;
  }

  /** What comes behind OK. */
  protected answer(verb: string, text: string): string | Promise<string> {
    switch (verb) {
      case "PING":
        return text;
      case "ECHO":
        if (text === "") throw new Refusal("bad-arguments", "ECHO needs a text: send ECHO hello");
        return text;
      case "HELP":
        return "\n# SORT n… adds numbers and returns them in ascending order";
      case "INFO":
        return `version=1 uptime_s=1 connections=${this.connections}`;
      case "QUIT":
        return "bye";
      case "COUNT":
        this.integers(text, 0, 0);
        return String(this.values.length);
      case "ADD":
        return this.add(this.integers(text, 1)).then(({ length }) => String(length));
      case "SORT":
        return this.add(this.integers(text, 1)).then((added) => this.sort(added).join(" "));
      case "RANDOM": {
        const [count = 1] = this.integers(text, 0, 1);
        if (count < 1 || count > 1000) throw new Refusal("bad-arguments", "k is 1 to 1000: send RANDOM 10");
        const values = Array.from({ length: count }, (_, i) => (i * 7919 + 50) % 1_000_000);
        return this.add(values).then((added) => this.sort(added).join(" "));
      }
      case "REMOVE":
        return this.remove(this.integers(text, 1));
      case "GET": {
        const [offset = 0, count = Infinity] = this.integers(text, 0, 2);
        if (offset < 0 || count < 0) throw new Refusal("bad-arguments", "an offset is not negative: send GET 0 10");
        return this.values.slice(offset, offset + count).join(" ");
      }
      case "RANGE": {
        const [low, high, count = Infinity] = this.integers(text, 2, 3);
        return this.values.filter((value) => value >= low && value <= high).slice(0, count).join(" ");
      }
      case "RANK": {
        const [than] = this.integers(text, 1, 1);
        return String(this.values.filter((value) => value < than).length);
      }
      case "STATS": {
        const { values } = this;
        const median = (values[(values.length - 1) >> 1] + values[values.length >> 1]) / 2;
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const distinct = new Set(values).size;
        return `count=${values.length} distinct=${distinct} min=${values[0]} max=${
          values.at(-1)
        } median=${median} mean=${mean}`;
      }
      default:
        throw new Refusal("unknown-command", `there is no command ${verb}: send HELP for the list`);
    }
  }

  protected integers(text: string, least: number, most = Infinity): number[] {
    const words = text.split(/[ \t]+/).filter((word) => word !== "");
    const numbers = words.map((word) => SAFE.test(word) ? Number(word) + 0 : NaN);
    const wrong = words.find((_, i) => !Number.isSafeInteger(numbers[i]));
    if (wrong !== undefined) throw new Refusal("not-an-integer", `${wrong} is not an integer: send digits`);
    if (words.length < least || words.length > most) throw new Refusal("bad-arguments", "too few or too many numbers");
    return numbers;
  }

  protected sort(values: readonly number[]): number[] {
    return values.toSorted(ascending);
  }

  protected add(values: number[]): Promise<number[]> {
    this.values = this.sort([...this.values, ...values]);
    return Promise.resolve(values);
  }

  protected remove(values: readonly number[]): string | Promise<string> {
    const before = this.values.length;
    for (const value of values) {
      const at = this.values.indexOf(value);
      if (at >= 0) this.values.splice(at, 1);
    }
    return String(before - this.values.length);
  }
}
