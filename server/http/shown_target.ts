/** The keys of a query whose values are secrets, or are meant to be. */
const SECRET_KEY = /token|auth|pass|secret|key|bearer/i;

/**
 * The path and query of a request as the log shows them: without secrets, also percent-encoded ones.
 *
 * @param target as it came, such as `/api/array?count=1`
 * @param isSecret whether there is a secret in a text
 */
export function shownTarget(target: string, isSecret: (text: string) => boolean): string {
  // In a query, `+` can be a space.
  if ([target, percentDecoded(target), percentDecoded(target.replaceAll("+", " "))].some(isSecret)) return "(not shown)";
  const [path, query] = split(target, "?");
  if (query === undefined) return path;
  const pairs = query.split("&").map((pair) => {
    const [key, value] = split(pair, "=");
    return value !== undefined && SECRET_KEY.test(percentDecoded(key)) ? `${key}=(not shown)` : pair;
  });
  return `${path}?${pairs.join("&")}`;
}

/** The text in front of a separator, and behind it if there is one. */
function split(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** A text with its `%XX` decoded. Unlike `decodeURIComponent` it decodes whatever it can. */
function percentDecoded(text: string): string {
  const bytes = new TextEncoder().encode(text.replace(/%(?![0-9a-f]{2})/gi, "%25"));
  const decoded: number[] = [];
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] !== PERCENT) decoded.push(bytes[i]);
    else decoded.push(parseInt(String.fromCharCode(bytes[++i], bytes[++i]), 16));
  }
  return new TextDecoder().decode(Uint8Array.from(decoded));
}

const PERCENT = 0x25;
