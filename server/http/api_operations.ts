/** The operations of an OpenAPI document. */
import type { OpenAPIHono } from "@hono/zod-openapi";

/** An OpenAPI 3.1 document. */
export type ApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;
type PathItem = NonNullable<ApiDocument["paths"]>[string];
export type Operation = NonNullable<PathItem["get"]>;

/** The methods under which a path has operations. */
const METHODS = ["get", "post", "put", "patch", "delete"] as const;

/** One operation of the document, and where it is. */
export interface PlacedOperation {
  readonly path: string;
  readonly method: typeof METHODS[number];
  readonly operation: Operation;
}

/** All operations of a document, by path and method. */
export function operationsOf({ paths = {} }: ApiDocument): PlacedOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => item[method] ? [{ path, method, operation: item[method] }] : [])
  );
}

/** Whether an operation takes an `Idempotency-Key`. */
export function isKeyed({ parameters = [] }: Pick<Operation, "parameters">): boolean {
  return parameters.some((parameter) => "$ref" in parameter && parameter.$ref.endsWith("/IdempotencyKey"));
}
