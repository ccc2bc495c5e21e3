/** Scripts by which a shell completes what somebody types, made from the commands and their options. */
import { type Command, type Commands, optionsOf } from "./command.ts";
import { expectedAt, type ExpectedValue } from "./expected_value.ts";
import { flagOf } from "./options.ts";
import { shellQuoted } from "./shell_quoted.ts";

/** The shells, and what makes their scripts. */
export const COMPLETIONS = { bash, zsh, fish } as const satisfies Record<string, (commands: Commands) => string>;
export const SHELLS = Object.keys(COMPLETIONS) as (keyof typeof COMPLETIONS)[];

/** A command as a shell sees it. */
interface Completed {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly CompletedFlag[];
  /** What stands behind the command, without a flag. */
  readonly operands: readonly ExpectedValue[];
}

interface CompletedFlag {
  /** Without its dashes. */
  readonly flag: string;
  readonly help: string;
  /** What its value is called; `null` for one without a value. */
  readonly placeholder: string | null;
  readonly value: ExpectedValue | null;
}

function completed(commands: Commands): Completed[] {
  const known = Object.entries(commands).map(([name, command]) => ({
    name,
    summary: summaryOf(command),
    flags: Object.entries(optionsOf(command)).map(([option, { help, placeholder = null }]) => ({
      flag: flagOf(option),
      help,
      placeholder,
      value: placeholder === null ? null : expectedAt(placeholder),
    })),
    operands: operandsIn(command.usage[0]).map(expectedAt),
  }));
  return [...known, { name: "help", summary: "explains a command", flags: [], operands: [Object.keys(commands)] }];
}

function summaryOf({ overview, about }: Command): string {
  const summaries = Object.values(overview);
  return summaries.length === 1 ? summaries[0] : about[0].replace(/\.$/, "");
}

/** The placeholders between a command's name and its flags. */
function operandsIn(usage: string): string[] {
  const [, ...words] = usage.split(" ");
  const end = words.findIndex((word) => /^[-[]/.test(word));
  return end < 0 ? words : words.slice(0, end);
}

function bash(commands: Commands): string {
  const list = completed(commands);
  const cases = list.flatMap(({ name, flags, operands }) => [
    ...flags.flatMap(({ flag, value }) => value === null ? [] : [`    '${name} --${flag}') ${bashReply(value)} ;;`]),
    ...operands.map((operand, i) => `    '${name} ${i + 1}') ${bashReply(operand)} ;;`),
  ]);
  const flagCases = list.map(({ name, flags }) =>
    `    ${name}) words='${[...flags.map(({ flag }) => `--${flag}`), "--help"].join(" ")}' ;;`
  );
  return `# bash completion for app: put it into ~/.local/share/bash-completion/completions/app
_app() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]} words= place=0 i
  COMPREPLY=()
  # Bash takes --flag=value for three words.
  if [[ $current == = ]]; then current=; elif [[ $before == = ]]; then before=\${COMP_WORDS[COMP_CWORD - 2]}; fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${[...list.map(({ name }) => name), "--help", "--version"].join(" ")}' -- "$current"))
    return
  fi
  # Which operand this is: flags and their values are none. A flag stands for itself.
  if [[ $before == --* ]]; then place=$before; else
    for ((i = 2; i <= COMP_CWORD; i++)); do [[ \${COMP_WORDS[i]} == -* ]] || ((place++)); done
  fi
  case "$command $place" in
${cases.join("\n")}
  esac
  [[ $current == -* || $place != [12] ]] || return
  case $command in
${flagCases.join("\n")}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _app app
`;
}

function bashReply(value: ExpectedValue): string {
  if (value === "anything") return "return";
  const how = value === "file" ? "-f" : value === "folder" ? "-d" : `-W '${value.join(" ")}'`;
  const names = value === "file" || value === "folder" ? "compopt -o filenames; " : "";
  return `[[ $current == -* ]] || { ${names}COMPREPLY=($(compgen ${how} -- "$current")); return; }`;
}

function zsh(commands: Commands): string {
  const list = completed(commands);
  const action = (value: ExpectedValue) =>
    value === "file" ? "_files" : value === "folder" ? "_files -/" : value === "anything" ? " " : `(${value.join(" ")})`;
  const cases = list.map(({ name, flags, operands }) => {
    const specs = [
      ...flags.map(({ flag, help, placeholder, value }) =>
        `--${flag}${value ? "=" : ""}[${zshEscaped(help)}]${value ? `:${zshEscaped(placeholder ?? "")}:${action(value)}` : ""}`
      ),
      "(- *)--help[explains the command]",
      ...operands.map((operand, i) => `${i + 1}:argument:${action(operand)}`),
    ];
    return `    ${name}) _arguments ${specs.map(shellQuoted).join(" \\\n      ")} ;;`;
  });
  return `#compdef app
# zsh completion for app: put it as _app into a folder of $fpath
_app() {
  local -a commands=(
${list.map(({ name, summary }) => `    ${shellQuoted(`${name}:${summary}`)}`).join("\n")}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  shift words
  ((CURRENT--))
  case $words[1] in
${cases.join("\n")}
  esac
}
_app "$@"
`;
}

/** Text between the brackets of an option, where colons and brackets mean something. */
function zshEscaped(text: string): string {
  return text.replace(/[[\]:\\]/g, "\\$&");
}

function fish(commands: Commands): string {
  const list = completed(commands);
  const values = (value: ExpectedValue) =>
    value === "file"
      ? " -rF"
      : value === "folder"
      ? " -xa '(__fish_complete_directories)'"
      : value === "anything"
      ? " -x"
      : ` -xa '${value.join(" ")}'`;
  const lines = list.flatMap(({ name, summary, flags, operands }) => [
    `complete -c app -n __fish_use_subcommand -a ${name} -d ${shellQuoted(summary)}`,
    ...flags.map(({ flag, help, value }) =>
      `complete -c app -n '__fish_seen_subcommand_from ${name}' -l ${flag}${value ? values(value) : ""} -d ${shellQuoted(help)}`
    ),
    ...operands.slice(0, 1).filter((operand) => operand !== "anything").map((operand) =>
      `complete -c app -n '__fish_seen_subcommand_from ${name}'${
        operand === "file" || operand === "folder" ? " -F" : ` -a '${operand.join(" ")}'`
      }`
    ),
  ]);
  return `# fish completion for app: put it into ~/.config/fish/completions/app.fish
complete -c app -f
complete -c app -n __fish_use_subcommand -l version -d 'shows the version'
${lines.join("\n")}
`;
}
