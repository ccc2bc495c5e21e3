/** What `app replay` prints. */
import { Buffer } from "node:buffer";
import { counted } from "../cli/counted.ts";
import { wrapped } from "../cli/options.ts";
import type { Style } from "../cli/style.ts";
import { CLOSED, type Difference, RESET } from "./comparison.ts";
import { escaped } from "./escaping.ts";
import type { Header } from "./format.ts";

export interface Summary {
  readonly connections: number;
  /** How many lines were sent, how many answers were the same, and how many were not. */
  readonly sent: number;
  readonly same: number;
  readonly different: number;
  readonly seconds: number;
}

/** Turns what comes into text, as it comes. */
export interface Reporter {
  begin(plan: { file: string; where: string; header: Header }): string;
  difference(difference: Difference): string;
  end(summary: Summary): string;
}

/** So many differences are shown; of the others only how many there are. */
const SHOWN = 20;
/** The most characters of a line that is shown. */
const SHOWN_CHARACTERS = 200;
/** Where the text of a fact begins, in columns. */
const FACT_COLUMN = 12;

export function textReporter({ colors, columns }: Style): Reporter {
  let differences = 0;
  const fact = (name: string, text: string) => {
    const lines = wrapped(text, Math.max(20, columns - FACT_COLUMN));
    return `${`  ${name}`.padEnd(FACT_COLUMN)}${lines.join(`\n${" ".repeat(FACT_COLUMN)}`)}\n`;
  };
  return {
    begin: ({ file, where, header: { server, started } }) =>
      `Replaying ${file} at ${colors.bold(where)}\n` +
      `Recorded ${safe(started.slice(0, 16).replace("T", " "))} UTC at ${safe(server)}\n\n`,

    difference({ connection, kind, line, sent, expected, got }) {
      if (++differences === SHOWN + 1) return "More differences are only counted; --json shows all.\n\n";
      if (differences > SHOWN) return "";
      return [
        `${colors.red(titleOf(expected, got))}: connection ${connection}, ${kind} ${line}\n`,
        ...sent === null ? [] : [fact("last sent", shown(sent))],
        fact("expected", expected === null ? "nothing more" : shown(expected)),
        fact("got", got === null ? "nothing" : shown(got)),
        "\n",
      ].join("");
    },

    end({ connections, sent, same, different, seconds }) {
      const verdict = different === 0
        ? colors.green(`All ${same} answers are the same.`)
        : colors.red(`${different} of ${same + different} answers differ.`);
      return `${counted(connections, "connection")}, ${counted(sent, "line")} sent, in ${seconds.toFixed(1)} s\n${verdict}\n`;
    },
  };
}

export function jsonReporter(): Reporter {
  const text = (line: string | null) => line === null ? null : shown(line, Infinity);
  const print = (event: string, facts: object) => `${JSON.stringify({ event, ...facts })}\n`;
  return {
    begin: ({ file, where, header }) => print("begin", { file, server: where, recorded: header }),
    difference: ({ connection, kind, line, sent, expected, got }) =>
      print("difference", { connection, kind, line, sent: text(sent), expected: text(expected), got: text(got) }),
    end: (summary) => print("end", { ...summary }),
  };
}

/** What stands in a file that anybody may have made. */
function safe(text: string): string {
  return escaped(Buffer.from(text));
}

function titleOf(expected: string | null, got: string | null): string {
  if (got === null) return "Missing";
  return expected === null ? "Too much" : "Different";
}

/** A line as people can read it, without its end. */
function shown(line: string, most = SHOWN_CHARACTERS): string {
  if (line === CLOSED) return "the server closes the connection";
  if (line === RESET) return "the server resets the connection";
  const text = escaped(Buffer.from(line.replace(/\n$/, ""), "latin1"));
  if (text === "") return most === Infinity ? "" : "an empty line";
  return text.length > most ? `${text.slice(0, most)}… (${line.length} bytes)` : text;
}
