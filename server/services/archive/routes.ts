/** The archive over REST. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { RequestError } from "../../../protocol/request_error.ts";
import { csv, csvHeaders, csvOf } from "../rest/csv.ts";
import { PROBLEM_RESPONSES, problems } from "../rest/problem.ts";
import { KEYED } from "../rest/request_key.ts";
import { HOST_ONLY } from "../rest/roles.ts";
import { body, integerText, json, NO_QUERY } from "../rest/schemas.ts";
import type { ServiceContext } from "../service.ts";
import { className } from "./commands.ts";
import { type ArchivedClass, type ArchiveState, summaryOf } from "./state.ts";

const Summary = z.object({
  id: z.int(),
  name: z.string(),
  date: z.iso.datetime().openapi({ description: "When it ended" }),
  summary: z.record(z.string(), z.number()).openapi({ description: "How much there was" }),
}).openapi("ArchivedClassSummary");

const Archived = Summary.extend({
  tables: z.record(
    z.string(),
    z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.union([z.string(), z.number()]))) }),
  ).openapi({ description: "leaderboard, values and counters; long ones are cut off" }),
}).openapi("ArchivedClass");

const id = integerText(1, "The number of the class");
const request = { query: NO_QUERY, params: z.object({ id }) };

export interface ArchiveRoutesOptions {
  readonly state: ArchiveState;
  readonly restChanges: ServiceContext["restChanges"];
  readonly clock: ServiceContext["clock"];
  readonly tag: string;
}

/** The routes of the archive. */
export function archiveRoutes({ state, restChanges, clock, tag }: ArchiveRoutesOptions) {
  const tags = [tag];
  return [
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "endClass",
        summary: "Ends a class: array, leaderboard and counters go into the archive, and begin afresh",
        tags,
        ...KEYED,
        method: "post",
        path: "/api/archive",
        request: { query: NO_QUERY, body: { ...json("The name of the class", body({ name: z.string() })), required: true } },
        responses: { 201: json("What went into the archive", Summary), ...problems("bad-name") },
      }),
      handler: async (c) => {
        const name = className(c.req.valid("json").name);
        return c.json(await restChanges.make(c, state.asked.end, () => ({ name, date: clock.now() })), 201);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "getArchive",
        summary: "The classes in the archive, the latest first",
        tags,
        method: "get",
        path: "/api/archive",
        request: { query: NO_QUERY },
        responses: { 200: json("The classes", z.object({ classes: z.array(Summary) })), ...PROBLEM_RESPONSES },
      }),
      handler: (c) => c.json({ classes: state.classes.map(summaryOf).reverse() }, 200),
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "getArchivedClass",
        summary: "What a class has left behind",
        tags,
        method: "get",
        path: "/api/archive/{id}",
        request,
        responses: { 200: json("The class", Archived), ...problems("no-class") },
      }),
      handler: (c) => {
        const archived = state.find(c.req.valid("param").id);
        return c.json({ ...summaryOf(archived), tables: mutable(archived.tables) }, 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "getArchivedTable",
        summary: "One of its tables for a spreadsheet: leaderboard, values or counters",
        tags,
        method: "get",
        path: "/api/archive/{id}/{table}",
        request: {
          query: NO_QUERY,
          params: z.object({ id, table: z.string().openapi({ description: "Such as leaderboard.csv" }) }),
        },
        responses: { 200: csv("The table"), ...problems("no-class") },
      }),
      handler: (c) => {
        const { id, table: file } = c.req.valid("param");
        const { tables } = state.find(id);
        const table = file.endsWith(".csv") && Object.hasOwn(tables, file.slice(0, -4)) ? tables[file.slice(0, -4)] : null;
        if (!table) {
          const names = Object.keys(tables).map((name) => `${name}.csv`).join(", ");
          throw new RequestError("no-class", `class ${id} has no such table: there are ${names}`);
        }
        return c.body(csvOf(table.columns, table.rows), 200, csvHeaders(`class-${id}-${file}`));
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "removeClass",
        summary: "Takes a class out of the archive, for good",
        tags,
        ...KEYED,
        method: "delete",
        path: "/api/archive/{id}",
        request,
        responses: { 204: { description: "It is gone" }, ...problems("no-class") },
      }),
      handler: async (c) => {
        await restChanges.make(c, state.asked.remove, () => ({ id: c.req.valid("param").id }));
        return c.body(null, 204);
      },
    }),
  ] as const;
}

function mutable(tables: ArchivedClass["tables"]): z.infer<typeof Archived>["tables"] {
  return Object.fromEntries(
    Object.entries(tables).map((
      [name, { columns, rows }],
    ) => [name, { columns: [...columns], rows: rows.map((row) => [...row]) }]),
  );
}
