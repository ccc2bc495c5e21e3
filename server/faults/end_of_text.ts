/** Where the character ends that `bytes[end]` is in the middle of; `end` itself between two characters, or behind the last one. */
export function endOfText(bytes: Uint8Array, end: number): number {
  while (end < bytes.length && (bytes[end] & 0xc0) === 0x80) end++;
  return Math.min(end, bytes.length);
}
