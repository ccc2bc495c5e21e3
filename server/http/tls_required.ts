import { problemText } from "../services/rest/problem.ts";

/**
 * Answers a request that came without TLS to a port that speaks HTTPS. Whoever types an address into a browser is sent on. Any other
 * client gets an error: one that was sent on would show its token to everybody on the way, each time.
 */
export function tlsRequired(request: Request): Response {
  const url = new URL(request.url);
  url.protocol = url.protocol === "ws:" ? "wss:" : "https:";
  const isPage = request.method === "GET" && request.headers.get("accept")?.includes("text/html");
  // Not for good: the next server on this port may have no certificate.
  if (isPage) return new Response(null, { status: 307, headers: { location: url.href, connection: "close" } });
  const { text } = problemText({
    code: "tls-required",
    status: 400,
    detail: `this port speaks HTTPS, and the request came without TLS: use ${url.origin}`,
  });
  return new Response(text, { status: 400, headers: { "content-type": "application/problem+json", connection: "close" } });
}
