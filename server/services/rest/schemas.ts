/** What the schemas of several resources are made of. */
import { z } from "@hono/zod-openapi";

export const MIN = Number.MIN_SAFE_INTEGER;
export const MAX = Number.MAX_SAFE_INTEGER;

/** What is said of something that is no integer in its range; it makes the error code `not-an-integer`. */
export function notAnInteger(min: number, max: number): string {
  return `must be an integer from ${min} to ${max}`;
}

/** An integer in a path or a query, from `min` to `max`. */
export function integerText(min: number, description: string, max = MAX) {
  const error = notAnInteger(min, max);
  return z.string({ error }).regex(/^-?\d+$/, { error }).transform((text) => Number(text) + 0)
    .refine((value) => value >= min && value <= max, { error })
    .openapi({ type: "integer", minimum: min, maximum: max, description });
}

/** A query with these keys and no others. */
export function query<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, { error: (issue) => unknownKeys(issue, "query key", Object.keys(shape)) });
}

/** The query of a route that takes none. */
export const NO_QUERY = query({});

/** A body with these keys and no others. */
export function body<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      unknownKeys(issue, "key in the body", Object.keys(shape)) ?? 'the body must be a JSON object, such as {"values":[5,3]}',
  });
}

function unknownKeys(issue: z.core.$ZodRawIssue, what: string, known: readonly string[]): string | undefined {
  if (issue.code !== "unrecognized_keys") return undefined;
  const unknown = issue.keys.map((key) => JSON.stringify(key)).join(" and ");
  return `there is no ${what} ${unknown} here: ${known.length > 0 ? `use ${known.join(", ")}` : "it takes none"}`;
}

/** A body of JSON, in a request or a response. */
export function json<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { "application/json": { schema } } };
}
