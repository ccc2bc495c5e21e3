import { choice, type Environment, flag, integer, parsed, parseOptions, text } from "../cli/options.ts";
import { seedOption } from "../cli/seed.ts";
import { hostTokenOf, hostTokenOptions, tokenOf, tokenOptions } from "../cli/token.ts";
import { UsageError } from "../cli/usage_error.ts";
import { parseFaultFlag } from "./faults/fault_rule.ts";
import { type LegacyPortNumbers, OLD_PORTS, parseLegacyPorts } from "./legacy_ports.ts";
import { LogAddress } from "./log_address.ts";
import { parseOrigins, PublicUrl } from "./public_url.ts";
import { SERVICE_OPTIONS } from "./services/mod.ts";
import { AddressRanges } from "./tcp/address_ranges.ts";
import { isLoopback } from "./tcp/addresses.ts";

/** How NATS lets in whoever uses the log that servers share: the options of `app check` and `app backup`. */
export const LOG_OPTIONS = {
  natsCreds: text({ placeholder: "FILE", help: "credentials for NATS, as its tools make them", fallback: null }),
  natsToken: text({ placeholder: "TOKEN", help: "token for NATS", fallback: null }),
} as const;

/** The options of `app restore`. */
export const RESTORE_OPTIONS = {
  ...LOG_OPTIONS,
  replicas: integer({
    placeholder: "N",
    help: "on how many NATS nodes to keep the log, when it is made; 3 if three are named, else 1",
    min: 1,
    max: 5,
    fallback: null,
  }),
} as const;

/** The options of `app serve`. */
export const SERVE_OPTIONS = {
  host: text({
    placeholder: "HOST",
    help: "address to listen on; 0.0.0.0 lets other computers connect",
    fallback: "127.0.0.1",
  }),
  tcpPort: integer({
    placeholder: "PORT",
    help: "port for lines over TCP; 0 takes a free port",
    min: 0,
    max: 65_535,
    fallback: 4000,
  }),
  httpPort: integer({
    placeholder: "PORT",
    help: "port for the page and REST; 0 takes a free port",
    min: 0,
    max: 65_535,
    fallback: 8000,
  }),
  publicUrl: parsed({
    placeholder: "URL",
    help: "URL at which people reach the page, if it has a name or is behind a proxy",
    parse: PublicUrl.parse,
  }),
  publicTcpPort: integer({
    placeholder: "PORT",
    help: "port for lines that people are told, if a proxy takes them on another than --tcp-port",
    min: 1,
    max: 65_535,
    fallback: null,
  }),
  allowOrigin: parsed({
    placeholder: "URL[,URL]",
    help: "let pages of these origins use the API and the WebSocket in a browser",
    parse: parseOrigins,
  }),
  trustedProxy: parsed({
    placeholder: "CIDR[,CIDR]",
    help: "proxies that are trusted to say where a request comes from",
    parse: AddressRanges.parse,
  }),
  proxyProtocol: flag({ help: "connections for lines from --trusted-proxy begin with a PROXY header" }),
  tlsCert: text({
    placeholder: "FILE",
    help: "certificate in PEM, as app cert makes one: for HTTPS, and for lines over TLS",
    fallback: null,
  }),
  tlsKey: text({ placeholder: "FILE", help: "the certificate's private key in PEM", fallback: null }),
  tlsPort: integer({
    placeholder: "PORT",
    help: "port for lines over TLS; 0 takes a free port",
    min: 0,
    max: 65_535,
    fallback: 4433,
  }),
  tlsOnly: flag({ help: "take lines over TLS only; --tcp-port is not opened" }),
  data: text({ placeholder: "DIR", help: "data folder", fallback: "./app-data" }),
  memory: flag({ help: "keep everything in memory only, write nothing to disk" }),
  journal: parsed({
    placeholder: "nats://HOST[,HOST][/NAME]",
    help: "share one state with other servers: keep changes in a log on NATS JetStream, in place of --data",
    parse: LogAddress.parse,
  }),
  ...RESTORE_OPTIONS,
  reads: choice(["linearizable", "local"], {
    help: "linearizable: a read waits for all that was committed before it; local, which is faster: it may be a moment behind",
    fallback: "linearizable",
  }),
  serverName: text({
    placeholder: "NAME",
    help: "what the other servers call this one; the computer's name by default",
    fallback: null,
  }),
  sync: choice(["full", "normal"], {
    help: "full: what was answered survives a power cut; normal: faster, but it survives only a crash of the server",
    fallback: "full",
  }),
  maxConnections: integer({
    placeholder: "N",
    help: "most line connections at once, and as many over HTTP",
    min: 1,
    max: 1_000_000,
    fallback: 10_000,
  }),
  maxConnectionsPerAddress: integer({
    placeholder: "N",
    help: "most line connections from one address, and as many over HTTP",
    min: 1,
    max: 1_000_000,
    fallback: 1000,
  }),
  maxLine: integer({
    placeholder: "BYTES",
    help: "longest line, and largest request body over REST",
    min: 64,
    max: 1_073_741_824,
    fallback: 1_048_576,
  }),
  idleSeconds: integer({
    placeholder: "S",
    help: "close a connection that is idle for this long; 0 for never",
    min: 0,
    max: 31_536_000,
    fallback: 3600,
  }),
  drainSeconds: integer({
    placeholder: "S",
    help: "how long a stop waits for what is under way",
    min: 0,
    max: 3600,
    fallback: 10,
  }),
  shutdownDelay: integer({
    placeholder: "S",
    help: "keep serving for this long after SIGTERM, while /readyz answers 503",
    min: 0,
    max: 3600,
    fallback: 0,
  }),
  maxRequestsPerSecond: integer({
    placeholder: "N",
    help: "most requests per second of a connection, or as many at once; 0 for no limit",
    min: 0,
    max: 1_000_000,
    fallback: 0,
  }),
  maxRequestsPerAddress: integer({
    placeholder: "N",
    help: "most requests per second from one address, or as many at once; 0 for no limit",
    min: 0,
    max: 1_000_000,
    fallback: 0,
  }),
  fault: parsed({
    placeholder: "FAULTS",
    help: 'give a share of new line connections faults, such as "share=0.2 delay=200 chop=1"',
    parse: parseFaultFlag,
  }),
  ...SERVICE_OPTIONS,
  seed: seedOption("make RANDOM, quiz questions, ODD, EVEN and PINs repeatable, for tests; tokens stay secret"),
  legacy: flag({ help: "open ports for the clients of three old programs: a quiz, a counter and a sorter" }),
  legacyHost: text({
    placeholder: "HOST",
    help: "address for the old programs, whatever --host is; 0.0.0.0 lets other computers connect",
    fallback: "127.0.0.1",
  }),
  legacyPorts: parsed({
    placeholder: "QUIZ,COUNTER,SORTER",
    help: "ports for the old programs, by default 5000,2004,6000; 0 takes a free port",
    parse: parseLegacyPorts,
  }),
  ...tokenOptions("require this token for changes, at least 16 characters: AUTH TOKEN, or a bearer token over REST"),
  ...hostTokenOptions(
    "token that makes its owner a host, at least 16 characters; without one, a server that other computers reach makes one",
  ),
  logMessages: choice(["on", "off"], { help: "log each message in both directions", fallback: "on" }),
  logLevel: choice(["debug", "info", "warning", "error"], {
    help: "least severe level of the server's own log messages",
    fallback: "info",
  }),
  logTo: choice(["file", "stderr", "both"], {
    help: "where the log goes: to server.log in the data folder, to standard error, or both",
    fallback: "file",
  }),
  logFormat: choice(["text", "json"], { help: "how the log looks: text, or one JSON object per line", fallback: "text" }),
  json: flag({ help: "print one JSON object per line" }),
} as const;

/** How a server is to run: what the flags and the environment say, checked. */
export type ServerConfig = ReturnType<typeof parseServerConfig>;

/** @throws {UsageError} with what is wrong and what is allowed */
export function parseServerConfig(args: readonly string[], env: Environment) {
  const { values, given } = parseOptions(SERVE_OPTIONS, { command: "serve", args, env });
  const [data, memory] = [given.has("data"), given.has("memory") && values.memory];
  if (data && memory) throw new UsageError("--data and --memory do not go together: with --memory nothing is written to disk");
  checkLog(values, given);
  const tls = tlsOf(values, given);
  const legacyPorts = legacyPortsOf(values, given);
  const ports = [
    ...(values.tlsOnly ? [] : [{ flag: "--tcp-port", port: values.tcpPort }]),
    { flag: "--http-port", port: values.httpPort },
    ...(tls ? [{ flag: "--tls-port", port: values.tlsPort }] : []),
    ...Object.values(legacyPorts ?? {}).map((port) => ({ flag: "--legacy-ports", port })),
  ];
  for (const [i, { flag, port }] of ports.entries()) {
    const other = ports.slice(i + 1).find((other) => other.port === port && port !== 0);
    if (other) {
      throw new UsageError(`${flag} and ${other.flag} must differ, and both are ${port}: choose another for one of them`);
    }
  }
  if (values.proxyProtocol && values.trustedProxy === null) {
    throw new UsageError("--proxy-protocol needs --trusted-proxy: name the addresses that send a PROXY header");
  }
  const [token, hostToken] = [tokenOf(values, given), hostTokenOf(values, given)];
  if (token !== null && token === hostToken) {
    throw new UsageError("--token and --host-token must differ: whoever makes changes would be a host");
  }
  if (values.logTo === "both" || (values.logTo === "file" && given.has("logTo"))) checkLogFile(values, { data });
  // A flag takes precedence over the environment.
  return { ...values, tls, legacyPorts, token, hostToken, memory: !data && values.memory, keepsLog: data };
}

/** The ports of the old programs, if they are served. @throws {UsageError} */
function legacyPortsOf(
  { legacy, legacyPorts, tlsOnly }: { legacy: boolean; legacyPorts: LegacyPortNumbers | null; tlsOnly: boolean },
  given: ReadonlySet<string>,
): LegacyPortNumbers | null {
  if (legacy && tlsOnly) throw new UsageError("--legacy and --tls-only do not go together: the old programs know no TLS");
  if (legacy) return legacyPorts ?? OLD_PORTS;
  const flag = given.has("legacyHost") ? "--legacy-host" : given.has("legacyPorts") ? "--legacy-ports" : null;
  if (flag) throw new UsageError(`${flag} needs --legacy, which opens the ports for the old programs`);
  return null;
}

/**
 * Whether clients can come from elsewhere. A server that listens on this computer only may have a proxy in front: then they all seem
 * to come from here.
 */
export function isReachable(
  { host, publicUrl, publicTcpPort, trustedProxy, legacyPorts, legacyHost }: Pick<
    ServerConfig,
    "host" | "publicUrl" | "publicTcpPort" | "trustedProxy" | "legacyPorts" | "legacyHost"
  >,
): boolean {
  const listensElsewhere = !isLoopback(host) || (legacyPorts !== null && !isLoopback(legacyHost));
  return listensElsewhere || publicUrl !== null || publicTcpPort !== null || trustedProxy !== null;
}

/** What goes together with a log that several servers share, and what needs one. @throws {UsageError} */
function checkLog(
  { journal, memory, natsCreds, natsToken }: {
    journal: LogAddress | null;
    memory: boolean;
    natsCreds: string | null;
    natsToken: string | null;
  },
  given: ReadonlySet<string>,
): void {
  checkCredentials({ natsCreds, natsToken });
  if (journal === null) {
    for (const [name, flag] of Object.entries(LOG_FLAGS)) {
      if (given.has(name)) throw new UsageError(`${flag} needs --journal: name the NATS servers that keep the log`);
    }
  } else if (memory || given.has("sync")) {
    throw new UsageError(`--journal and ${memory ? "--memory" : "--sync"} do not go together: NATS keeps what was changed`);
  }
}

/** Whether there is a folder for a log that was asked for in a file. @throws {UsageError} */
function checkLogFile(
  { logTo, memory, journal }: { logTo: string; memory: boolean; journal: LogAddress | null },
  { data }: { data: boolean },
): void {
  if (data || (!memory && journal === null)) return;
  throw new UsageError(
    memory
      ? `--log-to ${logTo} and --memory do not go together: nothing is written to disk; --log-to stderr shows the log`
      : `--log-to ${logTo} needs --data if there is a --journal: name a folder for the log, or take --log-to stderr`,
  );
}

/** @throws {UsageError} if there are two ways to be let in */
export function checkCredentials({ natsCreds, natsToken }: { natsCreds: string | null; natsToken: string | null }): void {
  if (natsCreds === null || natsToken === null) return;
  throw new UsageError("--nats-creds and --nats-token do not go together: give one");
}

const LOG_FLAGS = {
  natsCreds: "--nats-creds",
  natsToken: "--nats-token",
  replicas: "--replicas",
  reads: "--reads",
  serverName: "--server-name",
};

/** Where the certificate and its key are; `null` for no TLS. @throws {UsageError} */
function tlsOf(
  { tlsCert: cert, tlsKey: key, tlsOnly }: { tlsCert: string | null; tlsKey: string | null; tlsOnly: boolean },
  given: ReadonlySet<string>,
): { cert: string; key: string } | null {
  if (cert !== null && key !== null) return { cert, key };
  if (cert !== null || key !== null) {
    const [one, other] = cert === null ? ["--tls-key", "--tls-cert"] : ["--tls-cert", "--tls-key"];
    throw new UsageError(`${one} needs ${other}: give both; app cert makes both files`);
  }
  const flag = tlsOnly ? "--tls-only" : given.has("tlsPort") ? "--tls-port" : null;
  if (flag) throw new UsageError(`${flag} needs --tls-cert and --tls-key: app cert makes both files`);
  return null;
}
