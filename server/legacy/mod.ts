/**
 * Ports for three old programs of teachers, whose clients are still in use: each speaks a protocol without frames, and the file with its
 * dialogue says what comes of that. They do what other clients do, with the same array, quiz and counters.
 */
import type { LegacyPortNumbers } from "../legacy_ports.ts";
import type { LineOptions } from "../line/connection.ts";
import { listening } from "../tcp/listening.ts";
import { TcpListener, type TcpListenerOptions } from "../tcp/listener.ts";
import { servingOldPrograms } from "./connection.ts";
import { counter } from "./counter.ts";
import type { Dialogue } from "./peer.ts";
import { quiz } from "./quiz.ts";
import { sorter } from "./sorter.ts";

/** Debian and its kin give the computer's own name this address, which the counter's client dials. */
const OWN_NAME = "127.0.1.1";
const FLAGS = { flag: "--legacy-ports", hostFlag: "--legacy-host" };

export interface LegacyOptions {
  readonly hostname: string;
  readonly ports: LegacyPortNumbers;
  readonly lines: LineOptions;
  readonly listener: Omit<TcpListenerOptions, "serve">;
}

/** The ports for the old programs. */
export class LegacyPorts {
  readonly quiz: Deno.NetAddr;
  readonly counter: Deno.NetAddr;
  readonly sorter: Deno.NetAddr;
  readonly #listeners: readonly TcpListener[];

  private constructor([quiz, counter, sorter]: readonly TcpListener[], more: readonly TcpListener[]) {
    this.quiz = quiz.address;
    this.counter = counter.address;
    this.sorter = sorter.address;
    this.#listeners = [quiz, counter, sorter, ...more];
  }

  /** Begins to listen. @throws {OperatorError} if that is not possible; then nothing is left open */
  static async open({ hostname, ports, lines, listener }: LegacyOptions): Promise<LegacyPorts> {
    const serve = servingOldPrograms(lines);
    const listen = (dialogue: Dialogue) => (address: { hostname: string; port: number }) =>
      new TcpListener(address, { ...listener, serve: (conn) => serve(conn, dialogue) });
    await using opened = new AsyncDisposableStack();
    const open = async (port: number, dialogue: Dialogue) => {
      const listener = await listening(FLAGS, { hostname, port }, listen(dialogue));
      opened.defer(() => listener.close());
      return listener;
    };
    const listeners = [await open(ports.quiz, quiz), await open(ports.counter, counter), await open(ports.sorter, sorter)];
    const more: TcpListener[] = [];
    if (hostname === "127.0.0.1" || hostname === "localhost") {
      try {
        more.push(listen(counter)({ hostname: OWN_NAME, port: listeners[1].address.port }));
      } catch {
        // Not every system has the address, and the client reaches the other one.
      }
    }
    opened.move();
    return new LegacyPorts(listeners, more);
  }

  /** Stops accepting. The connections that are open stay. May be called again. */
  async close(): Promise<void> {
    await Promise.all(this.#listeners.map((listener) => listener.close()));
  }
}
