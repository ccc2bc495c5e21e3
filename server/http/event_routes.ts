/** The live feed. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { Services } from "../services.ts";
import { eventStreamResponse, EventStreams } from "./event_stream.ts";
import { PROBLEM_RESPONSES } from "./problem.ts";

/** So many may read the feed at once. */
const MAX_READERS = 500;

/** The route of the live feed. */
export function eventRoutes({ broker }: Pick<Services, "broker">) {
  const streams = new EventStreams({ most: MAX_READERS, what: "readers follow the events" });
  return [
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getEvents",
        summary: "Everything that happens, as server-sent events",
        description:
          "First `hello`, then `array`, `player`, `line`, `answer`, `result`, `counter` and `connection`, each with an id. With " +
          "`Last-Event-ID` they continue after that event; if it is no longer kept, the first event is `reload`. A slow reader gets " +
          "`cut` and is disconnected.",
        tags: ["Connections and events"],
        method: "get",
        path: "/api/events",
        request: { headers: z.object({ "last-event-id": z.string().optional() }) },
        responses: { 200: eventStreamResponse("The events"), ...PROBLEM_RESPONSES },
      }),
      handler: (c) => {
        return streams.answer(c, () => broker.subscribe(c.req.valid("header")["last-event-id"] ?? null));
      },
    }),
  ] as const;
}
