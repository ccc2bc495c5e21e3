/** The open connections over REST, and what is said on them. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { RequestError } from "../../protocol/request_error.ts";
import { type Connection, type Connections, TRANSPORTS } from "../line/connections.ts";
import type { Wiretaps } from "../events/wiretaps.ts";
import { eventStreamResponse, EventStreams } from "./event_stream.ts";
import { PROBLEM_RESPONSES } from "../services/rest/problem.ts";
import { HOST_ONLY } from "../services/rest/roles.ts";
import { integerText, json, NO_QUERY, query } from "../services/rest/schemas.ts";

/** How many connections a page has at most, and if it is not asked for. */
const MAX_LIMIT = 1000;
const DEFAULT_LIMIT = 100;

/** So many may be watched at once, by all together: each of them costs the connection. */
const MAX_TAPS = 100;

const ConnectionState = z.object({
  id: z.int(),
  address: z.string().openapi({ example: "127.0.0.1:40312" }),
  transport: z.enum(TRANSPORTS),
  activity: z.string().openapi({ description: "What it is used for", example: "quiz as Ada" }),
  openedAt: z.iso.datetime(),
  messages: z.int().openapi({ description: "How many requests came" }),
  bytesIn: z.int(),
  bytesOut: z.int(),
}).openapi("Connection");

const tags = ["Connections and events"];

/** The routes of the connections. */
export function connectionRoutes({ connections, wiretaps }: { connections: Connections; wiretaps: Wiretaps }) {
  const streams = new EventStreams({ most: MAX_TAPS, what: "wires are watched" });
  return [
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "getConnections",
        summary: "The open connections of the line protocol, the newest first",
        tags,
        method: "get",
        path: "/api/connections",
        request: {
          query: query({
            limit: integerText(1, `The most connections to answer (${DEFAULT_LIMIT})`, MAX_LIMIT).optional(),
            before: integerText(1, "Only those with a lower ID: the last ID of a page leads to the next").optional(),
          }),
        },
        responses: {
          200: json(
            "The connections, and how many there are in all",
            z.object({ count: z.int(), connections: z.array(ConnectionState) }),
          ),
          ...PROBLEM_RESPONSES,
        },
      }),
      handler: (c) => {
        const { limit = DEFAULT_LIMIT, before = Infinity } = c.req.valid("query");
        const shown = connections.newest(limit, before).map(describe);
        return c.json({ count: connections.count, connections: shown }, 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "watchConnection",
        summary: "The lines of one connection as they go, both ways, as server-sent events",
        tags,
        method: "get",
        path: "/api/connections/{id}/lines",
        request: { query: NO_QUERY, params: z.object({ id: integerText(1, "Its ID") }) },
        responses: { 200: eventStreamResponse("`lines` as they go, and `closed` at the end"), ...PROBLEM_RESPONSES },
      }),
      handler: (c) => {
        const { id } = c.req.valid("param");
        if (!connections.has(id)) {
          throw new RequestError("no-connection", `no open connection has ID ${id}: /api/connections lists the open ones`);
        }
        return streams.answer(c, () => wiretaps.tap(id));
      },
    }),
  ] as const;
}

function describe({ id, address, transport, activity, openedAt, requests, bytesIn, bytesOut }: Connection) {
  return {
    id,
    address,
    transport,
    activity,
    openedAt: new Date(openedAt).toISOString(),
    messages: requests,
    bytesIn,
    bytesOut,
  };
}
