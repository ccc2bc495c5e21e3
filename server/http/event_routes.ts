/** The live feed. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { RequestError } from "../../protocol/request_error.ts";
import type { Services } from "../services.ts";
import { eventStream, eventStreamResponse } from "./event_stream.ts";
import { PROBLEM_RESPONSES } from "./problem.ts";

/** So many may read the feed at once. */
const MAX_READERS = 1000;

/** The route of the live feed. */
export function eventRoutes({ broker }: Pick<Services, "broker">) {
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
        if (broker.readerCount >= MAX_READERS) {
          throw new RequestError("too-many-connections", `${MAX_READERS} readers follow the events already: try again later`);
        }
        return eventStream(c, () => broker.subscribe(c.req.valid("header")["last-event-id"] ?? null));
      },
    }),
  ] as const;
}
