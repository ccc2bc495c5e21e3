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
          "First `hello`, then `array`, `player`, `answer`, `result`, `counter` and `connection`, each with an id. With " +
          "`Last-Event-ID` they go on behind that event; where it is not kept any more, the first event is `reload`. A reader that " +
          "leaves too much unread is told `cut`, and let go.",
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
