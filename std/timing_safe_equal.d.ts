/**
 * Whether two byte arrays are equal, in a time that does not tell where they differ.
 *
 * @throws {TypeError} where their lengths differ
 */
export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;
