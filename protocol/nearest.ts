// @ts-types="../std/levenshtein_distance.d.ts"
import { levenshteinDistance } from "@std/text/levenshtein-distance";

/** A word that is further away than this many keystrokes is not taken for a slip; a short one must be nearer. */
const NEAR = 2;
const SHORT = 3;
/** A longer word is a slip of none of ours; and the cost grows with its length. */
const LONG = 40;

/** Whether somebody who typed `word` may have meant `known`. Give both in the same case. */
export function isNear(word: string, known: string): boolean {
  return word.length <= LONG && levenshteinDistance(word, known) <= (word.length <= SHORT ? 1 : NEAR);
}

/** Which of the words somebody who typed `word` may have meant, the nearest one. Give all in the same case. */
export function nearest<Word extends string>(word: string, words: readonly Word[]): Word | null {
  const [best] = words.filter((known) => isNear(word, known))
    .sort((a, b) => levenshteinDistance(word, a) - levenshteinDistance(word, b));
  return best ?? null;
}
