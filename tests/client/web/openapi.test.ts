import { ok } from "node:assert/strict";
import { API_TYPES, apiTypes } from "../../support/api_types.ts";

Deno.test("the page's types of the REST API are those of the OpenAPI document", async () => {
  ok(Deno.readTextFileSync(API_TYPES) === await apiTypes(), "client/web/openapi.d.ts is out of date: run deno task types");
});
