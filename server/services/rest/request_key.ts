/** The header `Idempotency-Key`, with which a client can ask for a change again that is made once. */
import { createHash } from "node:crypto";
import type { Context } from "hono";
import { RequestError } from "../../../protocol/request_error.ts";
import type { RequestKey } from "../../engine/kept_answers.ts";
import type { HttpEnv } from "./http_env.ts";

const HEADER = "idempotency-key";
const KEY = /^[!-~]{1,64}$/;

/** What the OpenAPI document says of the header, under the components that all parameters share. */
export const KEY_PARAMETER = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "1 to 64 visible ASCII characters that no other request has, such as a UUID: a request that is sent again with the same key is done once, and gets the same answer",
  schema: { type: "string", minLength: 1, maxLength: 64, pattern: KEY.source },
} as const;

/** Part of a route that changes something: it takes the header. */
export const KEYED = { parameters: [{ $ref: "#/components/parameters/IdempotencyKey" }] };

/** Whether a request comes with a key. */
export function hasKey(c: Context): boolean {
  return c.req.header(HEADER) !== undefined;
}

/**
 * The key of a request that has one. Its fingerprint is that of method, path, query, token, content type and body: whoever does not
 * send the same token is not told what was answered.
 *
 * @throws {RequestError} `bad-arguments`
 */
export async function requestKeyOf(c: Context<HttpEnv>): Promise<RequestKey> {
  const key = c.req.header(HEADER) ?? "";
  if (!KEY.test(key)) {
    throw new RequestError(
      "bad-arguments",
      "Idempotency-Key must be 1 to 64 visible ASCII characters, such as a UUID, so nothing was changed",
    );
  }
  const body = await crypto.subtle.digest("SHA-256", await c.req.arrayBuffer());
  const type = c.req.header("content-type") ?? "";
  const head = JSON.stringify([c.req.method, c.req.path, new URL(c.req.url).search, c.get("token") ?? "", type]);
  return { key, fingerprint: createHash("sha256").update(head).update(new Uint8Array(body)).digest("base64url") };
}
