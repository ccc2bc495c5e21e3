/**
 * Whether the log gave something else as the message as which it said that it keeps an own batch. All NATS nodes should have the same
 * messages under the same numbers; if they have not, nobody can tell which state is right.
 */
export class ForkCheck {
  /** As which messages the last own batch came out of the log: several if it came again. Batch 0 stands for joining. */
  #seen: { readonly number: number; readonly sequences: number[] } = { number: 0, sequences: [] };
  /** As which message the log says that it keeps an own batch. */
  #told: { readonly number: number; readonly sequence: number } | null = null;

  /** This server has joined, with a message: its batches are counted from there. */
  begin(sequence: number): void {
    this.#seen = { number: 0, sequences: [sequence] };
    this.#told = null;
  }

  /** An own batch has come out of the log. */
  sees(number: number, sequence: number): void {
    if (number < this.#seen.number) return;
    if (number > this.#seen.number) this.#seen = { number, sequences: [] };
    this.#seen.sequences.push(sequence);
  }

  /** The log has said as which message it keeps an own batch. */
  wasTold(number: number, sequence: number): void {
    this.#told = { number, sequence };
  }

  /** What was said is not looked at any more: this server is no member. */
  forget(): void {
    this.#told = null;
  }

  /** @param reached the last message that was applied */
  isForked(reached: number): boolean {
    if (!this.#told || reached < this.#told.sequence) return false;
    const { number, sequence } = this.#told;
    this.#told = null;
    return this.#seen.number < number || (this.#seen.number === number && !this.#seen.sequences.includes(sequence));
  }
}
