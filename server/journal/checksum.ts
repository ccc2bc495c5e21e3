import { crc32 } from "node:zlib";

/** The CRC-32 of what a row holds. */
export function checksum(text: string, bytes: Uint8Array): number {
  return crc32(bytes, crc32(text));
}
