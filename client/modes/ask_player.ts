/** What a player is asked before a game and after it, one line at a time. */
import type { Colors } from "picocolors/types";
import { checkName } from "../../protocol/player_name.ts";
import { RequestError } from "../../protocol/request_error.ts";
import type { LineInput } from "../line_input.ts";
import { sentence } from "../room_text.ts";

/** Where the questions are asked. */
export interface Asking {
  readonly input: LineInput;
  readonly colors: Colors;
  /** Says what was wrong with an answer. */
  hint(text: string): void;
}

/** Asks for yes or no. @returns `false` also if there is no answer any more */
export async function askWhether({ input, colors, hint }: Asking, question: string): Promise<boolean> {
  for (;;) {
    input.prompt(`  ${colors.bold(question)} (yes or no) `);
    const answer = (await input.next())?.trim().toLowerCase();
    if (answer === undefined || /^no?$/.test(answer)) return false;
    if (/^y(es)?$/.test(answer)) return true;
    hint("Type yes or no.");
  }
}

/** Asks for a name, unless one was given. @returns `null` if there is no answer any more */
export async function askName({ input, colors, hint }: Asking, given: string | null): Promise<string | null> {
  for (let name = given;; name = null) {
    if (name === null) {
      input.prompt(`  ${colors.bold("Your name:")} `);
      name = await input.next();
      if (name === null) return null;
    }
    try {
      return checkName(name.trim());
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      hint(sentence(error.message));
    }
  }
}

/** Asks for the PIN of a room. @returns `null` if there is none to join */
export async function askPin({ input, colors, hint }: Asking, question: string): Promise<string | null> {
  for (;;) {
    input.prompt(`  ${colors.bold(question)} `);
    const pin = (await input.next())?.replaceAll(/\s/g, "") ?? "";
    if (pin === "" || /^no?$/i.test(pin)) return null;
    if (/^\d{6}$/.test(pin)) return pin;
    hint("A PIN has six digits. Just press Enter to leave.");
  }
}
