/** The HTTP side: the whole route table, and what holds for every route. */
import { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import type { Broker } from "../events/broker.ts";
import type { Wiretaps } from "../events/wiretaps.ts";
import type { NewFaults } from "../faults/fault_rule.ts";
import type { LineOptions } from "../line/connection.ts";
import type { MessageLog } from "../log/message_log.ts";
import type { RateLimits } from "../rate_limit.ts";
import type { Turns } from "../turns.ts";
import { type HttpEnv, remoteAddressOf, SAFE_METHODS } from "../services/rest/http_env.ts";
import { onInvalid, onThrown, problem } from "../services/rest/problem.ts";
import { hasKey, KEY_PARAMETER, requestKeyOf } from "../services/rest/request_key.ts";
import type { PublicUrl } from "../public_url.ts";
import { apiDocument, type ApiTag } from "./api_document.ts";
import type { ApiDocument } from "./api_operations.ts";
import { serveAssets } from "./assets.ts";
import { authorize } from "./authorize.ts";
import { routedPath } from "./base_path.ts";
import { boundedBody } from "./bounded_body.ts";
import type { ConnectionList } from "./connection_list.ts";
import { connectionRoutes } from "./connection_routes.ts";
import { eventRoutes } from "./event_routes.ts";
import { eventSchema, type EventSchemas, FEED_EVENTS, registerEvents, WIRE_EVENTS } from "./event_schema.ts";
import { faultRoutes } from "./fault_routes.ts";
import { healthRoutes, shuttingDown } from "./health_routes.ts";
import { onlyKnownHosts } from "./host.ts";
import type { Metrics } from "./metrics.ts";
import { FAULT_PARAMETER, misbehave } from "./misbehave.ts";
import { allowOrigins, onlyOwnPages } from "./origin.ts";
import type { OtherServers } from "./other_servers.ts";
import { serverRoutes, type Whereabouts } from "./server_routes.ts";
import { shownTarget } from "./shown_target.ts";
import { openWebSocket } from "./websocket.ts";

export interface AppOptions {
  version: string;
  startedAt: number;
  /** How lines are taken over a WebSocket; a body over REST may be as large as a line. */
  lines: LineOptions & { readonly messages: MessageLog };
  /** The headings of the services, in the OpenAPI document. */
  tags: readonly ApiTag[];
  /** What the events of the live feed have in them, by their types. */
  events: EventSchemas;
  broker: Broker;
  wiretaps: Wiretaps;
  list: ConnectionList;
  newFaults: NewFaults;
  /** The servers that share the state; `null` for a server alone. */
  others: OtherServers | null;
  metrics: Metrics;
  whereabouts: Whereabouts;
  /** The names of the server, beside IP addresses and `localhost`. */
  names: readonly string[];
  publicUrl: PublicUrl | null;
  /** The other origins whose pages may use the server. */
  allowedOrigins: readonly string[];
  /** The folder with what the browser is given; `null` where that was not built. */
  assets: string | null;
  /** Adds routes that are no part of the API; `null` for none. */
  addMore: ((app: OpenAPIHono<HttpEnv>) => void) | null;
  /** Waits until all is applied that other servers have committed; `null` for a server alone. */
  barrier: (() => Promise<void>) | null;
  /** Whether changes can be kept. */
  isHealthy: () => boolean;
  /** Whether the server is going to stop; and whether it takes no more requests, since it stops now. */
  isStopping: () => boolean;
  isDraining: () => boolean;
}

/** Makes the HTTP application. It can be asked by `app.request()`, without a port. */
export function createApp(options: AppOptions): OpenAPIHono<HttpEnv> {
  const { version, startedAt, lines, tags, events, broker, wiretaps, metrics, whereabouts, assets, isDraining } = options;
  const { names, publicUrl, allowedOrigins, barrier, list, others, newFaults } = options;
  const basePath = publicUrl?.basePath ?? "";
  const { services, authorizer, rateLimits, connections, messages, logger, clock, turns, maxLineBytes } = lines;
  const app = new OpenAPIHono<HttpEnv>({ defaultHook: onInvalid, getPath: routedPath(basePath) });

  app.use(countRequests(metrics));
  app.use(tellTurns({ turns, messages }));
  if (messages.on) app.use(logMessages(messages));
  app.use(onlyKnownHosts(names));
  if (allowedOrigins.length > 0) {
    for (const path of ["/api/*", "/openapi.json", "/events.schema.json"]) app.use(path, allowOrigins(allowedOrigins));
  }
  app.use(methodNotAllowed({
    app,
    onMethodNotAllowed: (c, methods) =>
      problem(c, {
        code: "unknown-command",
        status: 405,
        detail: `${c.req.path} does not take ${c.req.method}: it takes ${methods.join(", ")}`,
        headers: { allow: methods.join(", ") },
      }),
  }));
  for (const path of ["/api/*", "/ws"]) app.use(path, notWhileDraining(isDraining), notTooOften(rateLimits));
  const faults = misbehave({ ...lines, isDraining });
  for (const path of ["/api/*", "/openapi.json"]) app.use(path, faults);
  const ownPages = onlyOwnPages([...allowedOrigins, ...(publicUrl ? [publicUrl.origin] : [])]);
  app.use("/ws", ownPages);
  app.use("/api/*", (c, next) => SAFE_METHODS.has(c.req.method) ? next() : ownPages(c, next));
  app.use("/api/*", authorize({ authorizer, services, clock }));
  app.use("/api/*", boundedBody({ maxBytes: maxLineBytes, turns }));
  app.use("/api/*", findRequestKey);

  serveAssets(app, assets);
  // What the page asks for is relative to a path that ends with a slash.
  if (basePath !== "") app.get(basePath, (c) => c.redirect(`${basePath}/`, 308));
  app.openapiRoutes(healthRoutes(options));
  app.openapiRoutes(connectionRoutes({ connections, wiretaps, list, others }));
  app.openapiRoutes(faultRoutes({ connections, newFaults, logger }));
  app.openapiRoutes(serverRoutes({ version, startedAt, authorizer, whereabouts, others }));
  app.openapiRoutes(eventRoutes({ broker, events }));
  // What was answered above is this server's own; what comes below is the state that servers share.
  if (barrier) app.use("/api/*", passBarrier(barrier));
  for (const service of services) service.addRoutes(app);
  options.addMore?.(app);
  app.get("/ws", (c) => openWebSocket(c, lines));
  app.get("/metrics", async (c) => c.body(await metrics.text(), 200, { "content-type": metrics.contentType }));
  app.openAPIRegistry.registerComponent("parameters", "IdempotencyKey", KEY_PARAMETER);
  app.openAPIRegistry.registerComponent("parameters", "Fault", FAULT_PARAMETER);
  registerEvents(app, "LiveEvent", { ...FEED_EVENTS, ...events });
  registerEvents(app, "WireEvent", WIRE_EVENTS);
  let made: ApiDocument | null = null;
  const document = () => made ??= apiDocument(app, { version, tags: [...tags, ...OWN_TAGS], publicUrl });
  app.get("/openapi.json", (c) => c.json(document()));
  app.get("/events.schema.json", (c) => c.body(JSON.stringify(eventSchema(document())), 200, SCHEMA_TYPE));

  app.notFound((c) => problem(c, { code: "unknown-command", detail: `there is no ${c.req.path}: /docs shows the REST API` }));
  app.onError(onThrown(logger));
  return app;
}

/** The headings of the routes that are of no service. */
const OWN_TAGS: readonly ApiTag[] = [
  { name: "Connections and events", description: "Who is connected, what they say, and everything that happens, live" },
  { name: "Health", description: "What the server is, and whether it can be used" },
];
const SCHEMA_TYPE = { "content-type": "application/schema+json" };

const METHODS = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]);

/** Takes no new requests while the server stops. */
function notWhileDraining(isDraining: () => boolean): MiddlewareHandler<HttpEnv> {
  return async (_c, next) => {
    if (isDraining()) throw shuttingDown();
    await next();
  };
}

/** Finds the key with which a change is asked for. */
const findRequestKey: MiddlewareHandler<HttpEnv> = async (c, next) => {
  if (hasKey(c) && !SAFE_METHODS.has(c.req.method)) c.set("requestKey", await requestKeyOf(c));
  await next();
};

/** Does nothing before all is applied that other servers have committed. */
function passBarrier(barrier: () => Promise<void>): MiddlewareHandler<HttpEnv> {
  return async (_c, next) => {
    await barrier();
    await next();
  };
}

/** Lets no client do more per second than it may. */
function notTooOften(limits: RateLimits): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const { hostname, port } = remoteAddressOf(c);
    const refusal = limits.take(hostname, port);
    if (refusal !== null) throw refusal;
    await next();
  };
}

/** Counts what was answered. */
function countRequests(metrics: Metrics): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    await next();
    metrics.answered(METHODS.has(c.req.method) ? c.req.method : "other", c.res.status);
  };
}

/** Lets it be known what the server does. */
function tellTurns({ turns, messages }: { turns: Turns; messages: MessageLog }): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const { method, path } = c.req;
    turns.doing = { toString: () => `${method} ${shownTarget(path, messages.hasSecret)}` };
    await next();
  };
}

/** Logs each request and what it was answered. */
function logMessages(messages: MessageLog): MiddlewareHandler<HttpEnv> {
  return async (c, next) => {
    const { hostname, port } = remoteAddressOf(c);
    const name = `http ${hostname}:${port}`;
    const { pathname, search } = new URL(c.req.url);
    messages.exchange(name, "<", `${c.req.method} ${shownTarget(pathname + search, messages.hasSecret)}`);
    await next();
    messages.exchange(name, ">", String(c.res.status));
  };
}
