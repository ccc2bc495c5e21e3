/** The sorted array over REST. The schemas check the input and make the OpenAPI document. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Numbers } from "../../engine/change_kind.ts";
import type { Random } from "../../random.ts";
import type { Turns } from "../../turns.ts";
import { sortIntegers } from "./sort_integers.ts";
import { picture } from "./picture.ts";
import { randomValues } from "./random_values.ts";
import type { ArrayState } from "./state.ts";
import { integersBody } from "./integers_json.ts";
import { KeptBody } from "./kept_body.ts";
import { encoded, JSON_TYPE } from "../rest/encoded.ts";
import { PROBLEM_RESPONSES, problems } from "../rest/problem.ts";
import { KEYED } from "../rest/request_key.ts";
import type { RestChanges } from "../rest/rest_changes.ts";
import { CHANGES, HOST_ONLY } from "../rest/roles.ts";
import { body, integerText, json, MAX, MIN, NO_QUERY, notAnInteger, query } from "../rest/schemas.ts";

/** An integer in a JSON body, and a list of them: all are checked in one pass, which ends at the first that is none. */
const Integer = z.number({ error: notAnInteger(MIN, MAX) }).int({ error: notAnInteger(MIN, MAX) })
  .openapi({ type: "integer", minimum: MIN, maximum: MAX, example: 5 });

const Integers = z.custom<number[]>()
  .superRefine((items: unknown, context) => {
    const refuse = (message: string, path: number[] = []) => context.addIssue({ code: "custom", path, message });
    if (!Array.isArray(items)) return refuse("must be a list of integers");
    if (items.length === 0) return refuse("must have at least one integer");
    const wrong = items.findIndex((item) => !Number.isSafeInteger(item));
    if (wrong >= 0) refuse(notAnInteger(MIN, MAX), [wrong]);
  })
  .openapi({ type: "array", minItems: 1, items: { type: "integer", minimum: MIN, maximum: MAX } });

const ArraySlice = z.object({
  count: z.int().openapi({ description: "How many values the array holds" }),
  offset: z.int().openapi({ description: "The position of the first of the values in the array" }),
  values: z.array(z.int()),
}).openapi("ArraySlice", { example: { count: 4, offset: 0, values: [3, 3, 5, 9] } });

const ArrayQuery = query({
  offset: integerText(0, "The position to begin at; 0 is the smallest value").optional(),
  count: integerText(0, "The most values to answer").optional(),
  low: integerText(MIN, "The least value to answer").optional(),
  high: integerText(MIN, "The greatest value to answer").optional(),
})
  .refine(({ low, high }) => (low === undefined) === (high === undefined), { error: "low and high need each other: send both" })
  .refine(({ low, offset }) => low === undefined || offset === undefined, {
    error: "offset can't be combined with low and high",
  })
  .refine(({ low = MIN, high = MAX }) => low <= high, { error: "low must not be above high" });

const Values = body({ values: Integers })
  .openapi("Values", { example: { values: [5, 3, 9, 3] } });

const Addition = body({ value: Integer.optional(), values: Integers.optional() })
  .refine(({ value, values }) => (value === undefined) !== (values === undefined), {
    error: "the body must have either value or values (to add a random integer, send no body)",
  })
  .openapi("Addition", { example: { value: 5 } });

const Added = z.object({ added: z.array(z.int()), count: z.int() }).openapi({ example: { added: [5], count: 5 } });
const Sorted = z.object({ sorted: z.array(z.int()), count: z.int() }).openapi({ example: { sorted: [3, 5, 9], count: 3 } });
const Removed = z.object({ removed: z.int() }).openapi({ example: { removed: 1 } });
const Stats = z.object({
  count: z.int(),
  distinct: z.int(),
  min: z.int().nullable(),
  max: z.int().nullable(),
  median: z.number().nullable(),
  mean: z.number().nullable(),
}).openapi("Stats", { example: { count: 4, distinct: 3, min: 3, max: 9, median: 4, mean: 5 } });

const Picture = z.object({
  count: z.int().openapi({ description: "How many values the array holds" }),
  bars: z.array(z.object({ low: z.int(), high: z.int(), count: z.int() })).openapi({
    description: "Each value by itself where they are few enough, else how many there are in ranges of equal width",
  }),
}).openapi("Picture", {
  example: { count: 4, bars: [{ low: 3, high: 3, count: 2 }, { low: 5, high: 5, count: 1 }, { low: 9, high: 9, count: 1 }] },
});

const MAX_BARS = 1000;
const DEFAULT_BARS = 100;

export interface ArrayRoutesOptions {
  state: ArrayState;
  /** Tells this server's array from that of the one before. */
  epoch: string;
  restChanges: RestChanges;
  random: Random;
  turns: Turns;
  /** Under what the OpenAPI document lists them. */
  tag: string;
}

/** The routes of the sorted array. */
export function arrayRoutes({ state, epoch, restChanges, random, turns, tag }: ArrayRoutesOptions) {
  const { list } = state;
  const kept = new KeptBody();
  const tags = [tag];
  /** Puts values in. @returns them, and how many the array holds then */
  const add = async (c: Context, given: ArrayLike<number>) => {
    const numbers = toNumbers(given);
    const { value, count } = await restChanges.make(c, state.asked.add, () => numbers);
    // A random value is another one when it is asked for again.
    return { values: value === null ? numbers.numbers : Float64Array.of(value), count };
  };
  return [
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getArray",
        summary: "The values in ascending order: all, those from a position on, or those from low to high, both included",
        tags,
        method: "get",
        path: "/api/array",
        request: { query: ArrayQuery },
        responses: {
          200: json("The values", ArraySlice),
          304: { description: "The array is as it was in the answer with the ETag that If-None-Match names" },
          ...PROBLEM_RESPONSES,
        },
      }),
      handler: (c) => {
        const { offset = 0, count: most = Infinity, low, high = MAX } = c.req.valid("query");
        const { count } = list;
        const start = low === undefined ? Math.min(offset, count) : list.rank(low);
        const end = Math.min(low === undefined ? count : list.rank(high + 1), start + most);
        const etag = `"${epoch}-${state.changes}"`;
        if (isOneOf(c.req.header("if-none-match"), etag)) return c.body(null, 304, { etag });
        const body = kept.get(`${etag} ${start} ${end}`, () => {
          return integersBody(`{"count":${count},"offset":${start},"values":[`, list.slice(start, end), "]}", turns);
        });
        return encoded<z.infer<typeof ArraySlice>, 200>(new Response(body, { headers: { ...JSON_TYPE, etag } }));
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...CHANGES,
        operationId: "addValue",
        summary: "Puts one integer in, or several; without a body a random one from 0 to 999999",
        tags,
        ...KEYED,
        method: "post",
        path: "/api/array",
        request: { query: NO_QUERY, body: json("What to put in", Addition) },
        responses: {
          201: json("What was put in, and how many values the array holds then", Added),
          ...problems("too-many-values"),
        },
      }),
      handler: async (c) => {
        const { value, values = value === undefined ? randomValues(1, random) : [value] } = c.req.valid("json");
        const added = await add(c, values);
        const body = integersBody('{"added":[', added.values, `],"count":${added.count}}`, turns);
        return encoded<z.infer<typeof Added>, 201>(new Response(body, { status: 201, headers: JSON_TYPE }));
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "clearArray",
        summary: "Empties the array",
        tags,
        ...KEYED,
        method: "delete",
        path: "/api/array",
        request: { query: NO_QUERY },
        responses: { 200: json("How many values there were", Removed), ...PROBLEM_RESPONSES },
      }),
      handler: async (c) => {
        return c.json(await restChanges.make(c, state.asked.clear, () => toNumbers([])), 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...CHANGES,
        operationId: "removeValue",
        summary: "Takes one occurrence of a value out",
        tags,
        ...KEYED,
        method: "delete",
        path: "/api/array/{value}",
        request: { query: NO_QUERY, params: z.object({ value: integerText(MIN, "The value to take out") }) },
        responses: { 200: json("1 where there was one, else 0", Removed), ...PROBLEM_RESPONSES },
      }),
      handler: async (c) => {
        const value = toNumbers([c.req.valid("param").value]);
        return c.json(await restChanges.make(c, state.asked.remove, () => value), 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...CHANGES,
        operationId: "sortValues",
        summary: "Puts integers in and answers them in ascending order",
        tags,
        ...KEYED,
        method: "post",
        path: "/api/array/sort",
        request: { query: NO_QUERY, body: { ...json("What to sort", Values), required: true } },
        responses: {
          200: json("The integers, ascending, and how many values the array holds then", Sorted),
          ...problems("too-many-values"),
        },
      }),
      handler: async (c) => {
        const { values, count } = await add(c, c.req.valid("json").values);
        sortIntegers(values);
        const body = integersBody('{"sorted":[', values, `],"count":${count}}`, turns);
        return encoded<z.infer<typeof Sorted>, 200>(new Response(body, { status: 200, headers: JSON_TYPE }));
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getStats",
        summary: "Facts about the array; null where there is nothing",
        tags,
        method: "get",
        path: "/api/array/stats",
        request: { query: NO_QUERY },
        responses: { 200: json("The facts", Stats), ...PROBLEM_RESPONSES },
      }),
      handler: (c) => c.json(list.stats(), 200),
    }),
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getPicture",
        summary: "The array in a few bars, however many values it holds",
        tags,
        method: "get",
        path: "/api/array/picture",
        request: {
          query: query({ bars: integerText(1, `The most bars (${DEFAULT_BARS})`, MAX_BARS).optional() }),
        },
        responses: { 200: json("The bars, ascending", Picture), ...PROBLEM_RESPONSES },
      }),
      handler: (c) => {
        const { bars = DEFAULT_BARS } = c.req.valid("query");
        return c.json({ count: list.count, bars: picture(list, bars) }, 200);
      },
    }),
  ] as const;
}

/** Whether a header lists an entity tag, or stands for any (RFC 9110, 13.1.2). */
function isOneOf(header: string | undefined, etag: string): boolean {
  return header !== undefined && (header === "*" || header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag));
}

/** The integers as the engine takes them. Adding 0 makes -0, which JSON has, to 0. */
function toNumbers(integers: ArrayLike<number>): Numbers {
  const numbers = new Float64Array(integers.length);
  for (let i = 0; i < numbers.length; i++) numbers[i] = integers[i] + 0;
  return { numbers, count: numbers.length };
}
