import type { Command } from "../cli/command.ts";
import { operands } from "../cli/operands.ts";
import { print } from "../cli/shell.ts";
import { RESTORE_OPTIONS } from "../server/config.ts";
import { restoreJournal } from "../server/journal/backup.ts";
import { logAddressOf, PLACE, withLog } from "./cluster.ts";
import { newServices, newState, summary } from "./data.ts";

export const restore: Command = {
  usage: ["restore FILE DIR", "restore FILE nats://HOST[,HOST][/NAME] [flags]"],
  overview: { "restore FILE DIR": "makes a data folder from a backup" },
  about: [
    "Makes a new data folder DIR from a backup, or a new log for several servers to",
    "share. Start the servers when that is done.",
  ],
  options: { "For nats://:": RESTORE_OPTIONS },
  async run(args, shell) {
    const { given: [file, place], values, flags } = operands("restore", {
      names: ["FILE", PLACE],
      options: RESTORE_OPTIONS,
      args,
      env: shell.env,
    });
    const address = logAddressOf(place, flags);
    const { replicas } = values;
    const findings = address
      ? await withLog(
        { ...values, stderr: shell.stderr },
        async ({ restoreLog }, options) => await restoreLog(file, newServices(), { ...options, address, replicas }),
      )
      : await restoreJournal(file, place, { state: newState() });
    return print(`Restored ${file} to ${place}: ${summary(findings)}`, shell);
  },
};
