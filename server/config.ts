import { choice, type Environment, flag, integer, parseOptions, text } from "../cli/options.ts";
import { UsageError } from "../cli/usage_error.ts";

/** What `app serve` can be told. */
export const SERVE_OPTIONS = {
  host: text({ placeholder: "HOST", help: "the address to listen on; 0.0.0.0 lets other computers in", fallback: "127.0.0.1" }),
  tcpPort: integer({
    placeholder: "PORT",
    help: "for lines over TCP; 0 takes a free port",
    min: 0,
    max: 65_535,
    fallback: 4000,
  }),
  httpPort: integer({
    placeholder: "PORT",
    help: "for the page and REST; 0 takes a free port",
    min: 0,
    max: 65_535,
    fallback: 8000,
  }),
  data: text({ placeholder: "DIR", help: "the folder for what the server keeps", fallback: "./app-data" }),
  memory: flag({ help: "keep nothing: write nothing to disk" }),
  sync: choice(["full", "normal"], {
    help: "what was answered survives a power cut, or only the crash of the server, which is faster",
    fallback: "full",
  }),
  maxConnections: integer({
    placeholder: "N",
    help: "the most line connections at once",
    min: 1,
    max: 1_000_000,
    fallback: 10_000,
  }),
  maxLine: integer({
    placeholder: "BYTES",
    help: "the longest line, and the largest body over REST",
    min: 64,
    max: 1_073_741_824,
    fallback: 1_048_576,
  }),
  idleSeconds: integer({
    placeholder: "S",
    help: "close a connection on which nothing moves for so long; 0 for never",
    min: 0,
    max: 31_536_000,
    fallback: 3600,
  }),
  quizSeats: integer({
    placeholder: "N",
    help: "how many play the quiz at a time; others wait in line",
    min: 1,
    max: 100_000,
    fallback: 64,
  }),
  quizSeconds: integer({
    placeholder: "S",
    help: "how long a question is open; 0 for no limit",
    min: 0,
    max: 86_400,
    fallback: 0,
  }),
  quizResumeSeconds: integer({
    placeholder: "S",
    help: "how long a player whose connection is lost may come back",
    min: 0,
    max: 86_400,
    fallback: 300,
  }),
  token: text({
    placeholder: "TOKEN",
    help: "changes need this token: AUTH TOKEN, or a bearer token over REST",
    fallback: null,
  }),
  logMessages: choice(["on", "off"], { help: "log each message in both directions", fallback: "on" }),
  logLevel: choice(["debug", "info", "warning", "error"], {
    help: "the least that is logged of the server's own life",
    fallback: "info",
  }),
  json: flag({ help: "print one JSON object a line" }),
} as const;

/** How a server is to run: what the flags and the environment say, checked. */
export type ServerConfig = ReturnType<typeof parseServerConfig>;

/** @throws {UsageError} with what is wrong and what is allowed */
export function parseServerConfig(args: readonly string[], env: Environment) {
  const { values, given } = parseOptions(SERVE_OPTIONS, { command: "serve", args, env });
  const [data, memory] = [given.has("data"), given.has("memory") && values.memory];
  if (data && memory) throw new UsageError("--data and --memory do not go together: with --memory nothing is kept");
  if (values.token !== null && !/^\S(.*\S)?$/.test(values.token)) {
    throw new UsageError("a token must not begin or end with a space, or have a line end in it: nobody could send it");
  }
  // A flag wins over the environment.
  return data ? { ...values, memory: false } : values;
}
