/** Compares the lines that a server sends on one connection with those that were recorded. */
import { Buffer } from "node:buffer";
import type { Direction } from "./format.ts";
import { secretIn } from "./secrets.ts";

/** The server has closed, or reset, the connection. No line has such characters: in those each one is a byte. */
export const CLOSED = "\u2192closed";
export const RESET = "\u2192reset";

/** Replies and notes are compared in their order, and events in theirs: an event may come between any two replies. */
export type Kind = "reply" | "event";

export interface Difference {
  readonly connection: number;
  readonly kind: Kind;
  /** Which line of its kind on this connection, from 1. */
  readonly line: number;
  /** What the client has sent last, before the line that was recorded. */
  readonly sent: string | null;
  readonly expected: string | null;
  readonly got: string | null;
}

/** How lines are compared. */
export interface Rules {
  /** What is passed over in lines. */
  readonly ignored: readonly RegExp[];
  readonly exact: boolean;
}

/** What differs between two runs of our own server by nature. */
export const BY_NATURE = /\b(?:token|seconds|uptime_s|version|connections)=\S+/g;

/** So many lines are kept that came before anything says whether they were expected; the next ones are not. */
const MAX_EARLY = 10_000;

interface Queue {
  readonly expected: { readonly text: string; readonly sent: string | null }[];
  readonly came: string[];
  /** How many lines have been compared. */
  compared: number;
}

export class Comparison {
  /** How many lines were the same. */
  same = 0;
  readonly #connection: number;
  readonly #rules: Rules;
  readonly #differs: (difference: Difference) => void;
  /** Learns which token the server has given in place of a recorded one. */
  readonly #learns: (recorded: string, live: string) => void;
  readonly #queues: Record<Kind, Queue> = {
    reply: { expected: [], came: [], compared: 0 },
    event: { expected: [], came: [], compared: 0 },
  };
  #isOver = false;
  #changed = Promise.withResolvers<void>();

  constructor(
    connection: number,
    { rules, differs, learns }: {
      rules: Rules;
      differs: (difference: Difference) => void;
      learns: (recorded: string, live: string) => void;
    },
  ) {
    this.#connection = connection;
    this.#rules = rules;
    this.#differs = differs;
    this.#learns = learns;
  }

  /** How many recorded lines have not come yet. */
  get pending(): number {
    return this.#queues.reply.expected.length + this.#queues.event.expected.length;
  }

  /** Whether nothing more can come. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Settled when the next line has come that was expected, or nothing more can. */
  get changed(): Promise<void> {
    return this.#changed.promise;
  }

  /** This was recorded. @param sent what the client has sent last */
  expect(text: string, sent: string | null): void {
    const kind = kindOf(text);
    this.#queues[kind].expected.push({ text, sent });
    this.#compare(kind);
  }

  /** This has come. */
  take(text: string): void {
    const kind = kindOf(text);
    const { came } = this.#queues[kind];
    const before = this.pending;
    if (came.length < MAX_EARLY) came.push(text);
    this.#compare(kind);
    if (text === CLOSED || text === RESET) this.#isOver = true;
    // Events alone do not answer a request, however many come.
    if (this.pending === before && !this.#isOver) return;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** What is left will not come. */
  giveUp(): void {
    for (const kind of ["reply", "event"] as const) {
      const queue = this.#queues[kind];
      for (const { text, sent } of queue.expected.splice(0)) this.#report(kind, { sent, expected: text, got: null });
    }
  }

  /** Nothing more was recorded: what came besides is too much. */
  finish(): void {
    for (const kind of ["reply", "event"] as const) {
      for (const text of this.#queues[kind].came.splice(0)) {
        if (text !== CLOSED && text !== RESET) this.#report(kind, { sent: null, expected: null, got: text });
      }
    }
  }

  #compare(kind: Kind): void {
    const { expected, came } = this.#queues[kind];
    while (expected.length > 0 && came.length > 0) {
      const [{ text, sent }] = expected.splice(0, 1);
      const [live] = came.splice(0, 1);
      this.#learn(text, live);
      if (this.#plain(text) !== this.#plain(live)) this.#report(kind, { sent, expected: text, got: live });
      else {
        this.same++;
        this.#queues[kind].compared++;
      }
    }
  }

  #learn(text: string, live: string): void {
    const [recorded, given] = [secretIn(text, ">"), secretIn(live, ">")];
    if (recorded && given) this.#learns(text.slice(recorded.start, recorded.end), live.slice(given.start, given.end));
  }

  #plain(line: string): string {
    const { ignored, exact } = this.#rules;
    if (line === RESET && !exact) return CLOSED;
    if (line === CLOSED || line === RESET || ignored.length === 0) return line;
    return ignored.reduce((text, pattern) => text.replaceAll(pattern, "…"), Buffer.from(line, "latin1").toString());
  }

  #report(kind: Kind, rest: Pick<Difference, "sent" | "expected" | "got">): void {
    const line = ++this.#queues[kind].compared;
    const [sent, expected, got] = this.#rules.exact
      ? [rest.sent, rest.expected, rest.got]
      : [withoutSecret(rest.sent, "<"), withoutSecret(rest.expected, ">"), withoutSecret(rest.got, ">")];
    this.#differs({ connection: this.#connection, kind, line, sent, expected, got });
  }
}

/** A line as a report may show it: a recording may be one's own, but a report is shown to others. */
function withoutSecret(line: string | null, direction: Direction): string | null {
  const secret = line === null ? null : secretIn(line, direction);
  return line === null || !secret ? line : `${line.slice(0, secret.start)}(not shown)${line.slice(secret.end)}`;
}

function kindOf(text: string): Kind {
  return text.startsWith("* ") ? "event" : "reply";
}
