/** The requests of a load as bytes, made before it begins. */
import { seededRandom } from "../server/seeded_random.ts";
import type { Dialect } from "./dialects/dialect.ts";
import type { Mix } from "./mix.ts";

/** How many requests are made; after the last one, a connection goes on with the first. */
const REQUESTS = 32_768;

/** Requests one behind the other. */
export interface Script {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each request begins, and, at the end, where the last one ends. */
  readonly offsets: Uint32Array;
  /** Which request of the mix each is. */
  readonly kinds: Uint8Array;
}

/** Makes requests in the mix's proportions. The same seed makes the same ones. */
export function makeScript({ mix, dialect, seed }: { mix: Mix; dialect: Dialect; seed: number }): Script {
  const random = seededRandom(seed);
  const total = mix.reduce((sum, { weight }) => sum + weight, 0);
  const kinds = new Uint8Array(REQUESTS);
  const offsets = new Uint32Array(REQUESTS + 1);
  const parts: string[] = [];
  for (let i = 0; i < REQUESTS; i++) {
    let drawn = random() * total;
    let kind = 0;
    while (kind < mix.length - 1 && (drawn -= mix[kind].weight) >= 0) kind++;
    const request = dialect.request(mix[kind].operation, random);
    parts.push(request);
    kinds[i] = kind;
    // Requests are ASCII.
    offsets[i + 1] = offsets[i] + request.length;
  }
  return { bytes: new TextEncoder().encode(parts.join("")), offsets, kinds };
}
