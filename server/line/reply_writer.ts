/**
 * What is to be sent on one connection: lines one after the other, each logged as it ends. A reply of any length is written in
 * pieces; what happens meanwhile waits for its end.
 */
import { ByteWriter } from "../../protocol/byte_writer.ts";
import type { NumberRuns } from "../engine/number_runs.ts";
import type { LogSource } from "../log/log_budget.ts";
import type { ConnectionLog } from "../log/message_log.ts";
import { NumbersReply } from "./numbers_reply.ts";

/** A long reply is written in pieces of about this size, in bytes. */
const PIECE_BYTES = 65_536;
const LINE_FEED = 0x0a;

export class ReplyWriter {
  /** What is to be sent. Whoever sends it puts an empty one in its place. */
  out = new ByteWriter();
  /** How many bytes of events wait. Whoever sends `out` sets this back as well, when no reply is being streamed. */
  eventBytes = 0;
  readonly #messages: Pick<ConnectionLog, "sent">;
  readonly #source: LogSource;
  /** Whether a line is begun and has not ended, and where in `out` it begins. */
  #begun = false;
  #lineStart = 0;
  #stream: NumbersReply | null = null;
  /** Lines that come after the reply that is begun. */
  readonly #held: { prefix: "#" | "*"; text: string }[] = [];

  /** @param source the connection, as the log knows it */
  constructor(messages: Pick<ConnectionLog, "sent">, source: LogSource) {
    this.#messages = messages;
    this.#source = source;
  }

  /** Begins a line: what is written to `out` from here on belongs to it. */
  begin(): void {
    this.#begun = true;
    this.#lineStart = this.out.length;
  }

  /** Takes back what was written of the line. */
  cancel(): void {
    this.out.length = this.#lineStart;
    this.#begun = false;
    if (this.#held.length > 0) this.#held.length = 0;
  }

  /** Ends the line. */
  end(): void {
    this.#log(this.out.length);
    this.#endLine();
  }

  /** Writes a line that is no reply, with `#` text for people, with `*` an event: now, or after the reply that is begun. */
  line(prefix: "#" | "*", text: string): void {
    if (this.#begun) {
      this.#held.push({ prefix, text });
      return;
    }
    this.begin();
    this.out.ascii(text ? `${prefix} ` : prefix);
    this.out.utf8(text);
    this.end();
  }

  /** The same for a line that nobody asked for: if too many of them are not taken, the client is disconnected. */
  notify(prefix: "#" | "*", text: string): void {
    this.line(prefix, text);
    this.eventBytes += 3 + text.length;
  }

  /** Whether a reply is not all in `out` yet: call {@linkcode writeMore} when that is sent. */
  get streaming(): boolean {
    return this.#stream !== null;
  }

  /** Writes integers behind what the line has so far, and ends it, at once or piece by piece. */
  stream(numbers: NumberRuns): void {
    this.#stream = new NumbersReply(numbers);
    const { length } = numbers;
    const whole = this.#stream.write(this.out, PIECE_BYTES);
    this.#log(this.out.length, whole ? undefined : `${length} values`);
    if (whole) this.#endStream();
  }

  /** Goes on with a reply that was not all in `out`. */
  writeMore(): void {
    if (this.#stream?.write(this.out, PIECE_BYTES)) this.#endStream();
  }

  #endStream(): void {
    this.#stream = null;
    this.#endLine();
  }

  #endLine(): void {
    this.#begun = false;
    this.out.byte(LINE_FEED);
    if (this.#held.length === 0) return;
    for (const { prefix, text } of this.#held.splice(0)) this.line(prefix, text);
  }

  #log(end: number, more?: string): void {
    this.#messages.sent(this.#source, this.out.bytes, this.#lineStart, end, more);
  }
}
