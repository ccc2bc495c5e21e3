/** The question sets over REST. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { HonoRequest, MiddlewareHandler } from "hono";
import { RequestError } from "../../../../protocol/request_error.ts";
import type { Random } from "../../../random.ts";
import type { Turns } from "../../../turns.ts";
import type { HttpEnv } from "../../rest/http_env.ts";
import { inSlices } from "../../rest/in_slices.ts";
import { problem, PROBLEM_RESPONSES, problems } from "../../rest/problem.ts";
import { KEYED } from "../../rest/request_key.ts";
import type { RestChanges } from "../../rest/rest_changes.ts";
import { HOST_ONLY } from "../../rest/roles.ts";
import { json, NO_QUERY, query } from "../../rest/schemas.ts";
import type { QuizState } from "../state.ts";
import { importAiken } from "./aiken.ts";
import { importCsv } from "./csv.ts";
import { importGift } from "./gift.ts";
import { exportGift } from "./gift_export.ts";
import type { Import, ImportOptions } from "./imported.ts";
import { exportJson, importJson } from "./json.ts";
import { QuestionSet } from "./question_set.ts";
import { newSetId } from "./set_changes.ts";

/** The most bytes of a set as it is sent: 1500 for each of 200 questions. It bounds what `JSON.parse` takes, which has no steps. */
export const MAX_SET_BYTES = 300_000;

/** What a set can be sent as. */
const IMPORTS: Readonly<Record<string, (text: string, options: ImportOptions) => Import>> = {
  "application/json": importJson,
  "text/x-gift": importGift,
  "text/x-aiken": importAiken,
  "text/csv": importCsv,
};

const Summary = z.object({
  id: z.string(),
  title: z.string(),
  questions: z.int().openapi({ description: "How many questions it has when it is played" }),
  builtIn: z.boolean().openapi({ description: "Whether every server has it, and nobody can change it" }),
}).openapi("QuestionSetSummary", { example: { id: "x7k2", title: "Planets", questions: 12, builtIn: false } });
const Changed = Summary.omit({ builtIn: true });

const params = z.object({ id: z.string().openapi({ description: "The ID of the set" }) });
/** The schema by its name alone: the handlers check a set by themselves, so that errors name the line. */
const SET = { "application/json": { schema: { $ref: "#/components/schemas/QuestionSet" } } } as const;
const TEXT = { schema: { type: "string" } } as const;
const TEXTS = { "text/x-gift": TEXT, "text/x-aiken": TEXT, "text/csv": TEXT } as const;

export interface SetRoutesOptions {
  state: QuizState;
  restChanges: RestChanges;
  random: Random;
  turns: Turns;
  /** Under what the OpenAPI document lists them. */
  tag: string;
}

/** The routes of the question sets. */
export function setRoutes({ state, restChanges, random, turns, tag }: SetRoutesOptions) {
  const { sets } = state;
  const tags = [tag];
  return [
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getSets",
        summary: "The question sets: the built-in ones first, then the others in the order in which they were added",
        tags,
        method: "get",
        path: "/api/sets",
        request: { query: NO_QUERY },
        responses: { 200: json("The sets", z.object({ sets: z.array(Summary) })), ...PROBLEM_RESPONSES },
      }),
      handler: (c) => c.json({ sets: sets.list() }, 200),
    }),
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "addSet",
        summary: "Adds a set: as JSON, in GIFT or Aiken, or from a spreadsheet",
        tags,
        ...HOST_ONLY,
        ...KEYED,
        method: "post",
        path: "/api/sets",
        middleware: [HOST_ONLY.middleware, onlyOfType(Object.keys(IMPORTS))],
        request: {
          query: query({ title: z.string().optional().openapi({ description: "Its title, in place of the one in the text" }) }),
          body: { description: "The set", required: true, content: { ...SET, ...TEXTS } },
        },
        responses: { 201: json("The set that was added", Changed), ...problems("not-utf8", "too-many-values") },
      }),
      handler: async (c) => {
        const set = await inSlices(IMPORTS[typeOf(c.req)](await textOf(c.req), c.req.valid("query")), turns);
        const what = () => ({ type: "add" as const, id: newSetId(random, (id) => sets.get(id) !== undefined), set });
        return c.json(await restChanges.make(c, state.asked.set, what), 201);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getSet",
        summary: "A set, with its answers: as JSON, or in GIFT for other programs",
        tags,
        ...HOST_ONLY,
        method: "get",
        path: "/api/sets/{id}",
        request: {
          query: NO_QUERY,
          params: z.object({
            id: z.string().openapi({
              description: "The ID of the set, with .json or .gift behind it for a file",
              example: "network.gift",
            }),
          }),
        },
        responses: {
          200: {
            description: "The set",
            content: { "application/json": { schema: QuestionSet }, "text/x-gift": { schema: z.string() } },
          },
          ...problems("no-set"),
        },
      }),
      handler: (c) => {
        const [, id, type] = c.req.valid("param").id.match(/^(.*?)(?:\.(json|gift))?$/s) ?? [];
        const set = sets.find(id);
        if (type) c.header("content-disposition", `attachment; filename="${id}.${type}"`);
        if (type === "gift") return c.body(exportGift(set), 200, { "content-type": "text/x-gift; charset=utf-8" });
        return c.body(exportJson(set), 200, { "content-type": "application/json" });
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "replaceSet",
        summary: "Replaces a set with another one",
        tags,
        ...HOST_ONLY,
        ...KEYED,
        method: "put",
        path: "/api/sets/{id}",
        middleware: [HOST_ONLY.middleware, onlyOfType(["application/json"])],
        request: { query: NO_QUERY, params, body: { description: "The set", required: true, content: SET } },
        responses: { 200: json("The set that is there now", Changed), ...problems("no-set", "not-utf8", "too-many-values") },
      }),
      handler: async (c) => {
        const set = await inSlices(importJson(await textOf(c.req)), turns);
        const change = { type: "replace" as const, id: c.req.valid("param").id, set };
        return c.json(await restChanges.make(c, state.asked.set, () => change), 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "removeSet",
        summary: "Removes a set",
        tags,
        ...HOST_ONLY,
        ...KEYED,
        method: "delete",
        path: "/api/sets/{id}",
        request: { query: NO_QUERY, params },
        responses: { 200: json("The set that was removed", Changed), ...problems("no-set") },
      }),
      handler: async (c) => {
        const change = { type: "remove" as const, id: c.req.valid("param").id };
        return c.json(await restChanges.make(c, state.asked.set, () => change), 200);
      },
    }),
  ] as const;
}

/** The type of a body, without what stands behind it, such as its encoding. */
function typeOf(request: HonoRequest): string {
  return (request.header("content-type") ?? "").split(";")[0].trim().toLowerCase();
}

/** A body as text. @throws {RequestError} if it is none, or too large */
async function textOf(request: HonoRequest): Promise<string> {
  const bytes = await request.arrayBuffer();
  if (bytes.byteLength > MAX_SET_BYTES) {
    throw new RequestError(
      "line-too-long",
      `the text of a set can have at most ${MAX_SET_BYTES} bytes, and this one has ${bytes.byteLength}: make two sets of it`,
    );
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new RequestError(
      "not-utf8",
      "the text is not UTF-8: save it as UTF-8, in a spreadsheet as “CSV UTF-8”, and send it again",
      {
        cause: error,
      },
    );
  }
}

/** Takes bodies of these types only. */
function onlyOfType(types: readonly string[]): MiddlewareHandler<HttpEnv> {
  const detail = `the content type of a set must be ${types.join(", ")}: send it in the header content-type`;
  return async (c, next) => {
    if (!types.includes(typeOf(c.req))) return problem(c, { code: "bad-arguments", status: 415, detail });
    await next();
    return undefined;
  };
}
