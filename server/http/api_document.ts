/** The OpenAPI document: what the routes say of themselves, and what holds for all of them. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { PublicUrl } from "../public_url.ts";
import type { HttpEnv } from "../services/rest/http_env.ts";
import { SECURITY_SCHEMES } from "../services/rest/roles.ts";
import { type ApiDocument, isKeyed, type Operation, operationsOf, type PlacedOperation } from "./api_operations.ts";
import { ProblemList } from "./api_problems.ts";

/** A heading under which the document lists operations. */
export interface ApiTag {
  readonly name: string;
  readonly description: string;
}

const INT32 = 2 ** 31;

/** Every request to the API may ask for faults. */
const FAULT = { $ref: "#/components/parameters/Fault" };

const DESCRIPTION = `A server that many clients use at once, to learn, teach and test.

Not in this document, since they are no part of the API: the pages (\`/\`, \`/play\`, \`/host\`, \`/screen\`, \`/lab\` and \`/docs\`), \`/metrics\` \
for Prometheus, \`/ws\` with the line protocol over a WebSocket, and \`/events.schema.json\`, the JSON Schema of the events.`;

/** Makes the document of the routes that an application has. */
export function apiDocument(
  app: OpenAPIHono<HttpEnv>,
  { version, tags, publicUrl }: { version: string; tags: readonly ApiTag[]; publicUrl: PublicUrl | null },
): ApiDocument {
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "app",
      version,
      description: DESCRIPTION,
      contact: { name: "The app developers" },
    },
    // Relative to the document: the server can stand below a path of another.
    servers: [
      { url: ".", description: "The server that this document comes from" },
      ...(publicUrl ? [{ url: publicUrl.href.slice(0, -1), description: "The same, as people reach it" }] : []),
    ],
    tags: [],
  });
  // The configuration has the shape of OpenAPI 3.0, which knows no identifiers.
  document.info.license = { name: "MIT", identifier: "MIT" };
  const operations = operationsOf(document);
  const problems = new ProblemList();
  for (const { path, method, operation } of operations) {
    operation.security ??= [];
    if (path.startsWith("/api/")) operation.parameters = [...operation.parameters ?? [], FAULT];
    operation.description = [operation.description, whoMay(operation)].filter(Boolean).join("\n\n");
    operation.responses = { ...operation.responses, ...problems.responsesOf({ path, method, operation }) };
    delete operation.responses.default;
  }
  document.tags = tagsOf(operations, tags);
  document.components = {
    ...document.components,
    responses: problems.components,
    securitySchemes: Object.fromEntries(
      Object.entries(SECURITY_SCHEMES).map(([name, description]) => [name, { type: "http", scheme: "bearer", description }]),
    ),
  };
  nameIntegers(document);
  return document;
}

/** Says who may use a route. */
function whoMay({ security = [], parameters = [] }: Operation): string {
  const schemes = security.flatMap((scheme) => Object.keys(scheme));
  const orRoom = schemes.includes("room") ? ", or the token of the room" : "";
  const who = schemes.includes("host")
    ? `For hosts only: it needs the host token, if the server has one${orRoom}.`
    : schemes.includes("token")
    ? "It needs the token, if the server has one."
    : "It needs no token.";
  return isKeyed({ parameters }) ? `${who} With an \`Idempotency-Key\` it can be asked for again: it is done once.` : who;
}

/** The headings; one that a route has made up tells which operations it has. */
function tagsOf(operations: readonly PlacedOperation[], known: readonly ApiTag[]): ApiTag[] {
  const used = new Set(operations.flatMap(({ operation }) => operation.tags ?? []));
  const others = [...used].filter((name) => known.every((tag) => tag.name !== name)).map((name) => {
    const ids = operations.flatMap(({ operation: { tags, operationId = "" } }) => tags?.includes(name) ? [operationId] : []);
    return { name, description: ids.join(", ") };
  });
  return [...known, ...others];
}

/** Gives each integer its range, and the format that generated clients choose a type by: JSON has no integers beyond 2^53. */
function nameIntegers(node: unknown): void {
  if (typeof node !== "object" || node === null) return;
  for (const inner of Object.values(node)) nameIntegers(inner);
  if (!isInteger(node)) return;
  node.minimum ??= Number.MIN_SAFE_INTEGER;
  node.maximum ??= Number.MAX_SAFE_INTEGER;
  node.format ??= node.minimum >= -INT32 && node.maximum < INT32 ? "int32" : "int64";
}

/** The schema of an integer, as far as it is looked at here. */
interface IntegerSchema {
  minimum?: number;
  maximum?: number;
  format?: string;
}

function isInteger(node: object): node is IntegerSchema {
  if (!("type" in node) || "const" in node) return false;
  return node.type === "integer" || (Array.isArray(node.type) && node.type.includes("integer"));
}
