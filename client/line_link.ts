// @ts-types="../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import type { TextCodec } from "../protocol/facts.ts";
import { PROTOCOL } from "../protocol/help.ts";
import type { ServerLine } from "../protocol/reply.ts";

/** How long a reply may take where that is limited, in milliseconds. */
export const REPLY_MS = 5000;

/** The server can't be reached, or went away, or says what the client did not expect. The message is one line for a person. */
export class ConnectionError extends Error {
  override readonly name = "ConnectionError";
}

/** What whoever runs a client can do about some errors; what the server says is for those who type lines. */
const ADVICE: Record<string, string> = {
  unauthorized: "the server needs its token for this: give it with --token-file or --token",
};

/** The server answered with `ERR`. */
export class ReplyError extends Error {
  override readonly name = "ReplyError";
  readonly code: string;

  constructor({ code, message }: { code: string; message: string }) {
    super(ADVICE[code] ?? message);
    this.code = code;
  }
}

/** Lines to a server and back, whatever carries them. */
export abstract class LineLink implements Disposable {
  /** Where the server is, for people. */
  readonly where: string;

  constructor(where: string) {
    this.where = where;
  }

  /** Sends a line. @throws {ConnectionError} where the server went away */
  abstract send(line: string): Promise<void>;

  /**
   * The next line from the server, whatever it is. One call at a time.
   *
   * @throws {ConnectionError} where there is none any more
   */
  abstract next(): Promise<ServerLine>;

  abstract [Symbol.dispose](): void;

  /**
   * Sends a request and waits for its reply.
   *
   * @returns what came behind `OK`
   * @throws {ReplyError} where the server answered `ERR`
   * @throws {ConnectionError} where it went away
   */
  async request(line: string): Promise<string> {
    // If it can't be sent, the server's last line may say why.
    await this.send(line).catch(() => {});
    for (;;) {
      const reply = await this.next();
      if (reply.kind === "ok") return reply.text;
      if (reply.kind === "error") throw new ReplyError(reply);
    }
  }

  /** What a reply says. @throws {ConnectionError} where it is not what the protocol has there */
  understood<Value>(codec: TextCodec<Value>, reply: string): Value {
    const value = codec.parse(reply);
    if (value === null) throw new ConnectionError(`${this.where} sent a reply that is not ${PROTOCOL}`);
    return value;
  }

  /**
   * Looks at what the server said first, and shows the token where there is one.
   *
   * @throws {ConnectionError} where it does not speak the protocol
   * @throws {ReplyError} where it refused
   */
  protected async introduce(first: ServerLine, token: string | null): Promise<void> {
    if (first.kind === "error") throw new ReplyError(first);
    if (first.kind === "event" || !first.text.startsWith(`${PROTOCOL} `)) {
      throw new ConnectionError(`${this.where} does not speak ${PROTOCOL}: its first line is ${JSON.stringify(first.text)}`);
    }
    if (token !== null) await this.limited(this.request(`AUTH ${token}`));
  }

  /** Waits for a reply. @throws {ConnectionError} also if it takes longer than {@linkcode REPLY_MS} */
  async limited<Reply>(reply: Promise<Reply>): Promise<Reply> {
    try {
      return await deadline(reply, REPLY_MS);
    } catch (error) {
      throw error instanceof DOMException ? this.tookTooLong({ cause: error }) : error;
    }
  }

  protected tookTooLong(options?: ErrorOptions): ConnectionError {
    return new ConnectionError(`the server at ${this.where} did not answer within ${REPLY_MS / 1000} seconds`, options);
  }
}
