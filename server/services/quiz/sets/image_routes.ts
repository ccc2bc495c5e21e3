/** The pictures of questions over REST. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { Engine } from "../../../engine/engine.ts";
import { PROBLEM_RESPONSES } from "../../rest/problem.ts";
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
export function imageRoutes({ state, engine, tag }: { state: QuizState; engine: Pick<Engine, "change">; tag: string }) {
  const tags = [tag];
  return [
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        operationId: "addImage",
        summary: "Adds a picture for questions: PNG, JPEG, GIF or WebP",
        tags,
        method: "post",
        path: "/api/images",
        request: { query: NO_QUERY, body: { description: "The picture", required: true, content: PICTURES } },
        responses: { 201: json("The name of the picture", Name), ...PROBLEM_RESPONSES },
      }),
      handler: async (c) => {
        const change = imageOf(new Uint8Array(await c.req.arrayBuffer()));
        return c.json({ name: await engine.change(state.image, change, (name) => name) }, 201);
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
        responses: { 200: { description: "The picture", content: PICTURES }, ...PROBLEM_RESPONSES },
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
        method: "delete",
        path: "/api/images/{name}",
        request: { query: NO_QUERY, params },
        responses: { 204: { description: "It is gone" }, ...PROBLEM_RESPONSES },
      }),
      handler: async (c) => {
        await engine.change(state.image, { type: "remove", name: c.req.valid("param").name }, () => {});
        return c.body(null, 204);
      },
    }),
  ] as const;
}
