/** The pictures of questions over REST. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { problems } from "../../rest/problem.ts";
import { KEYED } from "../../rest/request_key.ts";
import type { RestChanges } from "../../rest/rest_changes.ts";
import { HOST_ONLY } from "../../rest/roles.ts";
import { json, NO_QUERY } from "../../rest/schemas.ts";
import type { QuizState } from "../state.ts";
import { imageOf } from "./images.ts";

const Name = z.object({ name: z.string().openapi({ description: "For the field image of a question" }) });
const params = z.object({ name: z.string() });
const BYTES = { schema: { type: "string", format: "binary" } } as const;
const PICTURES = { "image/png": BYTES, "image/jpeg": BYTES, "image/gif": BYTES, "image/webp": BYTES } as const;

/** The name follows from the bytes: what it stands for never changes. A picture opened by itself can do nothing. */
const HEADERS = {
  "cache-control": "public, max-age=31536000, immutable",
  "content-security-policy": "default-src 'none'; sandbox",
};

/** The routes of the pictures. */
export function imageRoutes({ state, restChanges, tag }: { state: QuizState; restChanges: RestChanges; tag: string }) {
  const tags = [tag];
  return [
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "addImage",
        summary: "Adds a picture for questions: PNG, JPEG, GIF or WebP",
        tags,
        ...KEYED,
        method: "post",
        path: "/api/images",
        request: { query: NO_QUERY, body: { description: "The picture", required: true, content: PICTURES } },
        responses: { 201: json("The name of the picture", Name), ...problems("too-many-values") },
      }),
      handler: async (c) => {
        const change = imageOf(new Uint8Array(await c.req.arrayBuffer()));
        return c.json(await restChanges.make(c, state.asked.image, () => change), 201);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getImage",
        summary: "A picture",
        tags,
        method: "get",
        path: "/api/images/{name}",
        request: { query: NO_QUERY, params },
        responses: { 200: { description: "The picture", content: PICTURES }, ...problems("no-set") },
      }),
      handler: (c) => {
        const { format, base64 } = state.images.find(c.req.valid("param").name);
        return c.body(Uint8Array.fromBase64(base64), 200, { ...HEADERS, "content-type": format });
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "removeImage",
        summary: "Removes a picture: questions that have it are asked without",
        tags,
        ...KEYED,
        method: "delete",
        path: "/api/images/{name}",
        request: { query: NO_QUERY, params },
        responses: { 204: { description: "It is gone" }, ...problems("no-set") },
      }),
      handler: async (c) => {
        await restChanges.make(c, state.asked.image, () => ({ type: "remove" as const, name: c.req.valid("param").name }));
        return c.body(null, 204);
      },
    }),
  ] as const;
}
