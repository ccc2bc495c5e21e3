/**
 * Options of a command: each is declared once, and its flag, its environment variable, its check and its help follow from that.
 * `tcpPort` is the flag `--tcp-port` and the variable `APP_TCP_PORT`; the flag takes precedence.
 */
// @ts-types="../std/parse_args.d.ts"
import { parseArgs } from "@std/cli/parse-args";
import { alternatives, didYouMean, suggestions } from "./suggestions.ts";
import { UsageError } from "./usage_error.ts";

/** One option. */
export interface Option<Value> {
  /** What stands for the value in the help; none for an option that is only there or not. */
  readonly placeholder?: string;
  /** The values that it can have, if it is one of several words. */
  readonly words?: readonly string[];
  /** The integers that it can have, if it is one. */
  readonly range?: { readonly min: number; readonly max: number };
  readonly help: string;
  readonly fallback: Value;
  /** @throws {Error} with what is allowed, such as `an integer from 1 to 9` */
  parse(text: string): Value;
}

/** The variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Options by their names. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>;

/** The values that options have. */
export type OptionValues<Options extends OptionTable> = {
  readonly [Name in keyof Options]: ReturnType<Options[Name]["parse"]>;
};

/** An integer from `min` to `max`. */
export function integer<Fallback extends number | null>(
  { placeholder, help, min, max, fallback }: {
    placeholder: string;
    help: string;
    min: number;
    max: number;
    fallback: Fallback;
  },
): Option<number | Fallback> {
  return {
    placeholder,
    range: { min, max },
    help,
    fallback,
    parse(text) {
      const value = Number(text);
      if (/^-?\d+$/.test(text) && value >= min && value <= max) return value;
      throw new Error(`an integer from ${min} to ${max}`);
    },
  };
}

/** Any text but the empty one. */
export function text<Fallback extends string | null>(
  { placeholder, help, fallback }: { placeholder: string; help: string; fallback: Fallback },
): Option<string | Fallback> {
  return { placeholder, help, fallback, parse: (text) => text };
}

/** One of several words. */
export function choice<Word extends string, Fallback extends Word | null>(
  words: readonly Word[],
  { help, fallback }: { help: string; fallback: Fallback },
): Option<Word | Fallback> {
  return {
    placeholder: words.join("|"),
    words,
    help,
    fallback,
    parse(text) {
      const word = words.find((word) => word === text);
      if (word !== undefined) return word;
      throw new Error(alternatives(words));
    },
  };
}

/** What a function reads out of a text. @param parse throws an error with what is allowed */
export function parsed<Value>(
  { placeholder, help, parse }: { placeholder: string; help: string; parse: (text: string) => Value },
): Option<Value | null> {
  return { placeholder, help, fallback: null, parse };
}

const SWITCH = new Map([["1", true], ["true", true], ["on", true], ["0", false], ["false", false], ["off", false]]);

/** An option that is only there or not. */
export function flag({ help }: { help: string }): Option<boolean> {
  return {
    help,
    fallback: false,
    parse(text) {
      const value = SWITCH.get(text);
      if (value !== undefined) return value;
      throw new Error("on or off");
    },
  };
}

/** Options as read: their values, and which were given as flags. */
export interface ParsedOptions<Options extends OptionTable> {
  readonly values: OptionValues<Options>;
  readonly given: ReadonlySet<keyof Options>;
  /** The arguments that are no flags. */
  readonly operands: readonly string[];
}

/**
 * @param takesOperands whether arguments may be no flags
 * @throws {UsageError} for an unknown flag, an argument that is no flag where none may be, or a bad value of a flag or a variable
 */
export function parseOptions<Options extends OptionTable>(
  options: Options,
  { command, args, env, takesOperands = false }: {
    command: string;
    args: readonly string[];
    env: Environment;
    takesOperands?: boolean;
  },
): ParsedOptions<Options> {
  const names = Object.keys(options);
  const switches = new Set(names.filter((name) => !options[name].placeholder).map((name) => `--${flagOf(name)}`));
  const unknown = (argument: string): never => {
    const [flag] = argument.startsWith("--") ? argument.split("=") : [argument];
    const hint = didYouMean(meantBy(flag, options), `app help ${command} lists its flags`);
    throw new UsageError(`${command} has no ${flag}: ${hint}`);
  };
  const operands: string[] = [];
  const flags = parseArgs(withValues(args, switches), {
    string: names.map(flagOf),
    unknown: (argument) => argument.startsWith("-") || !takesOperands ? unknown(argument) : operands.push(argument) > 0,
  });
  if (flags._.length > operands.length) unknown(String(flags._[0]));
  const values: Record<string, unknown> = {};
  const given = new Set<keyof Options>();
  for (const name of names) {
    const option = options[name];
    const raw = flags[flagOf(name)];
    const variable = variableOf(name);
    const fromEnv = env[variable];
    if (raw !== undefined) {
      values[name] = read(option, { text: String(raw), source: `--${flagOf(name)}` });
      given.add(name);
    } else if (fromEnv !== undefined) values[name] = read(option, { text: fromEnv, source: variable });
    else values[name] = option.fallback;
  }
  return { values: Object.freeze(values) as OptionValues<Options>, given, operands };
}

/** What somebody who gave an argument that there is not may have meant: flags, or a flag with the argument as its value. */
function meantBy(argument: string, options: OptionTable): string[] {
  const names = Object.keys(options);
  const withWord = names.filter((name) => options[name].words?.includes(argument));
  if (withWord.length > 0) return withWord.map((name) => `--${flagOf(name)} ${argument}`);
  return suggestions(argument.replace(/^-+/, ""), names.map(flagOf)).map((flag) => `--${flag}`);
}

function read(option: Option<unknown>, { text, source }: { text: string; source: string }): unknown {
  if (text === "") throw new UsageError(`${source} must not be empty`);
  try {
    return option.parse(text);
  } catch (error) {
    throw new UsageError(`${source} ${JSON.stringify(text)} is not ${(error as Error).message}`);
  }
}

/**
 * Writes `--values -3,1` as `--values=-3,1`, so that a value with a minus in front is not taken for a flag, nor an empty one for
 * none; and a flag that needs no value, such as `--json`, as `--json=on`.
 */
function withValues(args: readonly string[], switches: ReadonlySet<string>): string[] {
  const written: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const [arg, value] = [args[i], args[i + 1]];
    if (switches.has(arg)) written.push(`${arg}=on`);
    else if (/^--[^=]+$/.test(arg) && value !== undefined && !value.startsWith("--")) written.push(`${arg}=${args[++i]}`);
    else written.push(arg);
  }
  return written;
}

/** What an option does, with its range and its default. */
export function optionText({ help, range, fallback }: Option<unknown>): string {
  const facts = range ? [`${range.min} to ${range.max}`] : [];
  if (typeof fallback === "string" || typeof fallback === "number") facts.push(`default ${fallback}`);
  return facts.length > 0 ? `${help} (${facts.join(", ")})` : help;
}

/** The lines of help for some options. What a long one does begins on a line of its own. */
export function optionsHelp(options: OptionTable): string[] {
  const rows = Object.entries(options).map(([name, option]) => ({
    left: `  --${flagOf(name)}${option.placeholder ? ` ${option.placeholder}` : ""}`,
    right: optionText(option),
  }));
  const width = Math.min(Math.max(...rows.map(({ left }) => left.length)) + 2, MAX_FLAG_COLUMNS);
  return rows.map(({ left, right }) => {
    const lines = wrapped(right, COLUMNS - width);
    const all = left.length + 2 <= width ? [left.padEnd(width) + lines[0], ...lines.slice(1)] : [left, ...lines];
    return all.map((line, i) => i === 0 ? line : " ".repeat(width) + line).join("\n");
  });
}

/** The most columns that a line of help has: a terminal has at least these. */
const COLUMNS = 80;
/** The most columns that the flags take of them. */
const MAX_FLAG_COLUMNS = 28;

/** A text in lines of at most `width` characters; a longer word has a line of its own. */
export function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines[lines.length - 1];
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The flag of an option, without its dashes. */
export function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The variable of the environment that belongs to an option. */
export function variableOf(name: string): string {
  return `APP_${flagOf(name).replaceAll("-", "_").toUpperCase()}`;
}
