import type { Turns } from "../../turns.ts";

/**
 * A body that is made piece by piece, as fast as the client takes it, and shares the event loop in between.
 *
 * @param pieces each is good until the next is asked for
 */
export function streamed(
  pieces: Iterator<Uint8Array<ArrayBuffer>>,
  turns: Pick<Turns, "share" | "measure">,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    async pull(controller) {
      await turns.share();
      turns.measure(() => {
        const { value, done } = pieces.next();
        if (done) controller.close();
        else controller.enqueue(value.slice());
      });
    },
  });
}

/** How many texts a piece has. */
const PIECE_TEXTS = 8;

/** Texts as pieces for {@linkcode streamed}. @param texts each takes a tenth of a millisecond or so to make */
export function* encodedTexts(texts: Iterable<string>): Generator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  let piece: string[] = [];
  for (const text of texts) {
    piece.push(text);
    if (piece.length < PIECE_TEXTS) continue;
    yield encoder.encode(piece.join(""));
    piece = [];
  }
  if (piece.length > 0) yield encoder.encode(piece.join(""));
}
