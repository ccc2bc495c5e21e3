/** `app health`: whether a server is ready, for supervisors that have no `curl`, such as a container's. */
import { type IncomingMessage, request as plain } from "node:http";
import { request as secure } from "node:https";
import { isIP } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import type { Command } from "../cli/command.ts";
import { type Environment, integer, parsed, parseOptions } from "../cli/options.ts";
import { print } from "../cli/shell.ts";
import { formatAddress } from "../protocol/address.ts";
import { messageOf } from "../protocol/message_of.ts";
import { SERVE_OPTIONS } from "../server/config.ts";
import { OperatorError } from "../server/operator_error.ts";
import { PublicUrl } from "../server/public_url.ts";
import { isLoopback, reachableHost } from "../server/tcp/addresses.ts";

/** More of an answer is not read, in bytes. */
const MAX_ANSWER_BYTES = 65_536;

/** Where a server listens is read as the server reads it, so that what is in the environment holds for both. */
const HEALTH_OPTIONS = {
  url: parsed({ placeholder: "URL", help: "the server's URL; without it, made from the flags below", parse: PublicUrl.parse }),
  host: { ...SERVE_OPTIONS.host, help: "the server's --host" },
  httpPort: { ...SERVE_OPTIONS.httpPort, help: "the server's --http-port" },
  tlsCert: { ...SERVE_OPTIONS.tlsCert, help: "the server's --tls-cert: it is asked over HTTPS" },
  timeout: integer({ placeholder: "S", help: "how long it may take, in seconds", min: 1, max: 3600, fallback: 5 }),
};

export const health: Command = {
  usage: ["health [flags]"],
  overview: { "health": "checks whether a server is ready" },
  about: [
    "Asks a server whether it is ready for traffic (GET /readyz), and exits with 1 if",
    "it is not. It reads the environment variables of app serve, so that it needs no",
    "flags in a container's health check.",
  ],
  options: { "": HEALTH_OPTIONS },
  async run(args, { env, signal, ...shell }) {
    const { url, timeoutMs } = parseHealthConfig(args, env);
    const { status, body } = await ask(url, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
    if (status !== 200) throw new OperatorError(`${url.href} answers ${status}: ${detailOf(body)}`);
    return print("ready", shell);
  },
};

/** @throws {UsageError} */
function parseHealthConfig(args: readonly string[], env: Environment): { url: URL; timeoutMs: number } {
  const { url, host, httpPort, tlsCert, timeout } = parseOptions(HEALTH_OPTIONS, { command: "health", args, env }).values;
  const own = () =>
    `${tlsCert === null ? "http" : "https"}://${formatAddress({ hostname: reachableHost(host), port: httpPort })}/`;
  return { url: new URL("readyz", url?.href ?? own()), timeoutMs: timeout * 1000 };
}

/** @throws {OperatorError} where there is no answer */
function ask(url: URL, signal: AbortSignal): Promise<{ status: number; body: string }> {
  const answer = new Promise<{ status: number; body: string }>((resolve, reject) => {
    const options = { signal, headers: { connection: "close" } };
    const answered = (response: IncomingMessage) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (text: string) => body.length < MAX_ANSWER_BYTES ? body += text : response.destroy());
      response.on("close", () => resolve({ status: response.statusCode ?? 0, body }));
      response.on("error", reject);
    };
    const asked = url.protocol === "https:"
      ? secure(url, { ...options, createConnection: () => connectTls(url) }, answered)
      : plain(url, options, answered);
    asked.on("error", reject).end();
  });
  return answer.catch((error) => {
    const why = signal.aborted ? "it took too long" : messageOf(error);
    throw new OperatorError(`no answer from ${url.href} (${why}): start a server with app serve, or set --url`);
  });
}

/** `node:https` would ask for the right to read the system's certificates, which the executable does not have or need. */
function connectTls({ hostname, port }: URL): TLSSocket {
  const host = hostname.replace(/^\[|\]$/g, "");
  // Nobody else can answer at loopback, whatever name is in the certificate.
  return connect({
    host,
    port: Number(port || 443),
    servername: isIP(host) ? "" : host,
    rejectUnauthorized: !isLoopback(host),
  });
}

/** What a problem document says; or whatever was answered. */
function detailOf(body: string): string {
  try {
    return String(JSON.parse(body).detail);
  } catch {
    return "this is no answer of app serve";
  }
}
