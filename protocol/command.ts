/** What requests there are: each belongs to a table, which the parser, HELP and the server's handlers all go by. */
import { isNear, nearest } from "./nearest.ts";
import { quote } from "./quote.ts";
import { type ErrorCode, RequestError } from "./request_error.ts";

/** What comes behind the verb. */
export type Arguments =
  | { kind: "none" }
  /** The rest of the line as it is. */
  | { kind: "text"; required: boolean }
  /** Any number of integers, at least one. */
  | { kind: "integers" }
  /** Up to as many integers as are named, each in its range; at least `required` of them; and then, where allowed, a `word`. */
  | {
    kind: "positional";
    required: number;
    names: readonly { name: string; min: number; max: number }[];
    word?: boolean;
    /** The code of the error where one is no integer, or out of its range, if not the usual one. */
    code?: ErrorCode;
  };

/** One request of the protocol. */
export interface Command {
  /** The verb and its arguments, as the specification writes them. */
  readonly usage: string;
  /** What it does and returns, as HELP shows it. */
  readonly summary: string;
  /** What else there is to know, line by line, for HELP and the verb. */
  readonly details?: readonly string[];
  /** A line to paste. */
  readonly example: string;
  /** Whether HELP proposes that line to somebody who is new. */
  readonly isFirstStep?: boolean;
  readonly arguments: Arguments;
  /** Whether it changes anything: then it waits for the journal, and for AUTH where the server has a token. */
  readonly changes: boolean;
  /** Who may ask for it, if not everybody. */
  readonly role?: "host";
  /**
   * Whether it may be under way together with what the same connection asked for before. Else it waits for that. It should always ask
   * for a change: if it does not, it is done again when those before it are settled.
   */
  readonly batched?: boolean;
  /** Whether its argument is a secret, which is never shown or logged. */
  readonly secret?: boolean;
  /** Whether a line that begins with a number, or is one letter from A to H, is this request. */
  readonly isBareAnswer?: boolean;
  /** What people try in its place. */
  readonly synonyms?: readonly string[];
}

/** Any integer, and one that is not negative, as an argument. */
export const ANY = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };
export const NATURAL = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** Commands under one heading of HELP, by verb. */
export interface Section {
  readonly title: string;
  readonly commands: Readonly<Record<string, Command>>;
}

/** A command in its table. */
export interface CommandEntry {
  readonly verb: string;
  readonly command: Command;
  /** Its place in the table, from 0 on. */
  readonly index: number;
}

/** Up to eleven letters, so that a verb is a safe integer: see {@linkcode nextKey}. */
const VERB = /^[A-Z]{1,11}$/;

/** All commands of a server. */
export class CommandTable {
  readonly sections: readonly { readonly title: string; readonly entries: readonly CommandEntry[] }[];
  /** All of them, in the order of the sections. */
  readonly entries: readonly CommandEntry[];
  /** What a line is that begins with a number, or is one letter from A to H. */
  readonly bareAnswer: CommandEntry | null;
  readonly #byKey = new Map<number, CommandEntry>();

  /** @throws {Error} where a verb can't be one, or is there twice */
  constructor(sections: readonly Section[]) {
    let index = 0;
    this.sections = sections.map(({ title, commands }) => ({
      title,
      entries: Object.entries(commands).map(([verb, command]) => ({ verb, command, index: index++ })),
    }));
    this.entries = this.sections.flatMap(({ entries }) => entries);
    const [bareAnswer = null, ...others] = this.entries.filter(({ command }) => command.isBareAnswer);
    if (others.length > 0) {
      throw new Error(`A line that begins with a number can't be both ${bareAnswer?.verb} and ${others[0].verb}`);
    }
    this.bareAnswer = bareAnswer;
    for (const entry of this.entries) {
      if (!VERB.test(entry.verb)) throw new Error(`${entry.verb} can't be a verb: use 1 to 11 letters from A to Z`);
      const key = new TextEncoder().encode(entry.verb).reduce(nextKey, 0);
      if (this.#byKey.has(key)) throw new Error(`There are two commands ${entry.verb}: give one of them another name`);
      this.#byKey.set(key, entry);
    }
  }

  /** The command whose verb has this key, as made by {@linkcode nextKey}. */
  withKey(key: number): CommandEntry | undefined {
    return this.#byKey.get(key);
  }

  /** The command that goes by this verb, in any case. @throws {RequestError} `unknown-command`, with the nearest verb */
  find(verb: string): CommandEntry {
    const known = this.entries.find((candidate) => candidate.verb === verb.toUpperCase());
    if (!known) throw this.unknown(verb);
    return known;
  }

  /** What is said of a verb that does not exist. @param advice what to do, if something else than to ask for help */
  unknown(verb: string, advice: string | null = null): RequestError {
    const wanted = verb.toUpperCase();
    const synonym = this.entries.find(({ command }) => command.synonyms?.includes(wanted));
    const secret = this.secretMeantBy(verb);
    const meant = synonym?.verb ?? nearest(wanted, this.entries.map(({ verb }) => verb)) ?? secret?.verb;
    const hint = meant ? `did you mean ${meant}? ` : "";
    return new RequestError(
      "unknown-command",
      `there is no command${secret ? " like that" : ` ${quote(verb)}`}: ${advice ?? `${hint}send HELP for the list`}`,
    );
  }

  /**
   * Which command with a secret was meant by a word that is no verb; `null` for none. If one was, the line must not be shown to
   * others. The secret may be part of the word, as in `AUTH:secret`.
   */
  secretMeantBy(word: string): CommandEntry | null {
    const upper = word.toUpperCase();
    const secrets = this.entries.filter(({ command }) => command.secret);
    return secrets.find(({ command }) => command.synonyms?.some((synonym) => upper.startsWith(synonym))) ??
      secrets.find(({ verb }) => upper.startsWith(verb) || isNear(upper, verb)) ?? null;
  }
}

/**
 * A verb as a number, letter by letter: up to eleven letters fit into a safe integer, so that no two verbs share one, and a
 * character that is no letter makes it NaN, which no verb has.
 */
export function nextKey(key: number, byte: number): number {
  const letter = (byte | 0x20) - 0x60;
  return letter < 1 || letter > 26 ? NaN : key * 27 + letter;
}
