import type { CommandEntry, CommandTable } from "./command.ts";

/** The protocol's name and version, as the banner has it. */
export const PROTOCOL = "app/1";

/** What the server says first on every connection, without its end. */
export const BANNER = `# ${PROTOCOL} ready, type HELP`;

/** The lines of `HELP`, without the leading `# `: enough for someone who has never seen the protocol. */
export function helpOverview({ sections, entries }: CommandTable): string[] {
  const width = Math.max(...entries.map(({ command }) => command.usage.length));
  return [
    "Send one request per line: a verb, then its arguments, separated by spaces. Case does not matter.",
    "Each request gets one reply line, in order: OK and the result, or ERR, a code and an explanation.",
    "Lines that begin with # are notes for people, like this one. Lines that begin with * are events,",
    "such as the next question of a quiz. Neither kind is a reply.",
    `Numbers are integers from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}.`,
    ...sections.flatMap(({ title, entries }) => [
      "",
      title,
      ...entries.map(({ command: { usage, summary, role } }) =>
        `  ${usage.padEnd(width)}  ${summary}${role === "host" ? " (host only)" : ""}`
      ),
    ]),
    "",
    "Try these:",
    ...entries.filter(({ command }) => command.isFirstStep).map(({ command }) => `  ${command.example}`),
  ];
}

/** The lines of `HELP verb`, without the leading `# `. */
export function helpCommand({ command }: CommandEntry): string[] {
  const { usage, summary, details = [], example, arguments: expected, role } = command;
  const lines = [usage, ...[summary, ...details].map((line) => `  ${line}`)];
  if (expected.kind === "integers") lines.push("  All or nothing: if one argument is invalid, nothing changes.");
  if (role === "host") lines.push("  Host only: if the server has a host token, send AUTH and that token first.");
  return [...lines, `  Example: ${example}`];
}
