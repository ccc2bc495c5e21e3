// @ts-types="../std/delay.d.ts"
import { delay } from "@std/async/delay";
import type { Command } from "../cli/command.ts";
import { type ExitCode, type Shell, writerOf } from "../cli/shell.ts";
import { styleOf } from "../cli/style.ts";
import { JUDGE_OPTIONS, parseJudgeConfig } from "../judge/config.ts";

export const judge: Command = {
  usage: ["judge HOST:PORT [flags]"],
  overview: { "judge HOST:PORT": "checks a server that you wrote" },
  about: [
    "Checks whether a server that somebody wrote, in any language, speaks the line",
    "protocol. Exits with 1 if a check fails. It leaves the array as it was, a",
    "finished game called Judge on the leaderboard, and the counters that it took at",
    "0.",
    "  level 1  answers a line",
    "  level 2  framing: lines in pieces, several at once, \\r\\n, too long, half-close",
    "  level 3  errors: wrong requests, and what they must not change",
    "  level 4  many clients at once: whole lines, their order, no lost updates",
    "  level 5  clients that vanish, stall, flood and drip, while others are served",
  ],
  options: { "": JUDGE_OPTIONS },
  run: judgeServer,
};

async function judgeServer(args: readonly string[], { env, stdout, signal, interrupt }: Shell): Promise<ExitCode> {
  const config = parseJudgeConfig(args, env);
  const { judge } = await import("../judge/mod.ts");
  const results = await judge(config, {
    random: Math.random,
    now: () => performance.now(),
    pause: (ms) => delay(ms),
    signal,
    style: styleOf(stdout, env),
    write: writerOf({ stdout, interrupt }),
  });
  if (signal.aborted) return 130;
  return results.some(({ outcome }) => outcome.status === "failed") ? 1 : 0;
}
