import { fileProblem } from "../protocol/message_of.ts";
import { text } from "./options.ts";
import { UsageError } from "./usage_error.ts";

/** The fewest characters that a token may have: a shorter one can be guessed. */
const MIN_CHARACTERS = 16;

const NOT_IN_PROCESSES = "from a file, which keeps it out of the process list";

/** The two options that give a token. */
export function tokenOptions(help: string) {
  return {
    token: text({ placeholder: "TOKEN", help, fallback: null }),
    tokenFile: text({ placeholder: "FILE", help: `read the token ${NOT_IN_PROCESSES}`, fallback: null }),
  };
}

/** The two options that give the host token. */
export function hostTokenOptions(help: string) {
  return {
    hostToken: text({ placeholder: "TOKEN", help, fallback: null }),
    hostTokenFile: text({ placeholder: "FILE", help: `read the host token ${NOT_IN_PROCESSES}`, fallback: null }),
  };
}

type Values<Name extends string> = { readonly [Key in Name | `${Name}File`]: string | null };

/** The token that the two options give, checked; `null` for none. @throws {UsageError} */
export function tokenOf(values: Values<"token">, given: ReadonlySet<string>): string | null {
  return secretOf({
    what: "the token",
    text: { flag: "--token", value: values.token, isFlag: given.has("token") },
    file: { flag: "--token-file", value: values.tokenFile, isFlag: given.has("tokenFile") },
  });
}

/** The host token that the two options give, checked; `null` for none. @throws {UsageError} */
export function hostTokenOf(values: Values<"hostToken">, given: ReadonlySet<string>): string | null {
  return secretOf({
    what: "the host token",
    text: { flag: "--host-token", value: values.hostToken, isFlag: given.has("hostToken") },
    file: { flag: "--host-token-file", value: values.hostTokenFile, isFlag: given.has("hostTokenFile") },
  });
}

/** An option, and whether it was given as a flag. */
interface Given {
  readonly flag: string;
  readonly value: string | null;
  readonly isFlag: boolean;
}

function secretOf({ what, text, file }: { what: string; text: Given; file: Given }): string | null {
  // A flag takes precedence over the environment.
  const secret = file.isFlag && !text.isFlag ? null : text.value;
  const path = text.isFlag && !file.isFlag ? null : file.value;
  if (secret !== null && path !== null) {
    throw new UsageError(`${text.flag} and ${file.flag} do not go together: give one of them`);
  }
  if (path === null) return secret === null ? null : checked(secret, what);
  return checked(read(path, { what, flag: file.flag }).replace(/\r?\n$/, ""), `${what} in ${path}`);
}

function read(file: string, { what, flag }: { what: string; flag: string }): string {
  try {
    return Deno.readTextFileSync(file);
  } catch (error) {
    throw new UsageError(`can't read ${what} from ${flag} ${file}: ${fileProblem(error)}`);
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
