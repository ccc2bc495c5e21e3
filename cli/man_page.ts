/** The page for `man`, made from the commands and their options; in the language of man(7). */
import type { Command, Commands } from "./command.ts";
import { flagOf, type OptionTable, optionText } from "./options.ts";

/** The page, for a version of the program. */
export function manPage(commands: Commands, version: string): string {
  return [
    `.TH APP 1 "" "app ${version}" "User Commands"`,
    ".SH NAME",
    escaped("app - a server for many clients at once, to learn, teach and test client-server programs"),
    ".SH SYNOPSIS",
    ...Object.values(commands).flatMap(({ usage }) => usage.flatMap((form) => [".br", `.B app ${escaped(form)}`])).slice(1),
    ".SH DESCRIPTION",
    ...paragraph(DESCRIPTION),
    ".SH COMMANDS",
    ...Object.entries(commands).flatMap(([name, command]) => section(name, command)),
    ".SH ENVIRONMENT",
    ...paragraph(ENVIRONMENT),
    ".SH EXIT STATUS",
    ...EXIT_STATUS.flatMap(([status, meaning]) => item(status, meaning)),
    ".SH FILES",
    ...FILES.flatMap(([file, meaning]) => item(file, meaning)),
    ".SH EXAMPLES",
    ...EXAMPLES.flatMap((
      [meaning, command],
    ) => [".PP", escaped(meaning), ".PP", ".in +4n", ".EX", escaped(command), ".EE", ".in"]),
    "",
  ].join("\n");
}

const DESCRIPTION = "The server keeps a sorted array of integers, runs a quiz for many players, and remembers counters. " +
  "Clients talk to it by lines of text over TCP and WebSocket, and over HTTP. Everything is in this one program.";

const ENVIRONMENT =
  "Every flag has an environment variable: --tcp-port 4000 is APP_TCP_PORT=4000. The flag takes precedence. " +
  "With NO_COLOR, nothing is colored.";

const EXIT_STATUS: readonly (readonly [string, string])[] = [
  ["0", "Success."],
  ["1", "Something failed, or what was checked is not right."],
  ["2", "The command line is wrong: the message says what is allowed."],
  ["130", "Somebody ended it before it was done."],
];

const FILES: readonly (readonly [string, string])[] = [
  ["./app-data/app.db", "What the server keeps; --data names another folder."],
  ["./app-data/server.log", "The server's log."],
];

const EXAMPLES: readonly (readonly [string, string])[] = [
  ["Start a server, and type at it in another terminal:", "app serve\nnc 127.0.0.1 4000"],
  ["Play the quiz:", "app client --mode quiz"],
  ["Let other computers connect:", "app serve --host 0.0.0.0"],
];

function section(name: string, { usage, about, options }: Command): string[] {
  return [
    `.SS app ${escaped(name)}`,
    ...usage.flatMap((form) => [".br", `.B app ${escaped(form)}`]).slice(1),
    ...aboutLines(about),
    ...Object.entries(options).flatMap(([heading, table]) => [
      ...heading ? [".PP", escaped(heading)] : [],
      ...optionLines(table),
    ]),
  ];
}

/** Lines that are indented stay as they are; the others are a paragraph. */
function aboutLines(about: readonly string[]): string[] {
  const lines: string[] = [".PP"];
  let kept = false;
  for (const line of about) {
    if (line.startsWith("  ") !== kept) lines.push(...kept ? [".EE", ".PP"] : [".PP", ".EX"]);
    kept = line.startsWith("  ");
    lines.push(escaped(line));
  }
  return kept ? [...lines, ".EE"] : lines;
}

function optionLines(table: OptionTable): string[] {
  return Object.entries(table).flatMap(([name, option]) => {
    const value = option.placeholder ? ` \\fI${escaped(option.placeholder)}\\fP` : "";
    return [".TP", `\\fB${escaped(`--${flagOf(name)}`)}\\fP${value}`, escaped(`${optionText(option)}.`)];
  });
}

function item(term: string, meaning: string): string[] {
  return [".TP", `\\fB${escaped(term)}\\fP`, escaped(meaning)];
}

function paragraph(text: string): string[] {
  return [".PP", escaped(text)];
}

/** A text in which nothing means anything to man(7). */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^(?=[.'])/gm, "\\&");
}
