/** The service over REST. The schemas check the input and make the OpenAPI document. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { PROBLEM_RESPONSES } from "../../../server/services/rest/problem.ts";
import { json, NO_QUERY } from "../../../server/services/rest/schemas.ts";
import type { KeyValueState } from "./state.ts";

const Entry = z.object({ key: z.string(), value: z.string().nullable() }).openapi("Entry");

export function keyValueRoutes(state: KeyValueState, tag: string) {
  return [
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getEntry",
        summary: "The value of a key; null if it has none",
        tags: [tag],
        method: "get",
        path: "/api/entries/{key}",
        request: { query: NO_QUERY, params: z.object({ key: z.string() }) },
        responses: { 200: json("The key and its value", Entry), ...PROBLEM_RESPONSES },
      }),
      handler: (c) => {
        const { key } = c.req.valid("param");
        return c.json({ key, value: state.get(key) }, 200);
      },
    }),
  ] as const;
}
