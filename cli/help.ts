/** The help that a terminal shows, made from the commands and their options. */
import { type Command, type Commands, optionsOf } from "./command.ts";
import { flagOf, optionsHelp, type OptionTable, variableOf } from "./options.ts";
import { didYouMean, suggestions } from "./suggestions.ts";
import { UsageError } from "./usage_error.ts";

const INTRODUCTION = [
  "app: a server for many clients at once, to learn, teach and test client-server",
  "programs: a sorted array, a quiz and counters",
];

/** What the program can be told beside its commands. */
const OTHERS = { "help [command]": "explains a command", "--version": "shows the version" };

/** The help for one command, or for the program. @throws {UsageError} for a command that does not exist */
export function helpText(name: string | undefined, commands: Commands): string {
  if (name === undefined) return overview(commands).join("\n");
  if (name === "help") return ["app help [command]", "", "Lists the commands, or explains one of them."].join("\n");
  if (!Object.hasOwn(commands, name)) throw unknownCommand(name, commands);
  return commandHelp(commands[name]).join("\n");
}

/** What to tell somebody who typed a command that does not exist. */
export function unknownCommand(name: string, commands: Commands): UsageError {
  const meant = suggestions(name.replace(/^-+/, ""), [...Object.keys(commands), "help", "version"])
    .map((known) => `app ${known === "version" ? "--version" : known}`);
  return new UsageError(`there is no command ${JSON.stringify(name)}: ${didYouMean(meant, "app help lists the commands")}`);
}

function commandHelp(command: Command): string[] {
  const { usage, about, options } = command;
  const groups = Object.entries(options).map(([heading, table]) => [
    ...heading ? [heading] : [],
    ...optionsHelp(table),
    "",
  ]);
  const variables = groups.length > 0 ? ["", ...groups.flat(), ...variablesHelp(optionsOf(command))] : [];
  return [...usage.map((form) => `app ${form}`), "", ...about, ...variables];
}

/** How variables are named, shown with one of the command's own flags: one of several words, if it has any. */
function variablesHelp(options: OptionTable): string[] {
  const names = Object.keys(options);
  const name = names.find((name) => flagOf(name).includes("-")) ?? names[0];
  return [
    `Every flag has an environment variable: --${flagOf(name)} has ${variableOf(name)}.`,
    "The flag takes precedence.",
  ];
}

function overview(commands: Commands): string[] {
  const rows = [...Object.values(commands).flatMap(({ overview }) => Object.entries(overview)), ...Object.entries(OTHERS)];
  const width = Math.max(...rows.map(([form]) => form.length)) + 2;
  return [
    ...INTRODUCTION,
    "",
    ...rows.map(([form, summary]) => `  app ${form.padEnd(width)}${summary}`),
    "",
    "To begin: app serve, and then in another terminal: nc 127.0.0.1 4000",
  ];
}
