/** The program can't do what it was started for. The message is one line for whoever started it: what is wrong and what to do. */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
}
