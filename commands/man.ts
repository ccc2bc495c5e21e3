import type { Command, Commands } from "../cli/command.ts";
import { manPage } from "../cli/man_page.ts";
import { operands } from "../cli/operands.ts";
import { version } from "./version.ts";

/** @param commands all commands, itself among them */
export function man(commands: () => Commands): Command {
  return {
    usage: ["man"],
    overview: { "man": "prints the man page" },
    about: [
      "Prints the man page:",
      "  app man | man -l -                            reads it",
      "  app man > ~/.local/share/man/man1/app.1       installs it",
    ],
    options: {},
    run(args, { env, stdout }) {
      operands("man", { names: [], options: {}, args, env });
      stdout.write(manPage(commands(), version));
      return 0;
    },
  };
}
