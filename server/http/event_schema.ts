/** The JSON Schema of the events: what the streams of server-sent events send. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { HttpEnv } from "../services/rest/http_env.ts";
import type { ApiDocument } from "./api_operations.ts";

/** What the events of a stream have in them, by their types. */
export type EventSchemas = Readonly<Record<string, z.ZodObject>>;

/** The events of every live feed, beside those of the services. */
export const FEED_EVENTS = {
  hello: z.object({}).openapi({ description: "The stream begins: only new events follow" }),
  reload: z.object({}).openapi({ description: "The stream begins, and events are missing: read anew what there is" }),
  cut: z.object({ reason: z.string() }).openapi({ description: "The reader was too slow, and the stream ends" }),
} satisfies EventSchemas;

/** The events of the stream of one connection's lines. */
export const WIRE_EVENTS = {
  lines: z.object({
    lines: z.array(z.object({
      at: z.int().openapi({ description: "When, in milliseconds since 1970 began in UTC" }),
      direction: z.enum(["<", ">"]).openapi({ description: "`<` from the client, `>` to it" }),
      text: z.string(),
    })),
    skipped: z.int().min(0).openapi({ description: "How many more there were, which are not shown" }),
  }).openapi({
    description: "What was said on the connection",
    example: { lines: [{ at: 1767323045000, direction: "<", text: "ADD 5" }], skipped: 0 },
  }),
  closed: z.object({}).openapi({ description: "The connection is closed, and the stream ends" }),
} satisfies EventSchemas;

/** The streams, by what an event of each is called in the document. */
const STREAMS = { LiveEvent: "An event of the live feed", WireEvent: "An event of the lines of one connection" } as const;
type Stream = keyof typeof STREAMS;

const COMPONENTS = "#/components/schemas/";

/** How the OpenAPI document tells of a stream of server-sent events. */
export function eventStreamResponse(description: string, stream: Stream) {
  const schema = {
    type: "string",
    contentMediaType: "text/event-stream",
    contentSchema: { type: "array", items: { $ref: COMPONENTS + stream } },
  } as const;
  return { description, content: { "text/event-stream": { schema } } };
}

/** Tells the OpenAPI document which events a stream has. */
export function registerEvents({ openAPIRegistry }: OpenAPIHono<HttpEnv>, stream: Stream, events: EventSchemas): void {
  for (const [type, schema] of Object.entries(events)) openAPIRegistry.register(nameOf(type), schema);
  openAPIRegistry.registerComponent("schemas", stream, {
    description: STREAMS[stream],
    oneOf: Object.keys(events).map((type) => ({
      type: "object",
      title: type,
      properties: {
        event: { type: "string", enum: [type] },
        id: { type: "string", description: "What to send as `Last-Event-ID` to go on behind it" },
        data: { $ref: COMPONENTS + nameOf(type) },
      },
      required: ["event", "data"],
    })),
  });
}

function nameOf(type: string): string {
  return `${type[0].toUpperCase()}${type.slice(1)}Event`;
}

/** The schema of all events by itself, out of the OpenAPI document. An event is an object of its type, its data and its ID. */
export function eventSchema({ info: { version }, components: { schemas = {} } = {} }: ApiDocument): Record<string, unknown> {
  const needed = new Set<string>(Object.keys(STREAMS));
  // What is added while the set is gone through is gone through as well.
  for (const name of needed) for (const other of refsOf(schemas[name])) needed.add(other);
  const definitions = Object.fromEntries([...needed].map((name) => [name, schemas[name]]));
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "The events of app",
    description:
      `What the server, version ${version}, sends as server-sent events: \`event\` is the type, and \`data\` its parsed JSON.`,
    oneOf: Object.keys(STREAMS).map((name) => ({ $ref: `#/$defs/${name}` })),
    $defs: JSON.parse(JSON.stringify(definitions).replaceAll(`"${COMPONENTS}`, '"#/$defs/')),
  };
}

/** Which other schemas a schema names. */
function refsOf(schema: unknown): string[] {
  return [...JSON.stringify(schema).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
}
