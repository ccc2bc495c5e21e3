const ZERO = 0x30;
const MINUS = 0x2d;

/**
 * Reads `bytes[start..end)` as an integer of the protocol: decimal digits, `-` allowed in front, between
 * `Number.MIN_SAFE_INTEGER` and `Number.MAX_SAFE_INTEGER`. `-0` is read as `0`.
 *
 * @returns the integer, or NaN for anything else
 */
export function parseInteger(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === MINUS;
  const first = negative ? start + 1 : start;
  if (first >= end) return NaN;
  let value = 0;
  for (let i = first; i < end; i++) {
    const digit = bytes[i] - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
    if (value > Number.MAX_SAFE_INTEGER) return NaN;
  }
  return negative && value !== 0 ? -value : value;
}
