/** The counters over REST. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { MAX_COUNTER_ID } from "../../../protocol/counter_text.ts";
import { RequestError } from "../../../protocol/request_error.ts";
import type { Counter } from "./registry.ts";
import type { ReadableCounters } from "./state.ts";
import { PROBLEM_RESPONSES, problems } from "../rest/problem.ts";
import { integerText, json, NO_QUERY } from "../rest/schemas.ts";

const CounterState = z.object({
  id: z.int(),
  value: z.int().openapi({ description: "What its client has calculated last" }),
  increment: z.int().openapi({ description: "The odd or even number that was handed out last" }),
  connected: z.boolean(),
  writtenAt: z.iso.datetime().openapi({ description: "When its client wrote last" }),
}).openapi("Counter", {
  example: { id: 42, value: 17, increment: 5, connected: true, writtenAt: "2026-01-02T03:04:05.000Z" },
});

/** The routes of the counters. */
export function counterRoutes({ counters, tag }: { counters: ReadableCounters; tag: string }) {
  const tags = [tag];
  return [
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getCounters",
        summary: "All counters, by ID",
        tags,
        method: "get",
        path: "/api/counters",
        request: { query: NO_QUERY },
        responses: { 200: json("The counters", z.object({ counters: z.array(CounterState) })), ...PROBLEM_RESPONSES },
      }),
      handler: (c) => c.json({ counters: counters.all().map(describe) }, 200),
    }),
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getCounter",
        summary: "One counter",
        tags,
        method: "get",
        path: "/api/counters/{id}",
        request: { query: NO_QUERY, params: z.object({ id: integerText(0, "Its ID", MAX_COUNTER_ID) }) },
        responses: { 200: json("The counter", CounterState), ...problems("no-counter") },
      }),
      handler: (c) => {
        const { id } = c.req.valid("param");
        const counter = counters.get(id);
        if (!counter) throw new RequestError("no-counter", `nobody has used counter ${id} yet`);
        return c.json(describe(counter), 200);
      },
    }),
  ] as const;
}

function describe({ id, value, increment, connected, writtenAt }: Counter) {
  return { id, value, increment, connected, writtenAt: new Date(writtenAt).toISOString() };
}
