/** What the server is and where it can be reached. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import { type OtherServers, ServerName } from "./other_servers.ts";
import { type Authorizer, ROLES } from "../authorizer.ts";
import { PROBLEM_RESPONSES } from "../services/rest/problem.ts";
import { roleOf } from "../services/rest/roles.ts";
import { json } from "../services/rest/schemas.ts";

const ListeningAt = z.object({ host: z.string(), port: z.int() });

const ServerState = z.object({
  version: z.string(),
  startedAt: z.iso.datetime(),
  needsToken: z.boolean().openapi({ description: "Whether changes need a token" }),
  hostRequired: z.boolean().openapi({ description: "Whether it takes the host token to be a host; else everybody is one" }),
  role: z.enum(ROLES).openapi({ description: "What the token of the request makes of whoever asks" }),
  lines: ListeningAt.nullable().openapi({
    description: "Where it listens for lines over TCP, with the port that people use; null if it takes them over TLS only",
  }),
  linesOverTls: ListeningAt.nullable().openapi({
    description: "Where it listens for lines over TLS; null without a certificate",
  }),
  addresses: z.array(z.string()).openapi({
    description: "The addresses of this computer at which others can reach it; none where it listens on this computer only",
  }),
  url: z.string().nullable().openapi({
    description: "The URL at which people reach the page, with a slash at its end; `null` where none was given",
    example: "https://quiz.example.org/",
  }),
  server: ServerName.nullable().openapi({
    description: "Which of several servers it is; null for a server alone, and while the others have given it up",
  }),
  servers: z.array(ServerName.extend({ joinedAt: z.iso.datetime(), isThis: z.boolean() })).openapi({
    description: "The servers that share the state, in the order in which they joined; none for a server alone",
  }),
}).openapi("Server");

/** Where a server listens, and at which addresses others reach it. */
export interface Whereabouts {
  readonly hostname: string;
  /** The port is that of a proxy, if one was given. */
  readonly lines: { readonly hostname: string; readonly port: number } | null;
  readonly linesOverTls: { readonly hostname: string; readonly port: number } | null;
  /** Looked up when it is asked for: a computer's addresses change. */
  addresses(): string[];
  /** The URL at which people reach the page, if one was given. */
  readonly url: string | null;
}

/** The route of the server itself. */
export function serverRoutes(
  { version, startedAt, authorizer, others, whereabouts: { lines, linesOverTls, addresses, url } }: {
    version: string;
    startedAt: number;
    authorizer: Pick<Authorizer, "required" | "hostRequired">;
    whereabouts: Whereabouts;
    others: OtherServers | null;
  },
) {
  return [
    defineOpenAPIRoute({
      route: createRoute({
        operationId: "getServer",
        summary: "What the server is and where it can be reached",
        tags: ["Health"],
        method: "get",
        path: "/api/server",
        responses: { 200: json("The server", ServerState), ...PROBLEM_RESPONSES },
      }),
      handler: (c) =>
        c.json({
          version,
          startedAt: new Date(startedAt).toISOString(),
          needsToken: authorizer.required,
          hostRequired: authorizer.hostRequired,
          role: roleOf(c),
          lines: listeningAt(lines),
          linesOverTls: listeningAt(linesOverTls),
          addresses: addresses(),
          url,
          ...namesOf(others),
        }, 200),
    }),
  ] as const;
}

function listeningAt(address: Whereabouts["lines"]): z.infer<typeof ListeningAt> | null {
  return address && { host: address.hostname, port: address.port };
}

/** Which servers there are, and which of them this one is. */
function namesOf(others: OtherServers | null): Pick<z.infer<typeof ServerState>, "server" | "servers"> {
  const self = others?.self() ?? null;
  return {
    server: self && { number: self.number, name: self.name },
    servers: others?.all().map(({ number, name, joinedAt }) => ({
      number,
      name,
      joinedAt: new Date(joinedAt).toISOString(),
      isThis: number === self?.number,
    })) ?? [],
  };
}
