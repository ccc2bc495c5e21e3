import { join } from "node:path";
import { type KeyPair, selfSigned } from "../../cert/self_signed.ts";

/** A certificate for this computer in files, as a server wants it. */
export class CertificateFiles {
  readonly files: { readonly cert: string; readonly key: string };

  constructor(folder: string) {
    this.files = { cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
  }

  /** Makes a certificate and writes it. @returns it */
  static in(folder: string): CertificateFiles & KeyPair {
    const files = new CertificateFiles(folder);
    return Object.assign(files, files.renew());
  }

  /** Replaces the certificate with another one. */
  renew({ now = Date.now(), days = 30 } = {}): KeyPair {
    const pair = selfSigned({ names: ["localhost", "127.0.0.1"], now, days });
    this.write(pair);
    return pair;
  }

  write({ cert, key }: Partial<KeyPair>): void {
    if (cert !== undefined) Deno.writeTextFileSync(this.files.cert, cert);
    if (key !== undefined) Deno.writeTextFileSync(this.files.key, key);
  }
}
