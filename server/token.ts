/** The tokens of games and counters. */

/** How many characters a token has. */
export const TOKEN_LENGTH = 16;

/** A token that nobody can guess: letters, digits, `-` and `_`, each of them six random bits. */
export function newToken(): string {
  return crypto.getRandomValues(new Uint8Array(TOKEN_LENGTH * 6 / 8)).toBase64({ alphabet: "base64url" });
}
