import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { RequestError } from "../../protocol/request_error.ts";
import { PROBLEM_RESPONSES, problems } from "../services/rest/problem.ts";
import { json } from "../services/rest/schemas.ts";

const Health = z.object({ status: z.enum(["alive", "ready"]) }).openapi("Health");

/** What is said to whoever asks while the server stops. */
export function shuttingDown(): RequestError {
  return new RequestError("shutting-down", "the server is stopping: try again when it is back");
}

/** What load balancers and supervisors ask for. */
export function healthRoutes({ isHealthy, isStopping }: { isHealthy: () => boolean; isStopping: () => boolean }) {
  return [
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getHealth",
        summary: "Whether the server is alive",
        tags: ["Health"],
        method: "get",
        path: "/healthz",
        responses: { 200: json("It is", Health), ...PROBLEM_RESPONSES },
      }),
      handler: (c) => c.json({ status: "alive" as const }, 200),
    }),
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getReadiness",
        summary: "Whether the server is ready for traffic",
        tags: ["Health"],
        method: "get",
        path: "/readyz",
        responses: { 200: json("It is; 503 where it is not", Health), ...problems("internal", "shutting-down") },
      }),
      handler: (c) => {
        if (isStopping()) throw shuttingDown();
        if (!isHealthy()) {
          throw new RequestError("internal", "changes can't be stored and are refused until they can: the log says why");
        }
        return c.json({ status: "ready" as const }, 200);
      },
    }),
  ] as const;
}
