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
