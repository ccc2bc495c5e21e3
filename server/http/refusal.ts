/** What is told when a request is refused before it is one that a route could answer. */
import { type ProblemFacts, problemText } from "../services/rest/problem.ts";
import type { TcpSocket } from "../tcp/tcp_socket.ts";
import { TLS_HANDSHAKE } from "../tls_record.ts";

export const NOT_HTTP = badRequest("this is not a valid HTTP request: send its method, path, version and host");
const TLS = badRequest(
  "this port does not speak TLS: use http:// instead of https://, or start the server with --tls-cert",
);
const HEADERS_TOO_LONG: ProblemFacts = {
  code: "bad-arguments",
  status: 431,
  detail: "the headers are too long: send at most 16 KiB",
};

/** A request that is not valid HTTP. @param detail why, and what to send instead */
export function badRequest(detail: string): ProblemFacts {
  return { code: "bad-arguments", status: 400, detail };
}

/** What to tell whoever sent what could not be parsed; `null` if it was the connection that broke. */
export function refusalOf({ code = "" }: Error & { code?: string }, chunk: Uint8Array): ProblemFacts | null {
  if (!code.startsWith("HPE_")) return null;
  if (code === "HPE_HEADER_OVERFLOW") return HEADERS_TOO_LONG;
  return chunk[0] === TLS_HANDSHAKE ? TLS : NOT_HTTP;
}

/** Answers with a problem in place of any response, and closes the connection. */
export function refuse(socket: TcpSocket, what: ProblemFacts): void {
  // It is closing already, or the client has gone.
  if (!socket.writable) {
    socket.destroySoon();
    return;
  }
  const { status, title, text } = problemText(what);
  const retryAfter = status === 503 ? "retry-after: 1\r\n" : "";
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nconnection: close\r\n${retryAfter}content-type: application/problem+json\r\n` +
      `content-length: ${new TextEncoder().encode(text).length}\r\n\r\n${text}`,
    () => socket.destroySoon(),
  );
}
