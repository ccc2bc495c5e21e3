/** The page's types of the REST API, client/web/openapi.d.ts: made from the OpenAPI document, so that nobody has to retype it. */
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { readApiDocument } from "./api_document.ts";

export const API_TYPES = new URL("../../client/web/openapi.d.ts", import.meta.url);

const HEAD = "/** Made by `deno task types` from the OpenAPI document: change the routes, and make it anew. */\n";

/** What the file has to be. */
export async function apiTypes(): Promise<string> {
  const document = await readApiDocument("/openapi.json");
  const types = await openapiTS(document, {
    defaultNonNullable: false,
    transform: ({ format }) => format === "binary" ? ts.factory.createTypeReferenceNode("Blob") : undefined,
  });
  return HEAD + astToString(types);
}

if (import.meta.main) Deno.writeTextFileSync(API_TYPES, await apiTypes());
