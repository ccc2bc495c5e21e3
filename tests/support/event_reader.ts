/** One server-sent event. */
export interface ServerEvent {
  readonly type: string;
  readonly id: string;
  // deno-lint-ignore no-explicit-any -- a test checks what it expects
  readonly data: any;
}

/** Reads server-sent events, as a browser would (HTML Living Standard, 9.2.6). */
export class EventReader implements AsyncDisposable {
  readonly #reader: ReadableStreamDefaultReader<string>;
  #text = "";
  /** How many comments came. */
  comments = 0;

  constructor(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
    this.#reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  }

  static async open(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
    const response = await fetch(url, { headers });
    if (!response.ok || !response.body) throw new Error(`${response.status} ${await response.text()}`);
    return new EventReader(response.body);
  }

  /** The next event; `null` at the end. */
  async next(): Promise<ServerEvent | null> {
    for (;;) {
      const end = this.#text.indexOf("\n\n");
      if (end < 0) {
        const { value, done } = await this.#reader.read();
        if (done) return null;
        this.#text += value;
        continue;
      }
      const lines = this.#text.slice(0, end).split("\n");
      this.#text = this.#text.slice(end + 2);
      const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      this.comments += lines.filter((line) => line.startsWith(":")).length;
      const data = field("data");
      if (data !== undefined) return { type: field("event") ?? "message", id: field("id") ?? "", data: JSON.parse(data) };
    }
  }

  /** So many events. */
  async take(count: number): Promise<ServerEvent[]> {
    const events: ServerEvent[] = [];
    while (events.length < count) {
      const event = await this.next();
      if (!event) throw new Error(`The stream ended after ${JSON.stringify(events)}`);
      events.push(event);
    }
    return events;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#reader.cancel();
  }
}
