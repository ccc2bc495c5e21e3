import type { Command } from "../cli/command.ts";
import { type ExitCode, type Shell, writerOf } from "../cli/shell.ts";
import { styleOf } from "../cli/style.ts";
import { DEMO_OPTIONS, parseDemoConfig } from "../demo/config.ts";

export const demo: Command = {
  usage: ["demo race [flags]"],
  overview: { "demo race": "shows what goes wrong without a semaphore" },
  about: [
    "Shows why a semaphore guards the array: two clients that add to it, step by",
    "step, without a semaphore and with one; then many that really race, and how many",
    "values were lost. It needs no server, and touches none.",
  ],
  options: { "": DEMO_OPTIONS },
  run: runDemo,
};

async function runDemo(args: readonly string[], { env, stdout, signal, interrupt }: Shell): Promise<ExitCode> {
  const config = parseDemoConfig(args, env);
  const { showRace } = await import("../demo/mod.ts");
  try {
    await showRace(config, {
      random: Math.random,
      signal,
      style: styleOf(stdout, env),
      write: writerOf({ stdout, interrupt }),
    });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return signal.aborted ? 130 : 0;
}
