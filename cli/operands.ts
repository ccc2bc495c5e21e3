import { type Environment, type OptionTable, type OptionValues, parseOptions } from "./options.ts";
import { UsageError } from "./usage_error.ts";

/** What a command was given that takes arguments without a flag. */
export interface Operands<Names extends readonly string[], Options extends OptionTable> {
  /** The arguments, one for each name. */
  readonly given: { readonly [Index in keyof Names]: string };
  readonly values: OptionValues<Options>;
  /** Which options were given as flags. */
  readonly flags: ReadonlySet<keyof Options>;
}

/**
 * Reads arguments, of which one belongs to each name, and flags that take a value, in any order.
 *
 * @throws {UsageError} if there are more arguments, or fewer, or a flag that there is not
 */
export function operands<const Names extends readonly string[], Options extends OptionTable>(
  command: string,
  { names, options, args, env }: { names: Names; options: Options; args: readonly string[]; env: Environment },
): Operands<Names, Options> {
  const usage = `usage: app ${command} ${names.join(" ")}`;
  const flagged: string[] = [];
  const given: string[] = [];
  for (let i = 0; i < args.length; i++) {
    if (!args[i].startsWith("-")) given.push(args[i]);
    else if (args[i].includes("=")) flagged.push(args[i]);
    else flagged.push(args[i], ...args.slice(i + 1, ++i + 1));
  }
  const { values, given: flags } = parseOptions(options, { command, args: flagged, env });
  if (given.length !== names.length || given.includes("")) {
    throw new UsageError(`${command} takes ${names.join(" and ")}: ${usage}`);
  }
  return { given: given as { [Index in keyof Names]: string }, values, flags };
}
