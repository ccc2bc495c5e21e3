import { UsageError } from "./usage_error.ts";

/** The arguments of a command that takes no flags, one for each name. @throws {UsageError} if there are more, or fewer */
export function operands<const Names extends readonly string[]>(
  command: string,
  names: Names,
  args: readonly string[],
): { [Index in keyof Names]: string } {
  const flag = args.find((arg) => arg.startsWith("-"));
  if (flag !== undefined) throw new UsageError(`${command} has no ${flag}: usage: app ${command} ${names.join(" ")}`);
  if (args.length === names.length && args.every((arg) => arg !== "")) return args as { [Index in keyof Names]: string };
  throw new UsageError(`${command} takes ${names.join(" and ")}: usage: app ${command} ${names.join(" ")}`);
}
