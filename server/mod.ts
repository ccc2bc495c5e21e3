/** The server as a whole: builds its parts, and starts them. */
import type { Logger } from "@logtape/logtape";
import { formatAddress } from "../protocol/address.ts";
import { CommandTable } from "../protocol/command.ts";
import { messageOf } from "../protocol/message_of.ts";
import { Request } from "../protocol/request.ts";
import { Authorizer } from "./authorizer.ts";
import type { Clock } from "./clock.ts";
import type { Cluster } from "./cluster/mod.ts";
import { Participation } from "./cluster/participation.ts";
import { isReachable, type ServerConfig } from "./config.ts";
import { Engine } from "./engine/engine.ts";
import type { Journal } from "./engine/journal.ts";
import { State } from "./engine/state.ts";
import { Broker } from "./events/broker.ts";
import type { LiveEvent } from "./events/live_event.ts";
import { Wiretaps } from "./events/wiretaps.ts";
import { formatFaultRule, NewFaults } from "./faults/fault_rule.ts";
import { createApp } from "./http/app.ts";
import { ConnectionList } from "./http/connection_list.ts";
import { tapOwn } from "./http/connection_routes.ts";
import { behindProxy } from "./http/forwarded.ts";
import { HttpListener } from "./http/listener.ts";
import { Metrics } from "./http/metrics.ts";
import { LegacyPorts } from "./legacy/mod.ts";
import { addSorterPages } from "./legacy/sorter_pages.ts";
import { FaultCounts } from "./faults/fault_counts.ts";
import { LineConnection } from "./line/connection.ts";
import { CONNECTION_COMMANDS, CONNECTION_TITLE, connectionHandlers } from "./line/connection_commands.ts";
import { Connections, type Transport } from "./line/connections.ts";
import type { LineHandler } from "./line/dispatcher.ts";
import { CONNECTION_EVENTS, tellConnectionOf, tellConnections } from "./line/feed.ts";
import { RequestCounts } from "./line/request_counts.ts";
import { InputBudget } from "./input_budget.ts";
import type { MessageLog } from "./log/message_log.ts";
import { OperatorError } from "./operator_error.ts";
import type { Random } from "./random.ts";
import { RateLimits } from "./rate_limit.ts";
import { seededStream } from "./seeded_random.ts";
import { merged } from "./services/merged.ts";
import { SERVICES } from "./services/mod.ts";
import { RestChanges } from "./services/rest/rest_changes.ts";
import type { RunningService, Service } from "./services/service.ts";
import { Shutdown } from "./shutdown.ts";
import { type NetworkAddress, reachableAddresses, reachableHost } from "./tcp/addresses.ts";
import { TcpListener } from "./tcp/listener.ts";
import { listening } from "./tcp/listening.ts";
import { ProxiedConnections } from "./tcp/proxied_connections.ts";
import { TlsAcceptor } from "./tls/acceptor.ts";
import { Certificate } from "./tls/certificate.ts";
import { refusePlainLine } from "./tls/plain_line.ts";
import type { Wire } from "./tcp/wire.ts";
import { Throttle } from "./throttle.ts";
import { Turns } from "./turns.ts";
import { Watchdog } from "./watchdog.ts";

/** How often connections look to their time limits, in milliseconds. */
const TICK_MS = 200;
/** How often it looks whether the certificate was renewed, in milliseconds. */
const CERTIFICATE_MS = 60_000;
/** A message over a WebSocket may have this many bytes beside one line of the greatest length. */
const SPARE_MESSAGE_BYTES = 1_048_576;
/** The least that all clients together may have sent without finishing it, in bytes. */
const MIN_INPUT_BUDGET = 67_108_864;
/** How many connections begin to be served in one turn of the event loop when many come at once: over HTTP each has a request to do. */
const SERVED_LINES_PER_TURN = 32;
const SERVED_HTTP_PER_TURN = 8;
/** How many connections end in one turn of the event loop when many clients leave at once. With a request under way it takes longer. */
const ENDED_LINES_PER_TURN = 64;
const ENDED_HTTP_PER_TURN = 16;
/** How many reads and writes are begun in one turn, of those by which clients send and are sent much. */
const BULK_PER_TURN = 32;
/** The seeds that are chosen for faults where nobody gives one: short enough to be typed again. */
const NEW_SEEDS = 1_000_000;
/** How many idle connections are closed at a time if there are no descriptors left. */
const EVICTED = 50;

/** What a server is given from outside. */
export interface Dependencies {
  version: string;
  /** The server closes it. */
  journal: Journal;
  /** The servers that share the state, if there are several; the journal is theirs then. */
  cluster?: Cluster | null;
  clock: Clock;
  /** Chance, unless the config has a seed. */
  random: Random;
  /** Makes a token that nobody can guess. */
  newToken: () => string;
  log: { readonly logger: Logger; readonly messages: MessageLog };
  /** This computer's addresses. */
  networkAddresses: () => readonly NetworkAddress[];
  /** The folder with what the browser is given; `null` where that was not built. */
  assets: string | null;
  /** What the server does. */
  services?: readonly Service[];
}

/** A server that runs. */
export interface Server extends AsyncDisposable {
  /** Where it takes lines over TCP; `null` if it takes them over TLS only. */
  readonly tcp: Deno.NetAddr | null;
  /** Where it takes lines over TLS; `null` without a certificate. Then HTTP is not HTTPS either. */
  readonly tls: Deno.NetAddr | null;
  readonly http: Deno.NetAddr;
  /** Where it serves the old programs; `null` if it does not. */
  readonly legacy: Pick<LegacyPorts, "quiz" | "counter" | "sorter"> | null;
  /** The page, for other computers if they reach it. */
  pageUrl(): string;
  /**
   * The link that makes a host of whoever opens it, for the address that other computers reach: its fragment is the host token that
   * the server has made for itself. `null` if it was given one, or everybody is a host.
   */
  hostUrl(): string | null;
  /** Resolves when it has stopped. */
  readonly finished: Promise<void>;
  /**
   * Is not ready any more, but serves on for the delay before a shutdown. Then it accepts no more, tells the clients, finishes what
   * is under way, within the time for that, and stops. Clients that take nothing of what they are sent are not waited for.
   */
  stop(): Promise<void>;
  /** Takes the renewed certificate for new connections, or keeps the old one and logs why. */
  reloadCertificate(): void;
}

/** How a server is to run, the settings of its services among it. */
type Config = Omit<
  ServerConfig,
  | "data"
  | "keepsLog"
  | "memory"
  | "journal"
  | "natsCreds"
  | "natsToken"
  | "replicas"
  | "serverName"
  | "sync"
  | "logMessages"
  | "logLevel"
  | "logTo"
  | "logFormat"
  | "json"
  | "tokenFile"
  | "hostTokenFile"
  | "tlsCert"
  | "tlsKey"
  | "legacy"
>;

/** What the config says of one service. */
function settingsOf({ options }: Service, config: Config): Record<string, unknown> {
  const given: Readonly<Record<string, unknown>> = config;
  return Object.fromEntries(Object.entries(options).map(([name, { fallback }]) => [name, given[name] ?? fallback]));
}

/** Starts a server. @throws {OperatorError} if it can't replay its journal, or can't listen; then nothing is left open */
export async function startServer(
  config: Config,
  {
    version,
    journal,
    cluster = null,
    clock,
    random,
    newToken,
    log,
    networkAddresses,
    assets,
    services: definitions = SERVICES,
  }: Dependencies,
): Promise<Server> {
  const { logger, messages } = log;
  await using parts = new AsyncDisposableStack();
  parts.defer(() => journal.close());

  const certificate = config.tls && new Certificate(config.tls, { clock, logger });
  const turns = new Turns();
  const bulk = new Throttle(turns, BULK_PER_TURN);
  const created = definitions.map((service) => service.create());
  const state = new State([...created.map(({ state }) => state), ...(cluster ? [cluster.members] : [])]);
  const engine = new Engine({
    journal,
    state,
    turns,
    onError: (error) => logger.error("unexpected error, which affected no change: {error}", { error }),
    onHealth(cause) {
      if (cause === null) logger.info("changes can be kept again");
      else logger.error(`changes can't be kept, and are refused until they can: ${messageOf(cause)}`);
    },
  });
  await engine.ready;
  parts.defer(() => engine.stop());
  const madeHostToken = config.hostToken === null && isReachable(config) ? newToken() : null;
  const tokens = { token: config.token, hostToken: config.hostToken ?? madeHostToken };
  const authorizer = new Authorizer({ ...tokens, clock });
  for (const token of Object.values(tokens)) if (token !== null) messages.hide(token);
  const startedAt = clock.now();
  const startedMonotonic = clock.monotonic();
  const broker = new Broker({
    clock,
    turns,
    epoch: `${startedAt.toString(36)}${cluster ? `_${cluster.journal.self?.number}` : ""}`,
    log: cluster && { id: cluster.log.id, position: () => cluster.journal.sequence },
  });
  const publish = (event: LiveEvent, forPlayers?: LiveEvent) => broker.publish(event, forPlayers);
  const isToken = (word: string) => services.some((service) => service.isSecret?.(word));
  const isSecret = (word: string) => isToken(word) || authorizer.isToken(word);
  const restChanges = new RestChanges({ engine, requests: state.requests });
  const context = { engine, restChanges, clock: cluster?.clock ?? clock, newToken, turns, logger, isSecret, publish };
  const services: RunningService[] = [];
  // Each service draws for itself, so that a game between does not change what RANDOM gives.
  const randomOf = (name: string) => config.seed === null ? random : seededStream(config.seed, name);
  for (const [i, { state: { name }, start }] of created.entries()) {
    const service = start({ ...context, random: randomOf(name) }, settingsOf(definitions[i], config));
    services.push(service);
    parts.defer(() => service.stop?.());
  }
  for (const service of services) cluster ? service.join?.() : service.begin?.();
  await engine.flush().catch((error) => {
    throw new OperatorError(
      cluster
        ? `can't write to the log that the servers share (${messageOf(error)}): make sure that most of its NATS nodes are there`
        : `can't write to the data folder (${messageOf(error)}): make room, close what else has it open, or name another`,
    );
  });
  messages.isToken = isToken;

  const limits = { max: config.maxConnections, maxPerAddress: config.maxConnectionsPerAddress };
  const connections = new Connections({ ...limits, now: clock.monotonic() });
  const inputBudget = new InputBudget({ maxBytes: Math.max(MIN_INPUT_BUDGET, 4 * config.maxLine) });
  const faultChance = randomOf("faults");
  const newFaults = new NewFaults({ random: randomOf("new faults") });
  newFaults.set(config.fault);
  if (config.fault) logger.info("new connections get faults: {rule}", { rule: formatFaultRule(config.fault) });
  const wiretaps = new Wiretaps({ messages, clock });
  connections.listen((what, { id }) => what === "closed" && wiretaps.end(id));
  const list = new ConnectionList({ connections, self: () => cluster?.journal.self ?? null });
  const others = cluster && new Participation(cluster, {
    engine,
    state,
    connections,
    clock,
    turns,
    logger,
    answers: list.answers,
    onTold: (told) => tellConnectionOf(told, publish),
    tap: (id) => tapOwn({ connections, wiretaps }, id),
    onAppliedLate(range) {
      for (const service of services) service.reconcile?.(range);
    },
  });
  if (others) parts.use(others);
  tellConnections(connections, { publish, tellOthers: (event) => others?.tell(event) });
  const table = new CommandTable([
    { title: CONNECTION_TITLE, commands: CONNECTION_COMMANDS },
    ...definitions.flatMap(({ sections }) => sections),
  ]);
  const uptimeMs = () => clock.monotonic() - startedMonotonic;
  const own = connectionHandlers({ version, uptimeMs, connections, services, authorizer });
  const handlers = merged<LineHandler>("command", [own, ...services.map(({ handlers }) => handlers)]);
  const isLinearizable = cluster !== null && config.reads === "linearizable";
  const requestCounts = new RequestCounts(table);
  const rateLimits = new RateLimits({
    perConnection: config.maxRequestsPerSecond,
    perAddress: config.maxRequestsPerAddress,
    clock,
  });
  let httpPort = config.httpPort;
  const lines = {
    request: new Request(table),
    handlers: table.entries.map(({ verb }) => handlers[verb]),
    behindBarrier: isLinearizable
      ? table.entries.map(({ verb, command }) => !command.batched && !Object.hasOwn(own, verb))
      : null,
    requestCounts,
    services,
    engine,
    authorizer,
    rateLimits,
    httpPort: () => httpPort,
    messages,
    logger,
    connections,
    faultCounts: new FaultCounts(),
    newSeed: () => Math.floor(faultChance() * NEW_SEEDS),
    newFaults,
    clock,
    turns,
    endings: new Throttle(turns, ENDED_LINES_PER_TURN),
    bulk,
    inputBudget,
    maxLineBytes: config.maxLine,
    idleMs: config.idleSeconds * 1000,
  };
  const evictors = [() => connections.evictIdle()];
  let acceptFailures = 0;
  const makeRoom = () => {
    acceptFailures++;
    for (let i = 0; i < EVICTED; i++) if (!evictors.some((evict) => evict())) return;
  };
  const door = { clock, turns, logger, makeRoom };
  const forLines = { ...door, servedPerTurn: SERVED_LINES_PER_TURN };
  const { publicUrl, trustedProxy } = config;
  const proxied = config.proxyProtocol && trustedProxy
    ? new ProxiedConnections({ clock, logger, trusted: trustedProxy, max: config.maxConnections })
    : null;
  parts.defer(() => proxied?.close());
  const isProxy = (hostname: string) => trustedProxy?.includes(hostname) ?? false;
  const acceptor = certificate && new TlsAcceptor({
    ...door,
    maxPerAddress: config.maxConnectionsPerAddress,
    isProxy,
    secureContext: () => certificate.context,
  });
  if (acceptor) parts.defer(() => acceptor.close());
  if (acceptor) evictors.unshift(() => acceptor.evictIdle());
  if (certificate) parts.defer(clock.every(CERTIFICATE_MS, () => certificate.refresh()));
  const listen = async (flag: "--tcp-port" | "--tls-port", port: number, start: (wire: Wire) => void) => {
    const serve = (conn: Wire) => proxied ? proxied.accept(conn, start) : start(conn);
    const listener = await listening(
      flag,
      at(port),
      (address) => new TcpListener(address, { ...forLines, serve }),
    );
    parts.defer(() => listener.close());
    return listener;
  };
  const at = (port: number) => ({ hostname: config.host, port });
  const serve = (transport: Transport) => (conn: Wire) => new LineConnection(conn, transport, lines).start();
  const tcp = config.tlsOnly ? null : await listen("--tcp-port", config.tcpPort, serve("tcp"));
  const served = { serve: serve("tls"), refuse: refusePlainLine };
  const tls = acceptor && await listen("--tls-port", config.tlsPort, (conn) => acceptor.accept(conn, served));

  const { legacyHost, legacyPorts } = config;
  const legacy = legacyPorts && await LegacyPorts.open({ hostname: legacyHost, ports: legacyPorts, lines, listener: forLines });
  parts.defer(() => legacy?.close());

  const linesAddress = tcp && { hostname: tcp.address.hostname, port: config.publicTcpPort ?? tcp.address.port };
  const whereabouts = {
    hostname: config.host,
    lines: linesAddress,
    linesOverTls: tls?.address ?? null,
    addresses: () => reachableAddresses(config.host, networkAddresses()),
    url: publicUrl?.href ?? null,
  };
  // Braces would stand for what is to be put in.
  const watchdog = new Watchdog({ turns, clock, log: (text) => logger.info(text.replace(/[{}]/g, "$&$&")) });
  parts.defer(watchdog.start());
  const app = createApp({
    version,
    startedAt,
    lines,
    tags: definitions.map(({ title, about }) => ({ name: title, description: about })),
    events: merged("event", [...definitions.map(({ events }) => events), CONNECTION_EVENTS]),
    broker,
    wiretaps,
    list,
    newFaults,
    others,
    metrics: new Metrics({
      version,
      startedAt,
      connections,
      http: () => http,
      maxConnections: config.maxConnections,
      acceptFailures: () => acceptFailures,
      isReady: () => engine.healthy && !shutdown.isStopping,
      inputBudget,
      engine,
      broker,
      requestCounts,
      services,
      faultCounts: lines.faultCounts,
      rateLimits,
      messages,
      watchdog,
      sharedLog: cluster && {
        servers: () => cluster.members.all.length,
        position: () => cluster.journal.sequence,
        waitingMs: () => cluster.journal.waitingMs,
      },
    }),
    whereabouts,
    names: [config.host, ...(publicUrl ? [publicUrl.hostname] : [])],
    publicUrl,
    allowedOrigins: config.allowOrigin ?? [],
    assets,
    addMore: legacy && addSorterPages,
    barrier: isLinearizable ? () => engine.barrier() : null,
    isHealthy: () => engine.healthy,
    isStopping: () => shutdown.isStopping,
    isDraining: () => shutdown.isDraining,
  });
  const http = await listening(
    "--http-port",
    at(config.httpPort),
    (address) =>
      new HttpListener(address, {
        ...door,
        servedPerTurn: SERVED_HTTP_PER_TURN,
        limits,
        isProxy,
        endings: new Throttle(turns, ENDED_HTTP_PER_TURN),
        bulk,
        inputBudget,
        handle: (request, env) => app.fetch(request, trustedProxy ? behindProxy(request, { env, trusted: trustedProxy }) : env),
        webSocketPaths: ["/ws", `${publicUrl?.basePath ?? ""}/ws`],
        maxMessageBytes: config.maxLine + SPARE_MESSAGE_BYTES,
        tls: acceptor,
      }),
  );
  parts.defer(() => http.close());
  evictors.unshift(() => http.evictIdle());
  httpPort = http.address.port;

  parts.defer(clock.every(TICK_MS, () => {
    const now = clock.monotonic();
    connections.tick(now);
    http.tick(now);
    acceptor?.tick(now);
    engine.retry();
  }));

  const shutdown = new Shutdown({
    shutdownDelay: config.shutdownDelay,
    drainSeconds: config.drainSeconds,
    clock,
    logger,
    async closeDoors() {
      await Promise.all([tcp?.close(), tls?.close(), legacy?.close()]);
      await proxied?.close();
      acceptor?.dropAllFor(served);
    },
    connections,
    broker,
    wiretaps,
    engine,
    http,
    parts: parts.move(),
  });
  cluster?.journal.failed.catch((error) => {
    logger.error("this server can't go on, and stops: {error}", { error: messageOf(error) });
    shutdown.fail(error);
  });
  const doors = Object.entries({
    lines: tcp?.address,
    "lines over TLS": tls?.address,
    [tls ? "HTTPS" : "HTTP"]: http.address,
    "the old quiz": legacy?.quiz,
    "the old counter": legacy?.counter,
    "the old sorter": legacy?.sorter,
  });
  const pageUrl = () => {
    const [hostname = reachableHost(config.host)] = whereabouts.addresses();
    const address = formatAddress({ hostname, port: http.address.port });
    return publicUrl?.href ?? `${tls ? "https" : "http"}://${address}/`;
  };
  const hostUrl = () => madeHostToken === null ? null : `${pageUrl()}host#${madeHostToken}`;
  const places = doors.flatMap(([what, door]) => door ? [`for ${what} on "${formatAddress(door)}"`] : []);
  logger.info(`listening ${places.join(", ")}`);
  return {
    tcp: tcp?.address ?? null,
    tls: whereabouts.linesOverTls,
    http: http.address,
    legacy,
    pageUrl,
    hostUrl,
    finished: shutdown.finished,
    stop: () => shutdown.stop(),
    reloadCertificate: () => certificate?.reload(),
    [Symbol.asyncDispose]: () => shutdown.stop(),
  };
}
