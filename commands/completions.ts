import type { Command, Commands } from "../cli/command.ts";
import { COMPLETIONS, SHELLS } from "../cli/completions.ts";
import { operands } from "../cli/operands.ts";
import { alternatives } from "../cli/suggestions.ts";
import { UsageError } from "../cli/usage_error.ts";

/** @param commands all commands, itself among them */
export function completions(commands: () => Commands): Command {
  return {
    usage: ["completions bash|zsh|fish"],
    overview: { "completions bash|zsh|fish": "lets your shell complete commands" },
    about: [
      "Prints a script with which your shell completes commands, flags and values:",
      "  bash  app completions bash > ~/.local/share/bash-completion/completions/app",
      '  zsh   app completions zsh > "${fpath[1]}/_app"',
      "  fish  app completions fish > ~/.config/fish/completions/app.fish",
    ],
    options: {},
    run(args, { env, stdout }) {
      const { given: [name] } = operands("completions", { names: [SHELLS.join("|")], options: {}, args, env });
      const shell = SHELLS.find((known) => known === name);
      if (!shell) throw new UsageError(`there are no completions for ${JSON.stringify(name)}: name ${alternatives(SHELLS)}`);
      stdout.write(COMPLETIONS[shell](commands()));
      return 0;
    },
  };
}
