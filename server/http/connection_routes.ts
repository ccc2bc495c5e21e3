/** The open connections over REST, and what is said on them. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { RequestError } from "../../protocol/request_error.ts";
import type { Connections } from "../line/connections.ts";
import type { Wiretaps } from "../events/wiretaps.ts";
import { type ConnectionList, ConnectionState, readPlace } from "./connection_list.ts";
import { eventStreamResponse } from "./event_schema.ts";
import { EventStreams } from "./event_stream.ts";
import { type OtherServers, ServerName } from "./other_servers.ts";
import { PROBLEM_RESPONSES, problems } from "../services/rest/problem.ts";
import { HOST_ONLY } from "../services/rest/roles.ts";
import { integerText, json, NO_QUERY, query } from "../services/rest/schemas.ts";

/** How many connections a page has at most, and if it is not asked for. */
const MAX_LIMIT = 1000;
const DEFAULT_LIMIT = 100;

/** So many may be watched at once, by all together: each of them costs the connection. */
const MAX_TAPS = 100;

/** A place in the list: an ID, or what `next` of an answer is. */
const PLACE = "must be the `next` of a response, or the ID of a connection";

const tags = ["Connections and events"];

/** Whose lines are shown to whom. */
export interface Wire {
  readonly connections: Connections;
  readonly wiretaps: Wiretaps;
}

/** The lines of a connection of this server from now on. @throws {RequestError} `no-connection` */
export function tapOwn({ connections, wiretaps }: Wire, id: number): ReadableStream<Uint8Array> {
  if (connections.has(id)) return wiretaps.tap(id);
  throw new RequestError("no-connection", `no open connection has ID ${id}: /api/connections lists the open ones`);
}

/** The routes of the connections. */
export function connectionRoutes({ list, others, ...own }: Wire & { list: ConnectionList; others: OtherServers | null }) {
  const streams = new EventStreams({ most: MAX_TAPS, what: "wires are watched" });
  return [
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "getConnections",
        summary: "The open connections of the line protocol, the newest first",
        description: "Those of all servers, if several share the state",
        tags,
        method: "get",
        path: "/api/connections",
        request: {
          query: query({
            limit: integerText(1, `The most connections to answer (${DEFAULT_LIMIT})`, MAX_LIMIT).optional(),
            before: z.string().regex(/^\d{1,15}(-\d{1,15})?$/, { error: PLACE }).transform(readPlace).optional().openapi({
              type: "string",
              description:
                "Only those behind this place in the list: `next` of the page before; or an ID, for those with a lower one",
            }),
          }),
        },
        responses: {
          200: json(
            "The connections, and how many there are in all",
            z.object({
              count: z.int(),
              connections: z.array(ConnectionState),
              next: z.string().nullable().openapi({
                description: "What to send as `before` for more; null if there are no more",
              }),
              missing: z.array(ServerName).openapi({
                description: "The servers that did not answer in time: their connections are not listed, nor counted",
              }),
            }),
          ),
          ...PROBLEM_RESPONSES,
        },
      }),
      handler: async (c) => {
        const { limit = DEFAULT_LIMIT, before = null } = c.req.valid("query");
        return c.json(await list.newest({ limit, before }, others), 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "watchConnection",
        summary: "The last 50 lines of one connection, and then those that come, both ways, as server-sent events",
        tags,
        method: "get",
        path: "/api/connections/{id}/lines",
        request: { query: NO_QUERY, params: z.object({ id: integerText(1, "Its ID") }) },
        responses: {
          200: eventStreamResponse("`lines`, first the last ones and then as they go, and `closed` at the end", "WireEvent"),
          ...problems("no-connection", "too-many-connections"),
        },
      }),
      handler: (c) => {
        const { id } = c.req.valid("param");
        return streams.answer(c, async () => {
          const far = own.connections.has(id) ? null : await others?.tap(id);
          return far ?? tapOwn(own, id);
        });
      },
    }),
  ] as const;
}
