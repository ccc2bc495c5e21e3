/** Where in a JSON text something stands. */

/** How many tokens are looked at in one step: they take about a millisecond. */
const STEP_TOKENS = 4096;

/**
 * The offset at which the value with a path begins, or the deepest value on its way that is there, in steps. Cost: O(text), without
 * recursion.
 *
 * @param json valid JSON
 */
export function* offsetOf(json: string, path: readonly PropertyKey[]): Generator<void, number> {
  let at = afterSpace(json, 0);
  for (const key of path) {
    const next = yield* childOf(json, at, key);
    if (next === null) break;
    at = next;
  }
  return at;
}

/** The number of the line that an offset is in, from 1 on. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length;
}

/** Where the value of a key, or a place in a list, begins; the last one of a key that is there several times, as `JSON.parse` has it. */
function* childOf(json: string, at: number, key: PropertyKey): Generator<void, number | null> {
  const isObject = json[at] === "{";
  if (!isObject && json[at] !== "[") return null;
  let found: number | null = null;
  at = afterSpace(json, at + 1);
  for (let place = 0; json[at] !== "}" && json[at] !== "]" && at < json.length; place++) {
    if (place % STEP_TOKENS === STEP_TOKENS - 1) yield;
    let name: unknown = place;
    if (isObject) {
      const end = yield* afterValue(json, at);
      name = JSON.parse(json.slice(at, end));
      // Behind the colon.
      at = afterSpace(json, afterSpace(json, end) + 1);
    }
    if (name === key) found = at;
    at = afterSpace(json, yield* afterValue(json, at));
    if (json[at] === ",") at = afterSpace(json, at + 1);
  }
  return found;
}

/** Where the value that begins at an offset ends. */
function* afterValue(json: string, at: number): Generator<void, number> {
  const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[[{]|[\]}]|[^\s,:"[\]{}]+|[\s,:]+/y;
  token.lastIndex = at;
  for (let depth = 0, tokens = 1; token.lastIndex < json.length; tokens++) {
    if (tokens % STEP_TOKENS === 0) yield;
    const [text] = token.exec(json) ?? [];
    if (text === undefined) break;
    if (text === "{" || text === "[") depth++;
    if (text === "}" || text === "]") depth--;
    if (depth === 0) return token.lastIndex;
  }
  return json.length;
}

function afterSpace(json: string, at: number): number {
  const space = /\s*/y;
  space.lastIndex = at;
  space.test(json);
  return space.lastIndex;
}

/**
 * The number of the line at which a text stops being JSON, from 1 on. `JSON.parse` does not always tell. Cost: that of parsing it
 * O(log lines) times, each in a step.
 */
export function* brokenLine(text: string): Generator<void, number> {
  const ends = [...text.matchAll(/\r\n|\n|\r|$/g)].map(({ index }) => index);
  let [good, bad] = [0, ends.length];
  while (bad - good > 1) {
    yield;
    const middle = (good + bad) >>> 1;
    if (isBroken(text.slice(0, ends[middle - 1]))) bad = middle;
    else good = middle;
  }
  return bad;
}

/** Whether no text that begins like this can be JSON. */
function isBroken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const [, position] = error.message.match(/at position (\d+)/) ?? [];
    return position === undefined ? !error.message.startsWith("Unexpected end") : Number(position) < text.length;
  }
}
