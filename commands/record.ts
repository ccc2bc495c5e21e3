import type { Command } from "../cli/command.ts";
import { type ExitCode, type Shell, writerOf } from "../cli/shell.ts";
import { escapeControls } from "../protocol/quote.ts";
import { parseRecordConfig, RECORD_OPTIONS } from "../recording/record_config.ts";

export const record: Command = {
  usage: ["record --listen [HOST:]PORT --to HOST:PORT FILE [flags]"],
  overview: { "record FILE": "records what clients and a server say" },
  about: [
    "Stands between clients and a server that speaks in lines, in this protocol or",
    "another, and records what they say in FILE, as text with times. Bytes are passed",
    "on unchanged. Ctrl-C ends the recording. app replay replays it.",
  ],
  options: { "": RECORD_OPTIONS },
  run: recordTo,
};

async function recordTo(args: readonly string[], { env, stdout, stderr, signal, interrupt }: Shell): Promise<ExitCode> {
  const config = parseRecordConfig(args, env);
  const { record } = await import("../recording/record.ts");
  const isComplete = await record(config, {
    now: Date.now,
    elapsed: () => performance.now(),
    signal,
    write: writerOf({ stdout, interrupt }),
    warn: (text) => void stderr.write(`app: ${escapeControls(text)}\n`),
  });
  return isComplete ? 0 : 1;
}
