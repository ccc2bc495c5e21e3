import type { ErrorCode } from "../../protocol/request_error.ts";
import { type Wire, writeAll } from "../tcp/wire.ts";

const CODE: ErrorCode = "tls-required";
const MESSAGE = "this port takes lines over TLS: use app client --tls, or openssl s_client -quiet -connect HOST:PORT";

/** Tells a client that sends lines without TLS to a TLS port what to do instead, and closes. */
export async function refusePlainLine(wire: Wire): Promise<void> {
  await writeAll(wire, new TextEncoder().encode(`ERR ${CODE} ${MESSAGE}\n`));
  await wire.closeWrite();
  // What it has sent meanwhile is taken, so that the operating system does not throw away the line.
  const buffer = new Uint8Array(4096);
  while (await wire.read(buffer) !== null);
  wire.close();
}
