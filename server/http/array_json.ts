import { ByteWriter } from "../../protocol/byte_writer.ts";
import type { Turns } from "../turns.ts";
import type { SortedSnapshot } from "../array/sorted_snapshot.ts";

/** Up to this many values a body is made whole; a larger one goes out in pieces, as fast as the client takes them. */
const WHOLE_VALUES = 10_000;
const PIECE_BYTES = 65_536;
const COMMA = 0x2c;

/**
 * The body `{"count":…,"offset":…,"values":[…]}`, as JSON.
 *
 * @param count how many values the array holds
 * @param offset the position of the snapshot's first value
 */
export function arrayBody(
  { count, offset, values, turns }: { count: number; offset: number; values: SortedSnapshot; turns: Turns },
): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = encode(`{"count":${count},"offset":${offset},"values":[`, values);
  if (values.length <= WHOLE_VALUES) {
    const out = new ByteWriter();
    for (const piece of pieces) out.raw(piece, 0, piece.length);
    return out.bytes.subarray(0, out.length);
  }
  return new ReadableStream({
    async pull(controller) {
      await turns.share();
      const { value, done } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(value.slice());
    },
  });
}

/** The body in pieces; each is good until the next is asked for. */
function* encode(head: string, values: SortedSnapshot): Generator<Uint8Array<ArrayBuffer>> {
  const out = new ByteWriter();
  out.ascii(head);
  let first = true;
  for (const run of values.runs()) {
    for (let i = run.start; i < run.end; i++) {
      if (!first) out.byte(COMMA);
      first = false;
      out.integer(run.values[i]);
    }
    if (out.length >= PIECE_BYTES) {
      yield out.bytes.subarray(0, out.length);
      out.length = 0;
    }
  }
  out.ascii("]}");
  yield out.bytes.subarray(0, out.length);
}
