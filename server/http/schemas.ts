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

/** An object with these keys and no others. @param where what an error calls it, such as `the query` */
export function strictObject<Shape extends z.core.$ZodLooseShape>(where: string, shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `${where} has no ${issue.keys?.map((key) => JSON.stringify(key)).join(" and ")}: it takes ${
          Object.keys(shape).join(", ")
        }`
        : undefined,
  });
}

/** A body of JSON, in a request or a response. */
export function json<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { "application/json": { schema } } };
}
