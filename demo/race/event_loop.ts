/** Real turns of the event loop, in Deno and in browsers. A timer would do, but browsers make each one wait for 4 ms. */
export class EventLoop {
  readonly #channel = new MessageChannel();
  #waiting: (() => void)[] = [];

  constructor() {
    this.#channel.port1.onmessage = () => {
      const waited = this.#waiting;
      this.#waiting = [];
      for (const resume of waited) resume();
    };
  }

  /** Waits for the next turn. All who wait for it go on in it, one after the other. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#waiting.length === 0) this.#channel.port2.postMessage(null);
      this.#waiting.push(resolve);
    });
  }

  /** Lets the program end. There are no more turns. */
  close(): void {
    this.#channel.port1.close();
    this.#channel.port2.close();
  }
}
