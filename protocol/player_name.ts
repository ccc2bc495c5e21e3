import { charactersOf } from "./characters.ts";
import { RequestError } from "./request_error.ts";

/** The longest name, in characters as a person counts them. */
const MAX_CHARACTERS = 40;
/** And in bytes, since one character can be made of any number of them: 40 of the largest emoji fit. */
const MAX_BYTES = 2048;

const CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** What changes the direction of the text around it: a name could make a line of the ranking read as another. */
const BIDIRECTIONAL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Checks a player's name. @param howTo what to send instead @throws {RequestError} `bad-name` */
export function checkName(name: string, howTo = "send QUIZ and your name, for example QUIZ Ada"): string {
  const badName = (what: string) => new RequestError("bad-name", `${what}: ${howTo}`);
  const bytes = new TextEncoder().encode(name).length;
  if (bytes > MAX_BYTES) throw badName(`a name can have at most ${MAX_BYTES} bytes, and this one has ${bytes}`);
  const count = charactersOf(name).length;
  if (count === 0) throw badName("a name is missing");
  if (CONTROL.test(name)) throw badName("a name must not contain control characters");
  if (BIDIRECTIONAL.test(name)) throw badName("a name must not contain bidirectional control characters");
  if (count > MAX_CHARACTERS) throw badName(`a name can have at most ${MAX_CHARACTERS} characters, and this one has ${count}`);
  return name;
}
