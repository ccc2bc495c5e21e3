import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import type { Logger } from "@logtape/logtape";
import { fileProblem, messageOf } from "../../protocol/message_of.ts";
import type { Clock } from "../clock.ts";
import { OperatorError } from "../operator_error.ts";

/** Where a certificate is, and its key. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

/** The kinds of keys that TLS takes here. */
const KEY_TYPES = new Set(["rsa", "ed25519", "prime256v1", "secp384r1", "secp521r1"]);

/** The server's certificate: that of its files, until there is a better one in them. */
export class Certificate {
  readonly #files: CertificateFiles;
  readonly #clock: Clock;
  readonly #logger: Logger;
  /** What the files had in them when they were read last. */
  #text = "";
  #context: SecureContext;

  /** @throws {OperatorError} if the files do not have a certificate and its key */
  constructor(files: CertificateFiles, { clock, logger }: { clock: Clock; logger: Logger }) {
    this.#files = files;
    this.#clock = clock;
    this.#logger = logger;
    this.#context = this.#load();
  }

  /** For the next connection. Those that are open keep theirs. */
  get context(): SecureContext {
    return this.#context;
  }

  /** Takes what is in the files now; if that can't be used, keeps what it has, and logs why. */
  reload(): void {
    try {
      this.#context = this.#load();
      this.#logger.info("the certificate in {file} was loaded", { file: this.#files.cert });
    } catch (error) {
      this.#logger.error(`the certificate was not renewed, and the old one stays in use: ${messageOf(error)}`);
    }
  }

  /** Reloads if the files have changed. */
  refresh(): void {
    let text: string;
    try {
      text = readPair(this.#files).join("");
    } catch {
      // Whoever renews them may be about to put them there.
      return;
    }
    if (text !== this.#text) this.reload();
  }

  #load(): SecureContext {
    const [cert, key] = readPair(this.#files);
    this.#text = cert + key;
    const { validFrom, validTo } = checked(this.#files, { cert, key });
    const now = this.#clock.now();
    if (Date.parse(validTo) < now) {
      this.#logger.warn("the certificate in {file} expired on {date}: clients will refuse it until it is renewed", {
        file: this.#files.cert,
        date: validTo,
      });
    }
    if (Date.parse(validFrom) > now) {
      this.#logger.warn("the certificate in {file} is not valid before {date}: until then clients will refuse it", {
        file: this.#files.cert,
        date: validFrom,
      });
    }
    return createSecureContext({ cert, key, minVersion: "TLSv1.2" });
  }
}

function readPair({ cert, key }: CertificateFiles): [cert: string, key: string] {
  return [read("--tls-cert", cert), read("--tls-key", key)];
}

function read(flag: string, file: string): string {
  try {
    return Deno.readTextFileSync(file);
  } catch (error) {
    const why = fileProblem(error);
    throw new OperatorError(`can't read ${flag} ${file}: ${why}: name another file, or make a certificate with app cert`);
  }
}

/** The certificate, if the key is its own. @throws {OperatorError} */
function checked(files: CertificateFiles, { cert, key }: { cert: string; key: string }): X509Certificate {
  const certificate = parsed(cert);
  if (!certificate) {
    throw new OperatorError(
      `--tls-cert ${files.cert} is not a certificate in PEM: name a file with -----BEGIN CERTIFICATE----- in it`,
    );
  }
  if (/^-----BEGIN ENCRYPTED|^Proc-Type: 4,ENCRYPTED/m.test(key)) {
    throw new OperatorError(
      `--tls-key ${files.key} is encrypted: decrypt it with openssl pkey -in ${files.key} -out FILE, and name that file`,
    );
  }
  const own = parsedKey(key);
  if (!own) {
    throw new OperatorError(
      `--tls-key ${files.key} is not a private key in PEM: name a file with -----BEGIN PRIVATE KEY----- in it`,
    );
  }
  const type = own.asymmetricKeyDetails?.namedCurve ?? own.asymmetricKeyType ?? "unknown";
  if (!KEY_TYPES.has(type)) {
    throw new OperatorError(`--tls-key ${files.key} is a key for ${type}: use one for P-256, P-384, P-521, Ed25519 or RSA`);
  }
  if (!certificate.checkPrivateKey(own)) {
    throw new OperatorError(
      `--tls-key ${files.key} is not the key of --tls-cert ${files.cert}: name the one with which the certificate was made`,
    );
  }
  return certificate;
}

function parsed(pem: string): X509Certificate | null {
  try {
    return pem.includes("-----BEGIN CERTIFICATE-----") ? new X509Certificate(pem) : null;
  } catch {
    return null;
  }
}

function parsedKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
