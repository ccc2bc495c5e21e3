import { CLIENT_OPTIONS } from "../client/config.ts";
import { SERVE_OPTIONS } from "../server/config.ts";
import { UsageError } from "./usage_error.ts";
import { optionsHelp } from "./options.ts";

const TWINS = "Every flag has a twin in the environment: --tcp-port 4000 is APP_TCP_PORT=4000. A flag wins.";

const HELP: Record<string, () => string[]> = {
  serve: () => [
    "app serve [flags]",
    "",
    "Starts the server: lines over TCP, to type with nc, and over HTTP a live page, REST and lines over WebSocket. Ctrl-C stops it.",
    "",
    ...optionsHelp(SERVE_OPTIONS),
    "",
    TWINS,
  ],
  client: () => [
    "app client --mode sort|quiz|counter [flags]",
    "",
    "Talks to a server from the terminal.",
    "  sort     sends integers, and shows them as they went out and as they came back, in ascending order",
    "  quiz     plays ten questions; without a terminal the answers are read as lines, an empty line skips",
    "  counter  counts every half second, and the server remembers; c connects, s shuts the connection down, q leaves",
    "",
    "For every mode",
    ...optionsHelp(CLIENT_OPTIONS.common),
    "",
    "For --mode sort",
    ...optionsHelp(CLIENT_OPTIONS.sort),
    "",
    "For --mode quiz",
    ...optionsHelp(CLIENT_OPTIONS.quiz),
    "",
    "For --mode counter",
    ...optionsHelp(CLIENT_OPTIONS.counter),
    "",
    TWINS,
  ],
  backup: () => [
    "app backup DIR FILE",
    "",
    "Copies what the server in the data folder DIR keeps, as it is at one moment, into a new FILE, and checks the copy. The server may",
    "run, and goes on meanwhile. To use the copy, put it as app.db into a new folder, and start a server there with --data.",
  ],
  check: () => [
    "app check DIR",
    "",
    "Verifies all that the server in the data folder DIR keeps, also while it runs. Exits with 1, and tells what is wrong, where it",
    "is not sound.",
  ],
  help: () => ["app help [command]", "", "Tells what app can do, or what one command takes."],
};

/** The help for one command, or for the program. @throws {UsageError} for a command that there is not */
export function helpText(command?: string): string {
  if (command === undefined) return overview();
  if (!Object.hasOwn(HELP, command)) {
    throw new UsageError(`there is no command ${JSON.stringify(command)}: it is ${Object.keys(HELP).join(", ")}`);
  }
  return HELP[command]().join("\n");
}

function overview(): string {
  return [
    "app: a server for many clients at once, to learn, teach and test client-server programs: a sorted array, a quiz and counters",
    "",
    "  app serve                 starts the server",
    "  app client --mode sort    sends it integers and shows them sorted",
    "  app client --mode quiz    plays ten arithmetic questions",
    "  app client --mode counter counts, and the server remembers",
    "  app backup DIR FILE       copies what a server keeps, while it runs",
    "  app check DIR             verifies what a server keeps",
    "  app help [command]        tells what a command takes",
    "  app --version             tells the version",
    "",
    "To begin: app serve, and then in another terminal: nc 127.0.0.1 4000",
  ].join("\n");
}
