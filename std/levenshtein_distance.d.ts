/** How many insertions, deletions, substitutions and swaps lead from one text to the other. */
export function levenshteinDistance(from: string, to: string): number;
