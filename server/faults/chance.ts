import { seededRandom } from "../seeded_random.ts";

/**
 * Random numbers from 0 up to 1 that belong to a seed and a name, the same at every run. Whatever happens by chance has a name of its
 * own, so that no other fault shifts it.
 */
export function chanceOf(seed: number, name: string): () => number {
  // FNV-1a, which begins with the seed.
  let hash = seed ^ 0x811c9dc5;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return seededRandom(hash);
}
