import { type Command, COMMANDS, SECTIONS, type Verb, VERBS } from "./command.ts";

/** The protocol's name and version, as the banner has it. */
export const PROTOCOL = "app/1";

/** What the server says first on every connection, without its end. */
export const BANNER = `# ${PROTOCOL} ready, type HELP`;

/** The lines of `HELP`, without the `# ` in front: enough for someone who has never seen the protocol. */
export function helpOverview(): string[] {
  const width = Math.max(...VERBS.map((verb) => COMMANDS[verb].usage.length));
  const lines = [
    `Send one request a line: a verb, and what it needs with spaces in between. Verbs may be lower case.`,
    `Each gets one reply line, in order: OK and the answer, or ERR, a code, what was wrong and what to send instead.`,
    `Lines from the server that begin with # are text for people, as this one. Those with * tell that something`,
    `happened, such as the next question of a quiz. Neither is a reply.`,
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
    "To try it, paste these:",
    ...["SORT 5 3 9 3", "GET", "RANK 5", "STATS", "HELP SORT", "QUIZ Ada"].map((line) => `  ${line}`),
  );
  return lines;
}

/** The lines of `HELP verb`, without the `# ` in front. */
export function helpCommand(verb: Verb): string[] {
  const { usage, summary, example, changes }: Command = COMMANDS[verb];
  const lines = [usage, `  ${summary}`];
  if (changes) lines.push("  It is done whole or not at all: one bad argument, and nothing of it is done.");
  return [...lines, `  As in: ${example}`];
}
