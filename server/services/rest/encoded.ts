import type { TypedResponse } from "hono";

/** A response whose body is already encoded, with the type of what it says. */
export function encoded<Data extends object, Status extends 200 | 201>(
  response: Response,
): TypedResponse<Data, Status, "json"> {
  return response as unknown as TypedResponse<Data, Status, "json">;
}

/** The header of a body that is already encoded as JSON. */
export const JSON_TYPE = { "content-type": "application/json" };
