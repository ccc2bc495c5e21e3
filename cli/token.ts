import { messageOf } from "../protocol/message_of.ts";
import { text } from "./options.ts";
import { UsageError } from "./usage_error.ts";

/** The fewest characters that a token may have: a shorter one can be guessed. */
const MIN_CHARACTERS = 16;

/** The two options that give a token. */
export function tokenOptions(help: string) {
  return {
    token: text({ placeholder: "TOKEN", help, fallback: null }),
    tokenFile: text({
      placeholder: "FILE",
      help: "read the token from a file, so that it does not show in the list of processes",
      fallback: null,
    }),
  };
}

/** The token that the two options give, checked; `null` for none. @throws {UsageError} */
export function tokenOf(
  values: { readonly token: string | null; readonly tokenFile: string | null },
  given: ReadonlySet<string>,
): string | null {
  // A flag takes precedence over the environment.
  const token = given.has("tokenFile") && !given.has("token") ? null : values.token;
  const file = given.has("token") && !given.has("tokenFile") ? null : values.tokenFile;
  if (token !== null && file !== null) throw new UsageError("--token and --token-file do not go together: give one of them");
  if (file === null) return token === null ? null : checked(token, "the token");
  return checked(read(file).replace(/\r?\n$/, ""), `the token in ${file}`);
}

function read(file: string): string {
  try {
    return Deno.readTextFileSync(file);
  } catch (error) {
    throw new UsageError(`can't read the token from --token-file ${file}: ${messageOf(error).replace(/: \w+ '.*'$/s, "")}`);
  }
}

function checked(token: string, what: string): string {
  if (token.length < MIN_CHARACTERS) {
    throw new UsageError(
      `${what} must have at least ${MIN_CHARACTERS} characters, not ${token.length}: make one with openssl rand -base64 18`,
    );
  }
  if (!/^\S(.*\S)?$/.test(token)) {
    throw new UsageError(`${what} must be one line, with no space at its beginning or end`);
  }
  return token;
}
