import { optionsHelp, type OptionTable } from "./options.ts";
import { didYouMean, suggestions } from "./suggestions.ts";
import { UsageError } from "./usage_error.ts";

const VARIABLES = [
  "Every flag has an environment variable: --tcp-port 4000 is APP_TCP_PORT=4000. The flag takes",
  "precedence.",
];

/** The options of the commands that have any; of the client those of every mode and of each one. */
export interface CommandOptions {
  readonly serve: OptionTable;
  readonly cert: OptionTable;
  readonly judge: OptionTable;
  readonly client: Readonly<Record<"common" | "sort" | "quiz" | "host" | "counter", OptionTable>>;
  /** Of those that look at a log that several servers share, and of `app restore`. */
  readonly log: OptionTable;
  readonly restore: OptionTable;
}

const HELP: Record<string, (options: CommandOptions) => string[]> = {
  serve: ({ serve }) => [
    "app serve [flags]",
    "",
    "Starts the server: lines over TCP, to type with nc, and over HTTP a live page, REST and the same",
    "lines over WebSocket. Ctrl-C stops it.",
    "",
    ...optionsHelp(serve),
    "",
    ...VARIABLES,
  ],
  client: ({ client }) => [
    "app client --mode sort|quiz|host|counter [flags]",
    "",
    "Talks to a server from the terminal.",
    "  sort     sends integers and shows them as they were sent and as they came back, sorted",
    "  quiz     plays ten questions alone, or in a room with others; without a terminal it reads one",
    "           answer per line, and an empty line skips",
    "  host     opens a room and runs its game by keys; without a terminal it reads one request per",
    "           line: START, NEXT, LOCK, UNLOCK, KICK name, END",
    "  counter  counts every half second, and the server remembers; c connects, s shuts the",
    "           connection down, q quits",
    "",
    "For every mode:",
    ...optionsHelp(client.common),
    "",
    "For --mode sort:",
    ...optionsHelp(client.sort),
    "",
    "For --mode quiz:",
    ...optionsHelp(client.quiz),
    "",
    "For --mode host:",
    ...optionsHelp(client.host),
    "",
    "For --mode counter:",
    ...optionsHelp(client.counter),
    "",
    ...VARIABLES,
  ],
  cert: ({ cert }) => [
    "app cert [flags]",
    "",
    "Makes a certificate for this computer and its private key, to try TLS with or to use it in a",
    "classroom: cert.pem for everybody, key.pem for the server alone. Prints how to use them.",
    "",
    ...optionsHelp(cert),
    "",
    ...VARIABLES,
  ],
  judge: ({ judge }) => [
    "app judge HOST:PORT [flags]",
    "",
    "Checks whether a server that somebody wrote, in any language, speaks the line protocol. Exits with",
    "1 if a check fails. It leaves the array as it was, a finished game called Judge on the leaderboard,",
    "and the counters that it took at 0.",
    "  level 1  answers a line",
    "  level 2  framing: lines in pieces, several at once, \\r\\n, long ones, half-closed connections",
    "  level 3  errors: wrong requests, and what they must not change",
    "  level 4  many clients at once: whole lines, their order, no lost updates",
    "  level 5  clients that vanish, stall, flood and drip, while others are served",
    "",
    ...optionsHelp(judge),
    "",
    ...VARIABLES,
  ],
  backup: ({ log }) => [
    "app backup DIR FILE",
    "app backup nats://HOST[,HOST][/NAME] FILE [flags]",
    "",
    "Copies the data in the data folder DIR, or in the log that several servers share, as it is at one",
    "moment, to a new FILE, and checks the copy. The servers may be running. app restore makes a data",
    "folder or a log of it.",
    "",
    "For nats://:",
    ...optionsHelp(log),
    "",
    ...VARIABLES,
  ],
  check: ({ log }) => [
    "app check DIR",
    "app check nats://HOST[,HOST][/NAME] [flags]",
    "",
    "Checks all the data in the data folder DIR, or in the log that several servers share. The servers",
    "may be running. Exits with 1 and says what is wrong if the data is damaged. Data that is the same",
    "has the same hash.",
    "",
    "For nats://:",
    ...optionsHelp(log),
    "",
    ...VARIABLES,
  ],
  restore: ({ restore }) => [
    "app restore FILE DIR",
    "app restore FILE nats://HOST[,HOST][/NAME] [flags]",
    "",
    "Makes a new data folder DIR of a backup, or a new log for several servers to share. Start the",
    "servers when that is done.",
    "",
    "For nats://:",
    ...optionsHelp(restore),
    "",
    ...VARIABLES,
  ],
  help: () => ["app help [command]", "", "Lists the commands, or explains one of them."],
};

/** The help for one command, or for the program. @throws {UsageError} for a command that does not exist */
export function helpText(command: string | undefined, options: CommandOptions): string {
  if (command === undefined) return overview();
  if (!Object.hasOwn(HELP, command)) throw unknownCommand(command);
  return HELP[command](options).join("\n");
}

/** What to tell somebody who typed a command that does not exist. */
export function unknownCommand(command: string): UsageError {
  const meant = suggestions(command.replace(/^-+/, ""), [...Object.keys(HELP), "version"])
    .map((name) => `app ${name === "version" ? "--version" : name}`);
  return new UsageError(`there is no command ${JSON.stringify(command)}: ${didYouMean(meant, "app help lists the commands")}`);
}

function overview(): string {
  return [
    "app: a server for many clients at once, to learn, teach and test client-server programs:",
    "a sorted array, a quiz and counters",
    "",
    "  app serve                  starts the server",
    "  app client --mode sort     sends integers and shows them sorted",
    "  app client --mode quiz     plays ten arithmetic questions, or in a room with others",
    "  app client --mode host     opens a room and runs its game",
    "  app client --mode counter  counts, and the server remembers",
    "  app cert                   makes a certificate, for TLS",
    "  app judge HOST:PORT        checks a server that you wrote",
    "  app backup DIR FILE        copies a server's data, also while it runs",
    "  app restore FILE DIR       makes a data folder of a backup",
    "  app check DIR              checks a server's data, also while it runs",
    "  app help [command]         explains a command",
    "  app --version              shows the version",
    "",
    "To begin: app serve, and then in another terminal: nc 127.0.0.1 4000",
  ].join("\n");
}
