/** The command line or the environment is wrong. The message is one line that names what, and says what is allowed. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
