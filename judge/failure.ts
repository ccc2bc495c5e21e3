/** What was sent, what should have come, and what came. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly sent: string;
  readonly expected: string;
  readonly came: string;

  constructor({ sent, expected, came }: { sent: string; expected: string; came: string }) {
    super(`sent ${sent}, expected ${expected}, came ${came}`);
    this.sent = sent;
    this.expected = expected;
    this.came = came;
  }
}
