import { charactersOf } from "./characters.ts";
import { RequestError } from "./request_error.ts";

/** The longest name, in characters as a person counts them. */
const MAX_CHARACTERS = 40;
/** And in bytes, since one character can be made of any number of them: 40 of the largest emoji fit. */
const MAX_BYTES = 2048;

/** In how many code points one character can be: those of the largest emoji are ten. */
const MAX_CODE_POINTS = 16;

const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{White_Space}\u2800]*$/u;
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** What changes the direction of the text around it: a name could make a line of the ranking read as another. */
const BIDIRECTIONAL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Checks a player's name. @param howTo what to send instead @throws {RequestError} `bad-name` */
export function checkName(name: string, howTo = "send QUIZ and your name, for example QUIZ Ada"): string {
  const badName = (what: string) => new RequestError("bad-name", `${what}: ${howTo}`);
  const bytes = new TextEncoder().encode(name).length;
  if (bytes > MAX_BYTES) throw badName(`a name can have at most ${MAX_BYTES} bytes, and this one has ${bytes}`);
  const characters = charactersOf(name);
  const count = characters.length;
  if (count === 0) throw badName("a name is missing");
  if (INVISIBLE.test(name)) throw badName("a name needs something that can be seen");
  if (/^\.+$/.test(name)) throw badName("a name can't be dots alone");
  if (characters.some((character) => [...character].length > MAX_CODE_POINTS)) {
    throw badName(`one character of this name is made of more than ${MAX_CODE_POINTS} code points: use fewer marks`);
  }
  if (CONTROL.test(name)) throw badName("a name must not contain control characters");
  if (BIDIRECTIONAL.test(name)) throw badName("a name must not contain bidirectional control characters");
  if (count > MAX_CHARACTERS) throw badName(`a name can have at most ${MAX_CHARACTERS} characters, and this one has ${count}`);
  return name;
}
