/** Servers of which each has one fault that many first servers have, and the checks that should find it. */
import { Buffer } from "node:buffer";
import type { Level } from "../../../judge/config.ts";
import { SmallServer } from "./small_server.ts";

interface BrokenServer {
  readonly Server: new () => SmallServer;
  /** The check that is meant for the fault. */
  readonly foundBy: string;
  /** The other checks that may fail because of it, up to this level. */
  readonly also?: readonly string[];
  readonly level: Level;
}

const tick = (ms = 0) => new Promise<void>((resolve) => setTimeout(resolve, ms));

export const BROKEN_SERVERS: Readonly<Record<string, BrokenServer>> = {
  "takes a read for a message": {
    foundBy: "framing.split",
    also: ["framing.merged", "framing.long", "framing.utf8", "framing.unfinished"],
    level: 2,
    Server: class extends SmallServer {
      protected override cut(conn: Deno.TcpConn, bytes: Uint8Array): string[] {
        const lines = super.cut(conn, bytes);
        const rest = this.unfinished(conn);
        this.keep(conn, "");
        return rest === "" ? lines : [...lines, rest];
      }
    },
  },
  "answers only the first line of a read": {
    foundBy: "framing.merged",
    also: ["framing.crlf", "framing.empty", "framing.half_close"],
    level: 2,
    Server: class extends SmallServer {
      protected override cut(conn: Deno.TcpConn, bytes: Uint8Array): string[] {
        const [first, ...others] = super.cut(conn, bytes);
        if (others.length > 0) this.keep(conn, "");
        return first === undefined ? [] : [first];
      }
    },
  },
  "takes \\r for a part of the line": {
    foundBy: "framing.crlf",
    also: ["framing.empty"],
    level: 2,
    Server: class extends SmallServer {
      protected override cut(conn: Deno.TcpConn, bytes: Uint8Array): string[] {
        const lines = super.cut(conn, bytes);
        return bytes.includes(0x0d) ? lines.map((line) => `${line}\r`) : lines;
      }
      protected override async take(conn: Deno.TcpConn, raw: string): Promise<boolean> {
        if (raw !== "\r") return await super.take(conn, raw);
        await this.write(conn, "ERR unknown-command there is no command \\r: send HELP\n");
        return true;
      }
    },
  },
  "dies of a long line": {
    foundBy: "framing.long",
    also: ["framing.utf8", "framing.half_close", "framing.unfinished"],
    level: 2,
    Server: class extends SmallServer {
      protected override cut(conn: Deno.TcpConn, bytes: Uint8Array): string[] {
        if (this.unfinished(conn).length + bytes.length > 4096) this.die();
        return super.cut(conn, bytes);
      }
    },
  },
  "closes as soon as the client has closed its sending side": {
    foundBy: "framing.half_close",
    also: ["framing.unfinished"],
    level: 2,
    Server: class extends SmallServer {
      protected override async serve(conn: Deno.TcpConn): Promise<void> {
        await super.serve(conn);
        this.close(conn);
      }
      #replies = Promise.resolve();
      protected override take(conn: Deno.TcpConn, raw: string): Promise<boolean> {
        // The reply comes a little later, and what reads goes on.
        const before = this.#replies;
        const taken = tick(20).then(() => before).then(() => super.take(conn, raw));
        this.#replies = taken.then(() => {}, () => {});
        this.later(taken);
        return /^quit$/i.test(raw) ? taken : Promise.resolve(true);
      }
    },
  },
  "does what half a line says at the end": {
    foundBy: "framing.unfinished",
    level: 3,
    Server: class extends SmallServer {
      protected override async serve(conn: Deno.TcpConn): Promise<void> {
        await super.serve(conn);
        await this.take(conn, this.unfinished(conn));
      }
    },
  },
  "answers errors as OK": {
    foundBy: "errors.unknown",
    also: [
      "errors.stays_open",
      "errors.missing_argument",
      "array.not_an_integer",
      "array.all_or_nothing",
      "array.bad_arguments",
    ],
    level: 3,
    Server: class extends SmallServer {
      protected override error(message: string): string {
        return `OK error: ${message}`;
      }
    },
  },
  "adds what comes before a wrong number": {
    foundBy: "array.all_or_nothing",
    level: 3,
    Server: class extends SmallServer {
      protected override integers(text: string, least: number, most?: number): number[] {
        try {
          return super.integers(text, least, most);
        } catch (error) {
          if (least === 1 && most === undefined) {
            const [good = ""] = text.match(/^(-?\d{1,15}[ \t]+)*/) ?? [];
            void this.add(super.integers(good, 0));
          }
          throw error;
        }
      }
    },
  },
  "sorts numbers as text": {
    foundBy: "array.sort",
    also: ["array.random"],
    level: 3,
    Server: class extends SmallServer {
      protected override sort(values: readonly number[]): number[] {
        return [...values].sort();
      }
    },
  },
  "never ends a line that is too long": {
    foundBy: "errors.too_long",
    level: 3,
    Server: class extends SmallServer {
      readonly #long = new WeakMap<Deno.TcpConn, string[]>();
      protected override cut(conn: Deno.TcpConn, bytes: Uint8Array): string[] {
        const pieces = this.#long.get(conn) ?? [];
        this.#long.set(conn, pieces);
        if (!bytes.includes(0x0a)) {
          pieces.push(Buffer.from(bytes).toString("latin1"));
          return [];
        }
        this.keep(conn, pieces.splice(0).join(""));
        const lines = super.cut(conn, bytes);
        pieces.push(this.unfinished(conn));
        this.keep(conn, "");
        return lines;
      }
    },
  },
  "has one buffer for all clients": {
    foundBy: "crowd.own_buffer",
    also: ["crowd.whole_lines"],
    level: 4,
    Server: class extends SmallServer {
      #shared = "";
      protected override unfinished(): string {
        return this.#shared;
      }
      protected override keep(_conn: Deno.TcpConn, text: string): void {
        this.#shared = text;
      }
      protected override left(): void {
        super.left();
        // It is fair to its only client.
        if (this.connections === 0) this.#shared = "";
      }
    },
  },
  "answers what is ready first": {
    foundBy: "crowd.order",
    level: 4,
    Server: class extends SmallServer {
      protected override async take(conn: Deno.TcpConn, raw: string): Promise<boolean> {
        if (raw.length < 1000) return await super.take(conn, raw);
        this.later(tick(1).then(() => super.take(conn, raw)));
        return true;
      }
    },
  },
  "forgets the lock": {
    foundBy: "crowd.lost_updates",
    also: ["crowd.linearizable"],
    level: 4,
    Server: class extends SmallServer {
      protected override async add(values: number[]): Promise<number[]> {
        const changed = this.sort([...this.values, ...values]);
        await tick();
        this.values = changed;
        return values;
      }
    },
  },
  "answers changes before they are made, if it is busy": {
    foundBy: "crowd.linearizable",
    also: ["crowd.lost_updates", "crowd.whole_changes"],
    level: 4,
    Server: class extends SmallServer {
      protected override add(values: number[]): Promise<number[]> {
        if (this.connections < 2) return super.add(values);
        this.later(tick(2).then(() => super.add(values)));
        return Promise.resolve(values);
      }
    },
  },
  "lets readers see half of a change": {
    foundBy: "crowd.whole_changes",
    also: ["crowd.linearizable"],
    level: 4,
    Server: class extends SmallServer {
      protected override async add(values: number[]): Promise<number[]> {
        for (const value of values) {
          await super.add([value]);
          await tick();
        }
        return values;
      }
    },
  },
  "writes to one client after the other": {
    foundBy: "faults.slow_reader",
    level: 5,
    Server: class extends SmallServer {
      #before: Promise<void> = Promise.resolve();
      protected override write(conn: Deno.TcpConn, text: string): Promise<void> {
        const written = this.#before.then(() => super.write(conn, text));
        this.#before = written.catch(() => {});
        return written;
      }
    },
  },
  "does not notice that clients have gone": {
    foundBy: "faults.churn",
    level: 5,
    Server: class extends SmallServer {
      protected override left(): void {}
    },
  },
};
