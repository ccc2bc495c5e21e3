import { CLEARED_LINE } from "../../client/line_input.ts";
import type { Desk } from "./desk.ts";
import { eventually } from "./eventually.ts";
import { FakeClock } from "./fake_clock.ts";
import { RawClient } from "./raw_client.ts";
import { startTestServer, type TestServer } from "./test_server.ts";

/** A set of two questions: one to choose from, with an explanation, and one to calculate. */
export const SMALL_SET = {
  title: "Two questions",
  seconds: 0,
  questions: [
    {
      kind: "choice",
      text: "What does a closed port answer?",
      choices: ["Timeout", "Connection refused"],
      answer: 1,
      seconds: 20,
      explanation: "The computer is there, and nobody listens.",
    },
    { kind: "number", text: "6 × 7", answer: 42 },
  ],
};

/** A server with a small set, and a host of a room who types lines. */
export class RoomTable implements AsyncDisposable {
  readonly server: TestServer;
  readonly clock: FakeClock;
  readonly host: RawClient;
  /** The ID of the set. */
  readonly set: string;
  readonly pin: string;
  readonly hostToken: string;

  private constructor(parts: Pick<RoomTable, "server" | "clock" | "host" | "set" | "pin" | "hostToken">) {
    ({
      server: this.server,
      clock: this.clock,
      host: this.host,
      set: this.set,
      pin: this.pin,
      hostToken: this.hostToken,
    } = parts);
  }

  static async open(mode: "live" | "self-paced" = "live"): Promise<RoomTable> {
    const clock = new FakeClock();
    const server = await startTestServer({ clock });
    const response = await fetch(`http://127.0.0.1:${server.http.port}/api/sets`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(SMALL_SET),
    });
    const { id: set } = await response.json();
    const host = await RawClient.connect(server.tcp);
    const reply = await host.ask(`ROOM ${set} ${mode}`);
    const [, pin = "", hostToken = ""] = reply.match(/^OK room=(\d{6}) token=(\S+) /) ?? [];
    return new RoomTable({ server, clock, host, set, pin, hostToken });
  }

  get port(): number {
    return this.server.tcp.port;
  }

  /** Has the host send a request, and waits for its reply. */
  async tell(request: string): Promise<void> {
    await this.host.send(`${request}\n`);
    await this.hears(/^(OK|ERR)/);
  }

  /** Waits for a line to the host. */
  async hears(wanted: RegExp): Promise<string> {
    for (;;) {
      const line = await this.host.line();
      if (wanted.test(line)) return line;
    }
  }

  /** Waits until something is to be seen, while the server's time passes. */
  async until(happened: () => boolean): Promise<void> {
    await eventually(() => {
      if (!happened()) this.clock.advance(50);
      return happened();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.host[Symbol.dispose]();
    await this.server[Symbol.asyncDispose]();
  }
}

/** What was printed at a desk, without what draws a line anew. */
export function plain(desk: Desk): string {
  return desk.text.replaceAll(CLEARED_LINE, "");
}
