import type { ServerInfo } from "./api.ts";

/** How others reach the server. */
export interface Addresses {
  /** The URL of the front door, with a slash at its end. */
  readonly url: string;
  readonly host: string;
  /** Whether anybody but this computer can reach it. */
  readonly isShared: boolean;
  /** Where it takes lines, such as `192.168.1.20:4000`; `null` where it takes none without TLS. */
  readonly lines: string | null;
  /** What is typed in a terminal. */
  readonly nc: string | null;
  readonly openssl: string | null;
  readonly client: string;
}

/** How others reach the server that the page came from. */
export function addressesOf({ addresses, lines, linesOverTls, url: givenUrl }: ServerInfo): Addresses {
  const given = givenUrl === null ? null : new URL(givenUrl);
  const host = (given?.hostname ?? addresses[0] ?? location.hostname).replace(/^\[|\]$/g, "");
  const bracketed = host.includes(":") ? `[${host}]` : host;
  const port = location.port ? `:${location.port}` : "";
  return {
    url: given?.href ?? `${location.protocol}//${bracketed}${port}/`,
    host,
    isShared: given !== null || addresses.length > 0,
    lines: lines && `${bracketed}:${lines.port}`,
    nc: lines && `nc ${host} ${lines.port}`,
    openssl: linesOverTls && `openssl s_client -quiet -connect ${bracketed}:${linesOverTls.port}`,
    client: `app client --mode quiz${host === "127.0.0.1" ? "" : ` --host ${host}`}${
      lines ? portFlag(lines.port, 4000) : ` --tls --ca cert.pem${portFlag(linesOverTls?.port, 4433)}`
    }`,
  };
}

/** The flag for a port of the server; none if it is the client's own choice. */
function portFlag(port: number | undefined, usual: number): string {
  return port === undefined || port === usual ? "" : ` --port ${port}`;
}
