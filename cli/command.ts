import type { OptionTable } from "./options.ts";
import type { ExitCode, Shell } from "./shell.ts";

/** A command of the program. Its help, and its place in the list of commands, follow from this. */
export interface Command {
  /** How to call it, without `app`: a line for each form. */
  readonly usage: readonly string[];
  /** Its lines in the list of commands: how it is called, and what it does, in a few words. */
  readonly overview: Readonly<Record<string, string>>;
  /** What it does; lines of at most 80 characters. */
  readonly about: readonly string[];
  /** Its options, under their headings; those under the empty heading come first, with none. */
  readonly options: Readonly<Record<string, OptionTable>>;
  /** Runs it. What takes time to load is loaded only here: whoever starts a server does not wait for it. */
  run(args: readonly string[], shell: Shell): ExitCode | Promise<ExitCode>;
}

/** The commands by their names, in the order in which they are listed. */
export type Commands = Readonly<Record<string, Command>>;

/** All options of a command. */
export function optionsOf({ options }: Command): OptionTable {
  return Object.assign({}, ...Object.values(options));
}
