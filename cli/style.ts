/** How text for people looks. */
import { createColors } from "picocolors";
import type { Colors } from "picocolors/types";
import type { Environment } from "./options.ts";
import type { Output } from "./shell.ts";

export interface Style {
  readonly colors: Colors;
  readonly columns: number;
}

/** The style for an output: colored only on a terminal, and not with `NO_COLOR`. */
export function styleOf(output: Output, { NO_COLOR, TERM }: Environment): Style {
  return { colors: createColors(output.isTerminal && !NO_COLOR && TERM !== "dumb"), columns: output.columns() };
}
