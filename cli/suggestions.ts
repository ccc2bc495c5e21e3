import { isNear, nearest } from "../protocol/nearest.ts";

/**
 * What somebody who typed `word` may have meant: the names that have it as a part, as `--tcp-port` has `port`; else the
 * nearest name; else those with a part that is near.
 */
export function suggestions(word: string, names: readonly string[]): string[] {
  const withPart = (fits: (part: string) => boolean) => names.filter((name) => name.split(/[-_]/).some(fits));
  const exact = withPart((part) => part === word);
  if (exact.length > 0) return exact;
  const near = nearest(word, names);
  return near === null ? withPart((part) => isNear(word, part)) : [near];
}

/** `did you mean a, b or c?`, or else the text given. */
export function didYouMean(names: readonly string[], otherwise: string): string {
  return names.length > 0 ? `did you mean ${alternatives(names)}?` : otherwise;
}

/** `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  return words.length === 1 ? words[0] : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
