/** The commands of the program, and how one of them is run. */
import { type Commands, optionsOf } from "../cli/command.ts";
import { checkEnvironment } from "../cli/environment.ts";
import { helpText, unknownCommand } from "../cli/help.ts";
import { type ExitCode, print, type Shell } from "../cli/shell.ts";
import { UsageError } from "../cli/usage_error.ts";
import { ConnectionError, ReplyError } from "../client/line_link.ts";
import { wrapWords } from "../client/wrap_words.ts";
import { CannotJudge } from "../judge/cannot_judge.ts";
import { CannotBench } from "../loadgen/cannot_bench.ts";
import { escapeControls } from "../protocol/quote.ts";
import { OperatorError } from "../server/operator_error.ts";
import { backup } from "./backup.ts";
import { bench } from "./bench.ts";
import { cert } from "./cert.ts";
import { check } from "./check.ts";
import { client } from "./client.ts";
import { completions } from "./completions.ts";
import { demo } from "./demo.ts";
import { health } from "./health.ts";
import { judge } from "./judge.ts";
import { man } from "./man.ts";
import { record } from "./record.ts";
import { replay } from "./replay.ts";
import { restore } from "./restore.ts";
import { serve } from "./serve.ts";
import { versionText } from "./version.ts";

export const COMMANDS: Commands = {
  serve,
  client,
  cert,
  judge,
  bench,
  record,
  replay,
  demo,
  backup,
  restore,
  check,
  health,
  completions: completions(() => COMMANDS),
  man: man(() => COMMANDS),
};

/** What may go wrong without being a bug: its message is all that there is to tell. */
const EXPECTED = [UsageError, OperatorError, ConnectionError, ReplyError, CannotJudge, CannotBench];

/** Runs the program with these arguments. */
export async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  try {
    return await runCommand(args, shell);
  } catch (error) {
    const expected = EXPECTED.some((kind) => error instanceof kind);
    const text = error instanceof Error ? expected ? error.message : error.stack ?? error.message : String(error);
    const line = `app: ${expected ? escapeControls(text) : text}`;
    const wraps = expected && shell.stderr.isTerminal;
    shell.stderr.write(`${wraps ? wrapWords(line, shell.stderr.columns()) : line}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function runCommand([name = "help", ...args]: readonly string[], shell: Shell): Promise<ExitCode> {
  if (["help", "--help", "-h"].includes(name)) return print(helpText(args[0], COMMANDS), shell);
  if (name === "--version") return print(versionText(), shell);
  if (!Object.hasOwn(COMMANDS, name)) throw unknownCommand(name, COMMANDS);
  if (args.some((arg) => arg === "--help" || arg === "-h")) return print(helpText(name, COMMANDS), shell);
  checkEnvironment(shell.env, Object.values(COMMANDS).map(optionsOf));
  return await COMMANDS[name].run(args, shell);
}
