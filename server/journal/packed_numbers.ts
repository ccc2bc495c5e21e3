/**
 * Safe integers as bytes: four for each where all of them fit, else the eight of a double; in the order of this machine, which is
 * little-endian on all that Deno runs on.
 */

/** Packs `values[start..end)`. The bytes are valid while the values stay as they are. Cost: O(count). @throws {Error} where one is no safe integer */
export function packNumbers(values: Float64Array, start: number, end: number): Uint8Array {
  const integers = new Int32Array(end - start);
  for (let i = 0; i < integers.length; i++) {
    const value = values[start + i];
    integers[i] = value;
    if (integers[i] !== value) return packWide(values, start, end);
  }
  return asBytes(integers);
}

function packWide(values: Float64Array, start: number, end: number): Uint8Array {
  for (let i = start; i < end; i++) {
    if (!Number.isSafeInteger(values[i])) throw new Error(`${values[i]} is not a safe integer`);
  }
  return asBytes(values.subarray(start, end));
}

/** Unpacks so many integers. @throws {Error} where the bytes are not so many integers */
export function unpackNumbers(bytes: Uint8Array, count: number): Float64Array {
  const wide = bytes.length === 8 * count;
  if (!wide && bytes.length !== 4 * count) throw new Error(`${bytes.length} bytes are not ${count} integers`);
  // The bytes may lie anywhere in a larger buffer, where no number may begin.
  const { buffer } = bytes.slice();
  const values = wide ? new Float64Array(buffer) : Float64Array.from(new Int32Array(buffer));
  for (const value of values) if (!Number.isSafeInteger(value)) throw new Error(`${value} is not a safe integer`);
  return values;
}

function asBytes({ buffer, byteOffset, byteLength }: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
