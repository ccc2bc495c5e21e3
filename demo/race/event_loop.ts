/** Real turns of the event loop, in Deno and in browsers. A timer would do, but browsers make each wait for 4 ms. */
export class EventLoop {
  readonly #channel = new MessageChannel();
  readonly #waiting: (() => void)[] = [];

  constructor() {
    this.#channel.port1.onmessage = () => this.#waiting.shift()?.();
  }

  /** Waits until others who wait, for a timer, the network or their own turn, have had theirs. */
  turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#channel.port2.postMessage(null);
    });
  }

  /** Lets the program end. There are no more turns. */
  close(): void {
    this.#channel.port1.close();
    this.#channel.port2.close();
  }
}
