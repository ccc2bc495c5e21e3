import { type Command, COMMANDS, SECTIONS, type Verb, VERBS } from "./command.ts";

/** The protocol's name and version, as the banner has it. */
export const PROTOCOL = "app/1";

/** What the server says first on every connection, without its end. */
export const BANNER = `# ${PROTOCOL} ready, type HELP`;

/** The lines of `HELP`, without the leading `# `: enough for someone who has never seen the protocol. */
export function helpOverview(): string[] {
  const width = Math.max(...VERBS.map((verb) => COMMANDS[verb].usage.length));
  const lines = [
    "Send one request per line: a verb, then its arguments, separated by spaces. Case does not matter.",
    "Each request gets one reply line, in order: OK and the result, or ERR, a code and an explanation.",
    "Lines that begin with # are notes for people, like this one. Lines that begin with * are events,",
    "such as the next question of a quiz. Neither kind is a reply.",
    `Numbers are integers from ${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}.`,
  ];
  for (const section of SECTIONS) {
    lines.push("", section);
    for (const verb of VERBS) {
      const { usage, summary, section: own }: Command = COMMANDS[verb];
      if (own === section) lines.push(`  ${usage.padEnd(width)}  ${summary}`);
    }
  }
  lines.push(
    "",
    "Try these:",
    ...["SORT 5 3 9 3", "GET", "RANK 5", "STATS", "HELP SORT", "QUIZ Ada"].map((line) => `  ${line}`),
  );
  return lines;
}

/** The lines of `HELP verb`, without the leading `# `. */
export function helpCommand(verb: Verb): string[] {
  const { usage, summary, details = [], example, arguments: expected }: Command = COMMANDS[verb];
  const lines = [usage, ...[summary, ...details].map((line) => `  ${line}`)];
  if (expected.kind === "integers") lines.push("  All or nothing: if one argument is invalid, nothing changes.");
  return [...lines, `  Example: ${example}`];
}
