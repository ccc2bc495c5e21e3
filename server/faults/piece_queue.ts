import type { FaultyPiece } from "./line_fault_script.ts";

/** What a piece counts for beside its bytes: a short line takes much more memory than they do. */
const PIECE_BYTES = 256;

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
  /** How much waits, with what is being sent: see {@linkcode sizeOf}. */
  size = 0;

  get next(): HeldPiece | undefined {
    return this.#pieces[this.#first];
  }

  push(held: HeldPiece): void {
    this.#pieces.push(held);
    this.size += sizeOf(held.piece);
  }

  /** Takes the first one away. It counts until it is {@linkcode sent}. */
  shift(): void {
    this.#first++;
    if (2 * this.#first < this.#pieces.length) return;
    this.#pieces.splice(0, this.#first);
    this.#first = 0;
  }

  /** So much was sent. */
  sent(size: number): void {
    this.size -= size;
  }

  clear(): void {
    this.#pieces.length = this.#first = this.size = 0;
  }

  /** Whether so many lines wait. Cost: O(pieces). */
  hasLines(lines: number): boolean {
    let count = 0;
    for (let i = this.#first; i < this.#pieces.length && count < lines; i++) count += Number(this.#pieces[i].piece.endsLine);
    return count >= lines;
  }
}

/** How much a piece counts for, in bytes. */
export function sizeOf({ bytes }: FaultyPiece): number {
  return bytes.length + PIECE_BYTES;
}
