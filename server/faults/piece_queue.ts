import type { FaultyPiece } from "./line_fault_script.ts";

/** A piece that waits to be sent, on a clock that never jumps. */
export interface HeldPiece {
  readonly piece: FaultyPiece;
  readonly dueAt: number;
}

/** The pieces that wait to be sent, in their order. Each operation costs O(1), save for {@linkcode hasLines}. */
export class PieceQueue {
  /** What waits, from `#first` on. */
  readonly #pieces: HeldPiece[] = [];
  #first = 0;
  /** How many bytes wait, with those that are being sent. */
  bytes = 0;

  get next(): HeldPiece | undefined {
    return this.#pieces[this.#first];
  }

  push(held: HeldPiece): void {
    this.#pieces.push(held);
    this.bytes += held.piece.bytes.length;
  }

  /** Takes the first one away. Its bytes count until they are {@linkcode sent}. */
  shift(): void {
    this.#first++;
    if (2 * this.#first < this.#pieces.length) return;
    this.#pieces.splice(0, this.#first);
    this.#first = 0;
  }

  sent(bytes: number): void {
    this.bytes -= bytes;
  }

  clear(): void {
    this.#pieces.length = this.#first = this.bytes = 0;
  }

  /** Whether so many lines wait. Cost: O(pieces). */
  hasLines(lines: number): boolean {
    let count = 0;
    for (let i = this.#first; i < this.#pieces.length && count < lines; i++) count += Number(this.#pieces[i].piece.endsLine);
    return count >= lines;
  }
}
