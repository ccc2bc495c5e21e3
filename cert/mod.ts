/** `app cert`: makes a certificate for this computer, to try TLS with or to use it in a classroom. */
import { join } from "node:path";
import { messageOf } from "../protocol/message_of.ts";
import { OperatorError } from "../server/operator_error.ts";
import type { CertConfig } from "./config.ts";
import { selfSigned } from "./self_signed.ts";

/** What is known of the computer. */
export interface Computer {
  /** Its name in the network; `null` if it is not known. */
  readonly hostname: string | null;
  /** Its addresses in the network. */
  readonly addresses: readonly string[];
  /** The date, in milliseconds since 1970. */
  readonly now: number;
}

/** The names of every computer, for itself. */
const OWN_NAMES = ["localhost", "127.0.0.1", "::1"];
const DAY_MS = 86_400_000;

/**
 * Makes a certificate and its key, and writes them to files.
 *
 * @returns what to tell whoever wanted it
 * @throws {OperatorError} if there is one already, or it can't be written
 */
export function makeCertificate(
  { out, names, days, overwrite }: CertConfig,
  { hostname, addresses, now }: Computer,
): string {
  const files = { cert: join(out, "cert.pem"), key: join(out, "key.pem") };
  const all = [...new Set([...OWN_NAMES, ...hostname === null ? [] : [hostname], ...addresses, ...names])];
  if (!overwrite) { for (const file of Object.values(files)) checkIsNew(file); }
  const { cert, key } = selfSigned({ names: all, now, days });
  try {
    Deno.mkdirSync(out, { recursive: true });
    write(files.key, key, { mode: 0o600 });
    write(files.cert, cert, { mode: 0o644 });
  } catch (error) {
    throw new OperatorError(`can't write the certificate to ${out} (${messageOf(error)}): choose another folder with --out`);
  }
  const until = new Date(now + days * DAY_MS).toISOString().slice(0, 10);
  return [
    `Wrote ${files.cert} and ${files.key}, valid until ${until}, for:`,
    `  ${all.join(", ")}`,
    "",
    "To start the server with it:",
    `  app serve --host 0.0.0.0 --tls-cert ${files.cert} --tls-key ${files.key}`,
    "",
    `To connect; other computers need a copy of ${files.cert}, but never of ${files.key}:`,
    `  app client --mode sort --tls --ca ${files.cert}`,
    `  openssl s_client -quiet -CAfile ${files.cert} -connect 127.0.0.1:4433`,
    `  curl --cacert ${files.cert} https://127.0.0.1:8000/api/array`,
    "",
    "Browsers warn that nobody has vouched for the server; in a classroom, go on anyway.",
  ].join("\n");
}

function checkIsNew(file: string): void {
  try {
    Deno.lstatSync(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw new OperatorError(`can't look for ${file} (${messageOf(error)}): choose another folder with --out`);
  }
  throw new OperatorError(`${file} is there already: choose another folder with --out, or replace it with --overwrite`);
}

/** Writes a file anew, so that nobody who has the old one open, or may read it, sees the new one half written. */
function write(file: string, text: string, { mode }: { mode: number }): void {
  const draft = `${file}.new`;
  try {
    Deno.removeSync(draft);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  Deno.writeTextFileSync(draft, text, { createNew: true, mode });
  Deno.renameSync(draft, file);
}
