/** What `FAULT` alone teaches, line by line, without the leading `# `. */
import { LINE_FAULTS } from "./line_faults.ts";

/** Faults are explained with an example in front. */
const EXAMPLE_WIDTH = Math.max(...Object.values(LINE_FAULTS).map(({ example }) => example.length)) + 2;

export function faultHelp(): string[] {
  return [
    "FAULT makes the server misbehave, but only towards this connection: to test",
    "your client. Your data is safe: an acknowledged change is kept, applied once.",
    "",
    "  FAULT delay=200±50 chop=1    sets these faults, and ends all others",
    "  FAULT off                    ends them",
    "",
    "The faults, and what each of them finds:",
    ...Object.values(LINE_FAULTS).flatMap(({ example, summary, exposes }) => [
      `  ${example.padEnd(EXAMPLE_WIDTH)}${summary}`,
      `  ${" ".repeat(EXAMPLE_WIDTH)}${exposes}`,
    ]),
    "",
    "With rate=0.2, each fault strikes 20 % of the lines that it could, by chance.",
    "With seed=7, chance is the same every time. Without it, the server chooses a",
    "seed, and the reply shows it. Faults combine. They spare replies to FAULT.",
  ];
}
