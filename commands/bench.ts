import type { Command } from "../cli/command.ts";
import type { ExitCode, Shell } from "../cli/shell.ts";
import { styleOf } from "../cli/style.ts";
import { BENCH_OPTIONS, parseBenchConfig } from "../loadgen/config.ts";

export const bench: Command = {
  usage: ["bench HOST:PORT [flags]", "bench http://HOST:PORT [flags]"],
  overview: { "bench HOST:PORT": "measures how fast a server answers" },
  about: [
    "Puts a load on a server, and shows how many requests it answered and how long",
    "they took. Requests are add, sort, get, count, rank, range, remove, random, ping",
    "and stats, in the proportions of --mix. What it adds to the array stays there,",
    "so use a server that is meant for it: app serve --memory. Exits with 1 if a",
    "request failed. Ctrl-C ends it early, with the figures so far.",
  ],
  options: { "": BENCH_OPTIONS },
  run: benchServer,
};

async function benchServer(args: readonly string[], { env, stdout, stderr, signal }: Shell): Promise<ExitCode> {
  const config = parseBenchConfig(args, env, { random: Math.random, processors: navigator.hardwareConcurrency });
  const { runBench } = await import("../loadgen/mod.ts");
  const isGood = await runBench(config, {
    signal,
    style: styleOf(stdout, env),
    write: (text) => void stdout.write(text),
    progress: (text) => void (stderr.isTerminal && stderr.write(`\r\x1b[K${text}`)),
  });
  if (signal.aborted) return 130;
  return isGood ? 0 : 1;
}
