/** A client of the server that is judged: it sends bytes as a check wants them, and says what came if that is wrong. */
// @ts-types="../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { Failure } from "./failure.ts";
import { shown, shownPiece } from "./shown.ts";

/** What a reply has to be: this text, or one that passes a test. */
export type Wanted = string | { readonly text: string; test(reply: string): boolean };

/** Why there is no line. */
type Silence = "the connection was closed" | "the connection was reset";

/** The most pieces of what was sent that a report shows. */
const SHOWN_PIECES = 3;
const READ_BYTES = 65_536;

export class LineClient implements Disposable {
  readonly #conn: Deno.TcpConn;
  readonly #replyMs: number;
  readonly #decoder = new TextDecoder();
  /** What was sent since the last reply that was right, or what that was the reply to. */
  #pieces: string[] = [];
  #isAnswered = false;
  /** What came and is not yet taken. */
  #text = "";
  #end: Silence | null = null;
  /** A read that is under way: it outlives a wait that was given up. */
  #reading: Promise<void> | null = null;
  #open = true;

  private constructor(conn: Deno.TcpConn, replyMs: number) {
    this.#conn = conn;
    this.#replyMs = replyMs;
  }

  /** @throws {Error} where nobody listens */
  static async connect(address: Deno.ConnectOptions, { replyMs }: { replyMs: number }): Promise<LineClient> {
    const connecting = Deno.connect(address);
    try {
      const conn = await deadline(connecting, replyMs);
      // What is sent in pieces is to arrive in pieces.
      conn.setNoDelay(true);
      return new LineClient(conn, replyMs);
    } catch (error) {
      connecting.then((conn) => conn.close(), () => {});
      throw error;
    }
  }

  /** Sends text or bytes as they are. @throws {Failure} if the server does not take them */
  async send(data: string | Uint8Array): Promise<void> {
    this.#sent(shownPiece(data));
    if (!await this.offer(data)) throw this.failure("that the server reads what it is sent", "it read nothing");
  }

  /** Sends text or bytes. @returns `false` if the server has not taken them in time; a connection that was lost shows in the replies */
  async offer(data: string | Uint8Array, withinMs = this.#replyMs): Promise<boolean> {
    const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
    try {
      await deadline(this.#writeAll(bytes), withinMs);
    } catch (error) {
      if (isTimeout(error)) return false;
    }
    return true;
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) sent += await this.#conn.write(bytes.subarray(sent));
  }

  /** Sends a request, and gives its reply. @throws {Failure} for another reply */
  async answers(request: string, wanted: Wanted): Promise<string> {
    await this.send(`${request}\n`);
    return await this.gets(wanted);
  }

  /** Sends a request, and gives what comes behind `OK`. @throws {Failure} for another reply */
  async ok(request: string): Promise<string> {
    return (await this.answers(request, { text: "OK …", test: (reply) => /^OK( |$)/.test(reply) })).slice(3);
  }

  /** Sends a request that the server has to refuse, and go on. @throws {Failure} if it does otherwise */
  async refuses(request: string | Uint8Array, ...codes: string[]): Promise<void> {
    await this.send(typeof request === "string" ? `${request}\n` : request);
    await this.getsError(...codes);
  }

  /** @throws {Failure} if the next reply is no error with one of these codes and a message */
  async getsError(...codes: string[]): Promise<string> {
    return await this.gets({
      text: `ERR ${codes.join(" or ")} and what to send instead`,
      test: (reply) => codes.some((code) => reply.startsWith(`ERR ${code} `)),
    });
  }

  /** The next reply; notes and events before it are passed over. @throws {Failure} for another one */
  async gets(wanted: Wanted): Promise<string> {
    for (;;) {
      const line = await this.line(wanted);
      if (/^[#*]/.test(line)) continue;
      this.#check(line, wanted);
      return line;
    }
  }

  /** The next event; notes before it are passed over. @throws {Failure} for a reply, or another event */
  async event(wanted: Wanted): Promise<string> {
    for (;;) {
      const line = await this.line(wanted);
      if (line.startsWith("#")) continue;
      this.#check(line, wanted);
      return line;
    }
  }

  #check(line: string, wanted: Wanted): void {
    const fits = typeof wanted === "string" ? line === wanted : wanted.test(line);
    if (!fits) throw this.failure(wanted, shown(line));
    this.#isAnswered = true;
  }

  #sent(piece: string): void {
    if (this.#isAnswered) this.#pieces = [];
    this.#isAnswered = false;
    this.#pieces.push(piece);
  }

  /** The next line, whatever it is, without its end. @throws {Failure} if none comes; it says what was `wanted` */
  async line(wanted: Wanted, withinMs = this.#replyMs): Promise<string> {
    const line = await this.#nextLine(withinMs);
    if (line !== null) return line.replace(/\r$/, "");
    throw this.failure(
      wanted,
      `${this.#silence(withinMs)}${this.#text && ` after ${shown(this.#text)}, which has no newline`}`,
    );
  }

  /** Whether nothing more comes within this time, in milliseconds. */
  async isQuiet(ms: number): Promise<boolean> {
    return await this.#nextLine(ms) === null && this.#end === null;
  }

  /** Whether a reply, or a part of one, is there or comes within this time; it is not taken, but notes and events before it are. */
  async hasReply(ms: number): Promise<boolean> {
    const isThere = () => (this.#text = this.#text.replace(/^(?:[#*].*\n)+/, "")) !== "";
    return isThere() || await this.#more(ms) && isThere();
  }

  /** Takes what comes until the server closes. @throws {Failure} if it does not, or sends a reply before */
  async isClosed(): Promise<void> {
    const expected = "that the server closes the connection";
    for (;;) {
      const line = await this.#nextLine(this.#replyMs);
      if (line === null && this.#end === null) throw this.failure(expected, `it stayed open: ${this.#silence(this.#replyMs)}`);
      if (line === null) return;
      if (!/^[#*]/.test(line)) throw this.failure(expected, shown(line));
    }
  }

  /** Closes the sending side. */
  async end(): Promise<void> {
    this.#sent("the end of the stream");
    await this.#conn.closeWrite().catch(() => {});
  }

  /** What to say if something else was expected. */
  failure(wanted: Wanted, came: string): Failure {
    const pieces = this.#pieces;
    const more = pieces.length - SHOWN_PIECES;
    const sent = [...pieces.slice(0, SHOWN_PIECES), ...more > 0 ? [`${more} more`] : []].join(", then ");
    return new Failure({ sent: sent || "nothing", expected: typeof wanted === "string" ? wanted : wanted.text, came });
  }

  /** Says what was sent in place of what was: for checks that send much. */
  says(sent: string): void {
    this.#pieces = [sent];
    this.#isAnswered = false;
  }

  /** What has come and has no newline yet. */
  get unfinished(): string {
    return this.#text;
  }

  get isOpen(): boolean {
    return this.#open && this.#end === null;
  }

  get wasReset(): boolean {
    return this.#end === "the connection was reset";
  }

  [Symbol.dispose](): void {
    if (this.#open) this.#conn.close();
    this.#open = false;
  }

  #silence(ms: number): string {
    return this.#end ?? `nothing within ${ms / 1000} s`;
  }

  async #nextLine(withinMs: number): Promise<string | null> {
    const until = performance.now() + withinMs;
    let searched = 0;
    for (;;) {
      const end = this.#text.indexOf("\n", searched);
      if (end >= 0) {
        const line = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 1);
        return line;
      }
      searched = this.#text.length;
      if (!await this.#more(until - performance.now())) return null;
    }
  }

  /** Takes some of what comes; `false` if nothing does. */
  async #more(withinMs: number): Promise<boolean> {
    if (this.#end !== null) return false;
    const before = this.#text.length;
    this.#reading ??= this.#read().finally(() => void (this.#reading = null));
    try {
      await deadline(this.#reading, Math.max(1, withinMs));
    } catch (error) {
      if (!isTimeout(error)) throw error;
    }
    return this.#text.length > before;
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(READ_BYTES);
    try {
      const length = await this.#conn.read(buffer);
      if (length === null) this.#end = "the connection was closed";
      else this.#text += this.#decoder.decode(buffer.subarray(0, length), { stream: true });
    } catch {
      this.#end = "the connection was reset";
    }
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === "TimeoutError";
}
