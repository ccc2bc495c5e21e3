/** TLS to a server. `Deno.connectTls` can't do without a check of the certificate, which `--insecure` asks for; `node:tls` can. */
import { connect, type TLSSocket } from "node:tls";
import { messageOf } from "../protocol/message_of.ts";
import { ConnectionError } from "./line_link.ts";

/** Which servers a client trusts. */
export interface TlsTrust {
  /** The certificates that it trusts, in PEM; `null` for those of the public authorities. */
  readonly ca: string | null;
  /** Whether it trusts everybody. */
  readonly insecure: boolean;
}

/** What carries bytes to a server and back. */
export interface ByteStream {
  read(buffer: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  close(): void;
}

/** Connects to a server over TLS, and checks who it is. @throws {ConnectionError} that says what to do */
export async function connectTls(
  { hostname, port }: { hostname: string; port: number },
  { where, signal, trust: { ca, insecure } }: { where: string; signal: AbortSignal; trust: TlsTrust },
): Promise<ByteStream> {
  signal.throwIfAborted();
  const socket = connect({ host: hostname, port, rejectUnauthorized: !insecure, ...ca !== null && { ca } });
  const abort = () => socket.destroy(new Error("it took too long"));
  signal.addEventListener("abort", abort, { once: true });
  try {
    await new Promise<void>((resolve, reject) => socket.once("secureConnect", resolve).once("error", reject));
  } catch (error) {
    socket.destroy();
    throw new ConnectionError(explained(error, where), { cause: error });
  } finally {
    signal.removeEventListener("abort", abort);
  }
  socket.setNoDelay(true);
  return new TlsStream(socket);
}

function explained(error: unknown, where: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
    return `the certificate of ${where} is for other names: give one of them with --host, ` +
      "or connect without a check with --insecure";
  }
  if (/CERT|SIGNATURE/.test(code)) {
    // Deno does not tell which.
    return `the certificate of ${where} is not trusted here, or it has expired: ` +
      "name the file of the right one with --ca, or connect without a check with --insecure";
  }
  if (/SSL/.test(code)) return `${where} does not speak TLS: use the server's --tls-port, or connect without --tls`;
  const why = code === "ECONNREFUSED" ? "connection refused" : messageOf(error);
  return `no server at ${where} (${why}): start one with app serve --tls-cert, or set --host and --port`;
}

class TlsStream implements ByteStream {
  readonly #socket: TLSSocket;
  #wake = () => {};
  #ended = false;
  #error: Error | null = null;

  constructor(socket: TLSSocket) {
    this.#socket = socket;
    const end = (error?: Error) => {
      if (error) this.#error ??= error;
      this.#ended = true;
      this.#wake();
    };
    socket.on("readable", () => this.#wake()).on("end", () => end()).on("close", () => end()).on("error", end);
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    for (;;) {
      const chunk: Uint8Array | null = this.#socket.read(Math.min(buffer.length, this.#socket.readableLength));
      if (chunk !== null && chunk.length > 0) {
        buffer.set(chunk);
        return chunk.length;
      }
      if (this.#error) throw this.#error;
      if (this.#ended) return null;
      await new Promise<void>((wake) => this.#wake = wake);
    }
  }

  write(bytes: Uint8Array): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#socket.write(bytes, (error) => error ? reject(error) : resolve(bytes.length));
    });
  }

  close(): void {
    this.#socket.destroy();
  }
}
