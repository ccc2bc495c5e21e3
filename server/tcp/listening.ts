// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { formatAddress } from "../../protocol/address.ts";
import { messageOf } from "../../protocol/message_of.ts";
import { reachableHost } from "./addresses.ts";
import { OperatorError } from "../operator_error.ts";

/** How long whoever has a port may take to show who it is, in milliseconds. */
const PROBE_MS = 500;
/** No server of ours says more before it is known. */
const PROBE_BYTES = 4096;

/** How a server of ours is known at a port: what to send, if it does not speak first, and what is in its answer. */
interface Probe {
  readonly request: string;
  readonly answer: RegExp;
}

/** How it is known at each of its ports; at the others it can't be. */
const PROBES: Readonly<Record<string, Probe>> = {
  "--tcp-port": { request: "", answer: /app\/1 / },
  // A TLS client speaks first, and what is no TLS is told so.
  "--tls-port": { request: "\n", answer: /^ERR tls-required / },
  "--http-port": {
    request: "GET /healthz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n",
    answer: /"status":"alive"|"code":"tls-required"/,
  },
};

/**
 * Begins to listen.
 *
 * @param given the flag for the port; `{ flag, hostFlag }` if its host is not that of `--host`
 * @throws {OperatorError} if that is not possible, with the flag, the cause, and what to do
 */
export async function listening<Listener>(
  given: string | { readonly flag: string; readonly hostFlag: string },
  address: { hostname: string; port: number },
  listen: (address: { hostname: string; port: number }) => Listener,
): Promise<Listener> {
  const { flag, hostFlag } = typeof given === "string" ? { flag: given, hostFlag: "--host" } : given;
  try {
    return listen(address);
  } catch (error) {
    const { hostname, port } = address;
    if (error instanceof Deno.errors.AddrInUse) {
      const owner = await isOurs(flag, address) ? "another app server" : "another program";
      throw new OperatorError(
        `${flag} ${port}: ${formatAddress(address)} is in use by ${owner}: ` +
          `find it with ${findCommand(port)}, or choose another port with ${flag}, 0 for a free one`,
      );
    }
    if (error instanceof Deno.errors.AddrNotAvailable) {
      throw new OperatorError(
        `${hostFlag} ${hostname}: this computer does not have that address: give one of its own, or 0.0.0.0 for all of them`,
      );
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new OperatorError(
        `${flag} ${port}: you may not listen on port ${port}: choose one from 1024 on, or 0 for a free one`,
      );
    }
    throw new OperatorError(
      `${hostFlag} ${hostname}: can't listen there (${
        messageOf(error)
      }): give one of this computer's IP addresses, or 0.0.0.0 for all of them`,
      { cause: error },
    );
  }
}

/** Whether it is a server of ours that has the port. */
async function isOurs(flag: string, { hostname, port }: { hostname: string; port: number }): Promise<boolean> {
  if (!Object.hasOwn(PROBES, flag)) return false;
  const { request, answer } = PROBES[flag];
  const host = reachableHost(hostname);
  try {
    using conn = await deadline(Deno.connect({ hostname: host, port }), PROBE_MS);
    return answer.test(await deadline(beginningOf(conn, request), PROBE_MS));
  } catch {
    return false;
  }
}

/** What comes over a connection, until the other side closes it or its first line ends with that of a server of ours. */
async function beginningOf(conn: Deno.TcpConn, request: string): Promise<string> {
  if (request) await conn.write(new TextEncoder().encode(request));
  let text = "";
  const buffer = new Uint8Array(PROBE_BYTES);
  while (text.length < PROBE_BYTES) {
    const length = await conn.read(buffer);
    if (length === null) break;
    text += new TextDecoder().decode(buffer.subarray(0, length));
    if (!request && text.includes("\n")) break;
  }
  return text;
}

/** What shows which process has a port. */
function findCommand(port: number): string {
  if (Deno.build.os === "linux") return "ss -ltnp";
  return Deno.build.os === "windows" ? "netstat -ano" : `lsof -i :${port}`;
}
