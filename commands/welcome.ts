/** What a server says when it is ready. */
import { shellQuoted } from "../cli/shell_quoted.ts";
import { formatAddress } from "../protocol/address.ts";
import type { Server } from "../server/mod.ts";
import { reachableHost } from "../server/tcp/addresses.ts";
import { version } from "./version.ts";

/** Where a server keeps its data, its certificate, at which URL people reach it, and its seed; `null` for what was not given. */
export interface Place {
  readonly folder: string | null;
  /** Whether the log is there, too. */
  readonly keepsLog: boolean;
  readonly journal: string | null;
  readonly cert: string | null;
  readonly url: string | null;
  readonly seed: number | null;
}

export function listening({ tcp, tls, http, legacy, hostUrl }: Server, { folder, journal, url, seed }: Place) {
  const host = hostUrl();
  const place = (address: Deno.NetAddr | null) => address && { host: address.hostname, port: address.port };
  return {
    event: "listening",
    tcp: place(tcp),
    tls: place(tls),
    http: { ...place(http), tls: tls !== null },
    ...(legacy ? { legacy: { quiz: place(legacy.quiz), counter: place(legacy.counter), sorter: place(legacy.sorter) } } : {}),
    data: folder,
    ...(journal === null ? {} : { journal }),
    ...(url === null ? {} : { url }),
    ...(seed === null ? {} : { seed }),
    ...(host === null ? {} : { hostUrl: host }),
  };
}

export function welcome(
  { tcp, tls, http, legacy, pageUrl, hostUrl }: Server,
  { folder, keepsLog, journal, cert, url, seed }: Place,
): string {
  const web = `${tls ? "https" : "http"}://${formatAddress(reachable(http))}`;
  const lines = tcp && reachable(tcp);
  const page = pageUrl();
  const host = hostUrl();
  const kept = journal !== null ? "Log" : keepsLog ? "Data and log" : "Data";
  return [
    `app ${version} is ready. Try it in another terminal, or open the page:`,
    "",
    ...lines ? [`  nc ${lines.hostname} ${lines.port}`] : [],
    ...tls ? [`  openssl s_client -quiet -connect ${formatAddress(reachable(tls))}`] : [],
    `  curl ${cert === null ? "" : `--cacert ${shellWord(cert)} `}${web}/api/array`,
    `  ${url ?? `${web}/`}`,
    "",
    ...legacy ? [`For the old programs: ${oldPrograms(legacy)}`, ""] : [],
    ...url !== null || page === `${web}/` ? [] : ["Other computers and phones in this network open:", `  ${page}`, ""],
    ...host === null ? [] : ["Open this link to be the host, and give it to nobody else:", `  ${host}`, ""],
    ...journal === null ? [] : [`Data, shared with other servers: ${journal}`],
    ...folder === null && journal === null ? ["Nothing is saved (--memory)."] : [],
    ...folder !== null && (keepsLog || journal === null) ? [`${kept}: ${folder}`] : [],
    ...seed === null ? [] : [`Repeatable (--seed ${seed}): PINs and questions can be predicted.`],
    "Press Ctrl-C to stop.",
    "",
  ].join("\n");
}

/** Where the old programs connect to. */
function oldPrograms({ quiz, counter, sorter }: NonNullable<Server["legacy"]>): string {
  const ports = Object.entries({ quiz, counter, sorter });
  return ports.map(([program, address]) => `${program} ${formatAddress(reachable(address))}`).join(", ");
}

/** A word for a shell. */
function shellWord(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : shellQuoted(text);
}

/** An address to connect to: a server that listens on all addresses is also at loopback. */
function reachable({ hostname, port }: Deno.NetAddr): { hostname: string; port: number } {
  return { hostname: reachableHost(hostname), port };
}
