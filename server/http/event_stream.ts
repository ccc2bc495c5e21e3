import type { Context } from "hono";
import { RequestError } from "../../protocol/request_error.ts";
import { AddressCounts } from "../address_counts.ts";
import { type HttpEnv, remoteAddressOf } from "../services/rest/http_env.ts";

interface OpenStream {
  readonly host: string;
  disconnect(): void;
}

/**
 * Streams of one kind, of which there may be so many at once, those among them that nobody reads. If there are as many, a newcomer gets
 * the place of the oldest stream of the address that has most of them.
 */
export class EventStreams {
  readonly #most: number;
  readonly #what: string;
  /** The open ones, the oldest first. */
  readonly #open = new Set<OpenStream>();
  readonly #addresses = new AddressCounts();

  constructor({ most, what }: { most: number; what: string }) {
    this.#most = most;
    this.#what = what;
  }

  /**
   * Answers with server-sent events: not to be kept by anybody in between, nor gathered.
   *
   * @throws {RequestError} `too-many-connections`; what `open` throws
   */
  async answer(c: Context, open: () => ReadableStream<Uint8Array> | Promise<ReadableStream<Uint8Array>>) {
    const headers = { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" };
    if (c.req.method === "HEAD") {
      // It is asked as GET is, and its body is thrown away unread.
      await (await open()).cancel();
      return c.body(null, 200, headers);
    }
    const { completed = Promise.resolve(), disconnect = () => {} }: HttpEnv["Bindings"] = c.env ?? {};
    const stream = { host: remoteAddressOf(c).hostname, disconnect };
    if (this.#open.size >= this.#most && !this.#makeRoomFor(stream)) {
      throw new RequestError("too-many-connections", `${this.#most} ${this.#what} already: try again later`);
    }
    this.#open.add(stream);
    this.#addresses.add(stream.host);
    // A stream that was ended is under way as long as its reader has not taken the end of it.
    completed.finally(() => this.#close(stream));
    try {
      return c.body(await open(), 200, headers);
    } catch (error) {
      this.#close(stream);
      throw error;
    }
  }

  /** Ends a stream of the address that has most of them. Cost: O(streams). @returns whether one has more than the newcomer's would */
  #makeRoomFor({ host }: OpenStream): boolean {
    let evicted: OpenStream | null = null;
    let most = this.#addresses.of(host) + 1;
    for (const stream of this.#open) {
      const count = this.#addresses.of(stream.host);
      if (count > most) [evicted, most] = [stream, count];
    }
    if (!evicted) return false;
    this.#close(evicted);
    evicted.disconnect();
    return true;
  }

  #close(stream: OpenStream): void {
    if (this.#open.delete(stream)) this.#addresses.delete(stream.host);
  }
}
