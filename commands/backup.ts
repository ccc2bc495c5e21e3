import type { Command } from "../cli/command.ts";
import { operands } from "../cli/operands.ts";
import { print } from "../cli/shell.ts";
import { LOG_OPTIONS } from "../server/config.ts";
import { backUpJournal } from "../server/journal/backup.ts";
import { DataFolder } from "../server/journal/data_folder.ts";
import { logAddressOf, PLACE, withLog } from "./cluster.ts";
import { newServices, newState, summary } from "./data.ts";

export const backup: Command = {
  usage: ["backup DIR FILE", "backup nats://HOST[,HOST][/NAME] FILE [flags]"],
  overview: { "backup DIR FILE": "copies a server's data, even while it runs" },
  about: [
    "Copies the data in the data folder DIR, or in the log that several servers",
    "share, as it is at one moment, to a new FILE, and checks the copy. The servers",
    "may be running. app restore makes a data folder or a log from it.",
  ],
  options: { "For nats://:": LOG_OPTIONS },
  async run(args, shell) {
    const { given: [place, copy], values, flags } = operands("backup", {
      names: [PLACE, "FILE"],
      options: LOG_OPTIONS,
      args,
      env: shell.env,
    });
    const address = logAddressOf(place, flags);
    const findings = address
      ? await withLog(
        { ...values, stderr: shell.stderr },
        async ({ backUpLog }, options) => await backUpLog(copy, newServices, { ...options, address }),
      )
      : await backUpJournal(DataFolder.journalIn(place), copy, { state: newState() });
    return print(`Backed up ${place} to ${copy}: ${summary(findings)}`, shell);
  },
};
