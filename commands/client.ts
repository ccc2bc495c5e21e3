// @ts-types="../std/delay.d.ts"
import { delay } from "@std/async/delay";
import type { Command } from "../cli/command.ts";
import type { ExitCode, Shell } from "../cli/shell.ts";
import { styleOf } from "../cli/style.ts";
import { parseClientConfig } from "../client/config.ts";
import { runClient } from "../client/mod.ts";
import { CLIENT_OPTIONS } from "../client/options.ts";
import type { ClientDependencies, Terminal, Timing } from "../client/terminal.ts";
import { systemClock } from "../server/clock.ts";
import { seededRandom, seededStream } from "../server/seeded_random.ts";

const { common, sort, quiz, host, counter } = CLIENT_OPTIONS;

export const client: Command = {
  usage: ["client --mode sort|quiz|host|counter [flags]"],
  overview: {
    "client --mode sort": "sends integers and shows them sorted",
    "client --mode quiz": "plays ten arithmetic questions, or in a room",
    "client --mode host": "opens a room and runs its game",
    "client --mode counter": "counts, and the server remembers",
  },
  about: [
    "Talks to a server from the terminal.",
    "  sort     sends integers and shows them as they were sent and as they came",
    "           back, sorted",
    "  quiz     plays ten questions alone, or in a room with others; without a",
    "           terminal it reads one answer per line, and an empty line skips",
    "  host     opens a room and runs its game by keys; without a terminal it reads",
    "           one request per line: START, NEXT, LOCK, UNLOCK, KICK name, END",
    "  counter  counts every half second, and the server remembers; c connects,",
    "           s disconnects, q quits",
  ],
  options: {
    "For every mode:": common,
    "For --mode sort:": sort,
    "For --mode quiz:": quiz,
    "For --mode host:": host,
    "For --mode counter:": counter,
  },
  run: runTerminalClient,
};

const timing: Timing = {
  now: () => performance.now(),
  pause: (ms, signal) => delay(ms, { signal }),
  every: systemClock.every,
};

/** Real chance, or what a seed makes of it. */
function chanceFrom(seed: number | null): Pick<ClientDependencies, "random" | "randomOf"> {
  if (seed === null) return { random: Math.random, randomOf: () => Math.random };
  return { random: seededRandom(seed), randomOf: (number) => seededStream(seed, String(number)) };
}

async function runTerminalClient(
  args: readonly string[],
  { env, stdin, stdout, stderr, signal, interrupt }: Shell,
): Promise<ExitCode> {
  const config = parseClientConfig(args, env);
  let isRead = true;
  const write = (text: string) => {
    if (!isRead || stdout.write(text)) return;
    isRead = false;
    interrupt();
  };
  const terminal: Terminal = {
    write,
    print: (line) => write(`${line}\n`),
    progress(text) {
      if (stderr.isTerminal) stderr.write(`\r\x1b[K${text}`);
    },
    interactive: stdin.isTerminal && stdout.isTerminal,
    input: stdin,
    columns: stdout.columns,
    colors: styleOf(stdout, env).colors,
    signal,
    interrupt,
  };
  try {
    await runClient(config, { terminal, timing, ...chanceFrom(config.seed) });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return signal.aborted ? 130 : 0;
}
