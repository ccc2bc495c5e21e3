let segmenter: Intl.Segmenter | null = null;

/** A text in characters as a person counts them. (What tells them apart takes milliseconds to load: that is not part of each start.) */
export function charactersOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
