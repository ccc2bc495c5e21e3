/** How many items of a list one piece has at most. */
const ITEMS = 256;

/**
 * The JSON of a value in pieces, for what would take long at once: a list, or one in an object, is cut.
 *
 * @param value what `JSON.parse` could have returned
 */
export function* jsonPieces(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += ITEMS) {
      yield `${i === 0 ? "[" : ","}${JSON.stringify(value.slice(i, i + ITEMS)).slice(1, -1)}`;
    }
    yield value.length === 0 ? "[]" : "]";
  } else if (typeof value === "object" && value !== null) {
    let separator = "{";
    for (const [key, item] of Object.entries(value)) {
      if (item === undefined) continue;
      yield `${separator}${JSON.stringify(key)}:`;
      yield* jsonPieces(item);
      separator = ",";
    }
    yield separator === "{" ? "{}" : "}";
  } else yield JSON.stringify(value);
}
