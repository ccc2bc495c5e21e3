// @ts-types="../std/delay.d.ts"
import { delay } from "@std/async/delay";
import type { Command } from "../cli/command.ts";
import { type ExitCode, type Shell, writerOf } from "../cli/shell.ts";
import { styleOf } from "../cli/style.ts";
import { parseReplayConfig, REPLAY_OPTIONS } from "../recording/replay_config.ts";

export const replay: Command = {
  usage: ["replay FILE HOST:PORT [flags]"],
  overview: { "replay FILE HOST:PORT": "replays a recording, and compares the answers" },
  about: [
    "Sends a server what the clients of a recording sent, and compares its answers",
    "with the recorded ones. Exits with 1 if one differs. It ignores what always",
    "differs: tokens, seconds, versions and the number of connections. A client that",
    "sent a recorded token sends the new one instead.",
  ],
  options: { "": REPLAY_OPTIONS },
  run: replayTo,
};

async function replayTo(args: readonly string[], { env, stdout, signal, interrupt }: Shell): Promise<ExitCode> {
  const config = parseReplayConfig(args, env);
  const { replay } = await import("../recording/replay.ts");
  const isSame = await replay(config, {
    elapsed: () => performance.now(),
    pause: (ms, signal) => delay(ms, { signal }),
    signal,
    style: styleOf(stdout, env),
    write: writerOf({ stdout, interrupt }),
  });
  if (signal.aborted) return 130;
  return isSame ? 0 : 1;
}
