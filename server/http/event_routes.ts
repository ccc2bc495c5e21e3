/** The live feed. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { Broker } from "../events/broker.ts";
import { type EventSchemas, eventStreamResponse } from "./event_schema.ts";
import { EventStreams } from "./event_stream.ts";
import { problems } from "../services/rest/problem.ts";
import { roleOf } from "../services/rest/roles.ts";

/** So many may read the feed at once. */
const MAX_READERS = 500;

/** The route of the live feed. */
export function eventRoutes({ broker, events }: { broker: Broker; events: EventSchemas }) {
  const types = Object.keys(events).map((type) => `\`${type}\``);
  const streams = new EventStreams({ most: MAX_READERS, what: "readers follow the events" });
  return [
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getEvents",
        summary: "Everything that happens, as server-sent events",
        description:
          `First \`hello\`, then ${types.slice(0, -1).join(", ")} and ${
            types.at(-1)
          }, each with an id. With \`Last-Event-ID\` ` +
          "they continue after that event; if it is no longer kept, the first event is `reload`. A slow reader gets `cut` and is " +
          "disconnected. Only a host is told the addresses of connections.",
        tags: ["Connections and events"],
        method: "get",
        path: "/api/events",
        request: { headers: z.object({ "last-event-id": z.string().optional() }) },
        responses: { 200: eventStreamResponse("The events", "LiveEvent"), ...problems("too-many-connections") },
      }),
      handler: (c) => {
        return streams.answer(c, () => broker.subscribe(c.req.valid("header")["last-event-id"] ?? null, roleOf(c)));
      },
    }),
  ] as const;
}
