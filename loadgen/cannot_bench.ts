/** The load cannot be put on this server. The message is one line for people. */
export class CannotBench extends Error {
  override readonly name = "CannotBench";
}
