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
 * Reads arguments, of which one belongs to each name, and flags, in any order.
 *
 * @throws {UsageError} if there are more arguments, or fewer, or a flag that there is not
 */
export function operands<const Names extends readonly string[], Options extends OptionTable>(
  command: string,
  { names, options, args, env }: { names: Names; options: Options; args: readonly string[]; env: Environment },
): Operands<Names, Options> {
  const usage = `usage: app ${[command, ...names].join(" ")}`;
  const { values, given: flags, operands: given } = parseOptions(options, { command, args, env, takesOperands: true });
  if (given.length !== names.length || given.includes("")) {
    throw new UsageError(`${command} takes ${names.join(" and ") || "no arguments"}: ${usage}`);
  }
  return { given: given as { [Index in keyof Names]: string }, values, flags };
}
