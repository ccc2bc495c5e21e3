import type { Command } from "../cli/command.ts";
import { operands } from "../cli/operands.ts";
import { print } from "../cli/shell.ts";
import { LOG_OPTIONS } from "../server/config.ts";
import { checkJournal } from "../server/journal/check.ts";
import { DataFolder } from "../server/journal/data_folder.ts";
import { logAddressOf, PLACE, withLog } from "./cluster.ts";
import { newServices, newState, summary } from "./data.ts";

export const check: Command = {
  usage: ["check DIR", "check nats://HOST[,HOST][/NAME] [flags]"],
  overview: { "check DIR": "checks a server's data, even while it runs" },
  about: [
    "Checks all the data in the data folder DIR, or in the log that several servers",
    "share. The servers may be running. Exits with 1 and says what is wrong if the",
    "data is damaged. Data that is the same has the same hash.",
  ],
  options: { "For nats://:": LOG_OPTIONS },
  async run(args, shell) {
    const { given: [place], values, flags } = operands("check", { names: [PLACE], options: LOG_OPTIONS, args, env: shell.env });
    const address = logAddressOf(place, flags);
    const findings = address
      ? await withLog(
        { ...values, stderr: shell.stderr },
        async ({ checkLog }, options) => await checkLog(newServices(), { ...options, address }),
      )
      : checkJournal(DataFolder.journalIn(place), newState());
    if (findings.problems.length === 0) return print(`No problems in ${place}: ${summary(findings)}`, shell);
    for (const problem of findings.problems) print(`Problem in ${place}: ${problem}`, shell);
    return 1;
  },
};
