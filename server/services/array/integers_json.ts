/** JSON bodies that hold many integers, written without a string for each. */
import { ByteWriter } from "../../../protocol/byte_writer.ts";
import type { NumberRun, NumberRuns } from "../../engine/number_runs.ts";
import type { Turns } from "../../turns.ts";
import { streamed } from "../rest/streamed.ts";

/** Up to this many values a body is made whole; a larger one goes out in pieces, as fast as the client takes them. */
const WHOLE_VALUES = 10_000;
const PIECE_BYTES = 65_536;
/** How many values are written between two looks at the length. */
const RUN_VALUES = 1024;
const COMMA = 0x2c;

/** A body with integers between two pieces of JSON, in ASCII. An array of integers must not be changed afterwards. */
export function integersBody(
  before: string,
  integers: NumberRuns | Float64Array,
  after: string,
  turns: Turns,
): Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = encode(before, integers instanceof Float64Array ? runsOf(integers) : integers.runs(), after);
  if (integers.length <= WHOLE_VALUES) {
    const out = new ByteWriter();
    for (const piece of pieces) out.raw(piece, 0, piece.length);
    return out.bytes.subarray(0, out.length);
  }
  return streamed(pieces, turns);
}

function* runsOf(values: Float64Array): Generator<NumberRun> {
  for (let start = 0; start < values.length; start += RUN_VALUES) {
    yield { values, start, end: Math.min(values.length, start + RUN_VALUES) };
  }
}

/** The body in pieces; each is good until the next is asked for. */
function* encode(before: string, runs: Iterable<NumberRun>, after: string): Generator<Uint8Array<ArrayBuffer>> {
  const out = new ByteWriter();
  out.ascii(before);
  let first = true;
  for (const run of runs) {
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
  out.ascii(after);
  yield out.bytes.subarray(0, out.length);
}
