import type { CommandEntry, CommandTable } from "./command.ts";

/** The protocol's name and version, as the banner has it. */
export const PROTOCOL = "app/1";

/** What the server says first on every connection, without its end. */
export const BANNER = `# ${PROTOCOL} ready, type HELP`;

/** The most columns of these lines: with the `# ` in front they fit into a terminal. */
const COLUMNS = 78;

/** The lines of `HELP`, without the leading `# `: enough for someone who has never seen the protocol. */
export function helpOverview({ sections, entries }: CommandTable): string[] {
  const width = Math.max(...entries.map(({ command }) => command.usage.length));
  return [
    "Send one request per line: a verb, then its arguments, separated by spaces.",
    "Case does not matter. Each request gets one reply line, in order: OK and the",
    "result, or ERR, a code and an explanation. Lines that begin with # are notes",
    "for people, like this one. Lines that begin with * are events, such as the",
    "next question of a quiz. Neither kind is a reply.",
    `Numbers are integers from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}.`,
    ...sections.flatMap(({ title, entries }) => [
      "",
      title,
      ...entries.flatMap(({ command: { usage, summary, role } }) => {
        const lines = wrapped(`${summary}${role === "host" ? " (host only)" : ""}`, COLUMNS - width - 4);
        return lines.map((line, i) => `  ${(i === 0 ? usage : "").padEnd(width)}  ${line}`);
      }),
    ]),
    "",
    "Try these:",
    ...entries.filter(({ command }) => command.isFirstStep).map(({ command }) => `  ${command.example}`),
  ];
}

/** A text in lines of at most `width` characters. */
function wrapped(text: string, width: number): string[] {
  return text.match(new RegExp(`.{1,${width}}(?= |$)`, "g"))?.map((line) => line.trim()) ?? [];
}

/** The lines of `HELP verb`, without the leading `# `. */
export function helpCommand({ command }: CommandEntry): string[] {
  const { usage, summary, details = [], example, arguments: expected, role } = command;
  const lines = [usage, ...[summary, ...details].flatMap((line) => wrapped(line, COLUMNS - 2)).map((line) => `  ${line}`)];
  if (expected.kind === "integers") lines.push("  All or nothing: if one argument is invalid, nothing changes.");
  if (role === "host") lines.push("  Host only: if the server has a host token, send AUTH and that token first.");
  return [...lines, `  Example: ${example}`];
}
