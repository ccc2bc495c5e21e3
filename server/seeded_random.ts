/** Random numbers from 0 up to 1 that are the same at every run (mulberry32). */
export function seededRandom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The same for one of several who draw: each has random numbers of its own, which follow from the seed and its name. What the others
 * draw does not shift them.
 */
export function seededStream(seed: number, name: string): () => number {
  let hash = seed;
  // FNV-1a: each step can be undone, so other seeds give other numbers under the same name.
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return seededRandom(hash);
}
