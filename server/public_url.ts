/** The URL at which people reach the server, if that is not the address at which it listens. */
export class PublicUrl {
  /** With a slash at its end, such as `https://example.org/quiz/`. */
  readonly href: string;
  /** Such as `https://example.org`. */
  readonly origin: string;
  /** Such as `example.org`; an IPv6 address has brackets. */
  readonly hostname: string;
  /** What is in front of every path, such as `/quiz`; empty where nothing is. */
  readonly basePath: string;

  private constructor({ origin, hostname, pathname }: URL) {
    this.origin = origin;
    this.hostname = hostname;
    this.basePath = pathname.replace(/\/+$/, "");
    this.href = `${origin}${this.basePath}/`;
  }

  /** @throws {Error} with what is allowed */
  static parse(text: string): PublicUrl {
    const url = webUrl(text);
    if (!url || !BASE_PATH.test(url.pathname)) {
      throw new Error("the http:// or https:// URL of a page, such as https://quiz.example.org or https://example.org/quiz");
    }
    if (OWN_PATHS.test(url.pathname)) {
      throw new Error(
        "a URL whose path is free: /api, /docs, /metrics, /ws and the screens (/play, /screen, /host, /lab) are the server's own",
      );
    }
    return new PublicUrl(url);
  }
}

/** A path that looks the same whether it is percent-encoded or not. */
const BASE_PATH = /^(\/[\w.~-]+)*\/?$/;
const OWN_PATHS = /^\/(api|docs|metrics|ws|play|screen|host|lab)(\/|$)/;

/**
 * Reads origins that are separated by commas.
 *
 * @example parseOrigins("https://a.example, http://localhost:3000")
 * @throws {Error} with what is allowed
 */
export function parseOrigins(text: string): readonly string[] {
  return text.split(",").map((part) => {
    const url = webUrl(part.trim());
    if (url?.pathname === "/") return url.origin;
    throw new Error(
      "a list of origins such as http://localhost:3000,https://class.example; * and null are not possible, since they would " +
        "let in every page that a browser has open",
    );
  });
}

/** An `http:` or `https:` URL of a place, not of one answer or one user; `null` for anything else. */
function webUrl(text: string): URL | null {
  if (!/^https?:\/\/[^/]/i.test(text) || /[?#@\\\s]/.test(text) || !URL.canParse(text)) return null;
  return new URL(text);
}
