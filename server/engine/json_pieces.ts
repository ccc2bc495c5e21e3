/** How many items of a list one piece has at most. */
const ITEMS = 256;

/**
 * The JSON of a value in pieces, for what would take long at once: a list, or one in an object, is cut.
 *
 * @param value what `JSON.parse` could have returned
 * @param isSorted whether the keys of objects come in order
 */
export function* jsonPieces(value: unknown, { isSorted = false } = {}): Generator<string> {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += ITEMS) {
      const part = value.slice(i, i + ITEMS);
      yield `${i === 0 ? "[" : ","}${JSON.stringify(isSorted ? part.map(sorted) : part).slice(1, -1)}`;
    }
    yield value.length === 0 ? "[]" : "]";
  } else if (typeof value === "object" && value !== null) {
    let separator = "{";
    for (const [key, item] of Object.entries(isSorted ? withSortedKeys(value) : value)) {
      if (item === undefined) continue;
      yield `${separator}${JSON.stringify(key)}:`;
      yield* jsonPieces(item, { isSorted });
      separator = ",";
    }
    yield separator === "{" ? "{}" : "}";
  } else yield JSON.stringify(value);
}

/** A value whose keys, and those of all in it, are in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return withSortedKeys(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, sorted(item)])));
}

function withSortedKeys(value: object): object {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1));
}
