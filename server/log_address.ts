/** Where a log is that several servers share: the NATS servers that keep it, and its name. */
export class LogAddress {
  /** Such as `nats1:4222`, one or more. */
  readonly servers: readonly string[];
  readonly name: string;
  /** Whether the NATS servers are to be reached over TLS only. */
  readonly tls: boolean;

  private constructor({ servers, name, tls }: { servers: readonly string[]; name: string; tls: boolean }) {
    this.servers = servers;
    this.name = name;
    this.tls = tls;
  }

  /**
   * @example LogAddress.parse("nats://nats1,nats2,nats3:4333/class")
   * @throws {Error} with what is allowed
   */
  static parse(text: string): LogAddress {
    const [, scheme, hosts, name = DEFAULT_NAME] = text.match(/^(nats|tls):\/\/([^/]+)(?:\/([\w-]{1,32})?)?$/i) ?? [];
    const servers = hosts?.split(",").map((host) => serverOf(host)) ?? [];
    if (servers.length === 0 || servers.includes(null)) {
      throw new Error(
        "nats:// and the addresses of NATS servers, such as nats://nats1,nats2,nats3:4222/class; the name behind the slash has letters, " +
          "digits, - and _, 32 at most",
      );
    }
    return new LogAddress({ servers: servers.filter((server) => server !== null), name, tls: scheme.toLowerCase() === "tls" });
  }

  /** Whether a text is meant for an address, and not for a folder. */
  static isMeant(text: string): boolean {
    return /^(nats|tls):\/\//i.test(text);
  }

  toString(): string {
    return `${this.tls ? "tls" : "nats"}://${this.servers.join(",")}/${this.name}`;
  }
}

const DEFAULT_NAME = "app";
const DEFAULT_PORT = 4222;

/** A server with its port; `null` if the text is none. */
function serverOf(text: string): string | null {
  if (/[@?#\s]/.test(text) || !URL.canParse(`http://${text}`)) return null;
  const { hostname, pathname } = new URL(`http://${text}`);
  // To a URL, port 80 is none.
  const port = text.match(/:(\d+)$/)?.[1] ?? DEFAULT_PORT;
  return hostname === "" || pathname !== "/" ? null : `${hostname}:${port}`;
}
