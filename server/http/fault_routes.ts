/** The faults of line connections over REST: those that there are, those of one, and the rule for new ones. */
import { createRoute, defineOpenAPIRoute, z } from "@hono/zod-openapi";
import type { Logger } from "@logtape/logtape";
import { RequestError } from "../../protocol/request_error.ts";
import { type FaultRule, formatFaultRule, type NewFaults, parseHostFaults } from "../faults/fault_rule.ts";
import { formatFaults } from "../faults/fault_words.ts";
import { HTTP_FAULTS } from "../faults/http_faults.ts";
import { LINE_FAULTS } from "../faults/line_faults.ts";
import type { Connection, Connections } from "../line/connections.ts";
import { PROBLEM_RESPONSES, problems } from "../services/rest/problem.ts";
import { HOST_ONLY } from "../services/rest/roles.ts";
import { body, integerText, json, NO_QUERY } from "../services/rest/schemas.ts";

const FaultWords = z.string().openapi({
  description: "The faults, as `FAULT` takes them",
  example: "delay=200±50 chop=1 seed=7",
});

const outside = { error: "must be a number from 0 to 1" };
const Share = z.number(outside).min(0, outside).max(1, outside).openapi({
  description: "How likely a new connection gets the faults",
  example: 0.2,
});

const Rule = z.object({
  share: Share,
  faults: FaultWords,
}).openapi("FaultRule");

const Struck = z.object({ id: z.int(), faults: FaultWords }).openapi("FaultsOfConnection");

const Kind = z.object({
  name: z.string().openapi({ example: "delay" }),
  placeholder: z.string().openapi({ description: "What its number is; 1 if it is always 1", example: "MS" }),
  min: z.int(),
  max: z.int(),
  fallback: z.int().nullable().openapi({ description: "What its name alone stands for; null if it takes a number" }),
  varies: z.boolean().openapi({ description: "Whether it can vary by chance, as in `200±50`" }),
  example: z.string().openapi({ description: "Words to try it with", example: "delay=200±50" }),
  summary: z.string(),
  exposes: z.string().openapi({ description: "What it brings to light in a client" }),
}).openapi("FaultKind");

const KINDS: z.infer<typeof Kind>[] = Object.entries(LINE_FAULTS).map(([name, kind]) => ({ name, varies: false, ...kind }));
const HTTP_KINDS: z.infer<typeof Kind>[] = Object.entries(HTTP_FAULTS).map(([name, kind]) => ({
  name,
  varies: false,
  example: kind.placeholder === "1" ? name : `${name}=${kind.fallback}`,
  ...kind,
}));

const tags = ["Connections and events"];
const RULE = { tags, path: "/api/faults" } as const;
const OF_ONE = { ...HOST_ONLY, tags, path: "/api/connections/{id}/faults" } as const;
const ofOne = { query: NO_QUERY, params: z.object({ id: integerText(1, "Its ID") }) };
const NONE = { description: "It has no faults any more" };

/** Whose faults are shown and set. */
export interface FaultRoutesOptions {
  readonly connections: Connections;
  readonly newFaults: NewFaults;
  readonly logger: Logger;
}

/** The routes of the faults of line connections. What they set is this server's own, and kept in memory only. */
export function faultRoutes({ connections, newFaults, logger }: FaultRoutesOptions) {
  const find = (id: number): Connection => {
    const connection = connections.get(id);
    if (connection) return connection;
    const where = "/api/connections lists the open ones, and their faults are set at the server that has them";
    throw new RequestError("no-connection", `no open connection of this server has ID ${id}: ${where}`);
  };
  return [
    defineOpenAPIRoute({
      route: createRoute({
        ...RULE,
        operationId: "getFaults",
        summary: "The faults that new connections get, those that open ones have, and what kinds there are",
        description: "Those of this server alone, also if several share the state",
        method: "get",
        request: { query: NO_QUERY },
        responses: {
          200: json(
            "The faults",
            z.object({
              rule: Rule.nullable().openapi({ description: "What new connections get; null for nothing" }),
              connections: z.array(Struck).openapi({ description: "The open connections with faults, the oldest first" }),
              kinds: z.array(Kind),
              httpKinds: z.array(Kind).openapi({ description: "What a request can ask for with the header Fault" }),
            }),
          ),
          ...PROBLEM_RESPONSES,
        },
      }),
      handler: (c) => {
        const rule = shownRule(newFaults.rule);
        return c.json({ rule, connections: struck(connections), kinds: KINDS, httpKinds: HTTP_KINDS }, 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        ...RULE,
        operationId: "setFaultRule",
        summary: "Sets the faults that a share of the new connections get",
        description: "Until the server stops. Connections that are open keep what they have",
        method: "put",
        request: {
          query: NO_QUERY,
          body: {
            required: true,
            content: {
              "application/json": { schema: body({ share: Share.default(1), faults: z.string() }) },
            },
          },
        },
        responses: { 200: json("The rule", Rule), ...PROBLEM_RESPONSES },
      }),
      handler: (c) => {
        const { share, faults } = c.req.valid("json");
        const rule = { share, faults: parseHostFaults(faults) };
        newFaults.set(rule);
        logger.info("new connections get faults: {rule}", { rule: formatFaultRule(rule) });
        return c.json({ share, faults: formatFaults(rule.faults) }, 200);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...HOST_ONLY,
        ...RULE,
        operationId: "clearFaultRule",
        summary: "Lets new connections have no faults",
        description: "Connections that are open keep what they have",
        method: "delete",
        request: { query: NO_QUERY },
        responses: { 204: { description: "New connections have no faults" }, ...PROBLEM_RESPONSES },
      }),
      handler: (c) => {
        if (newFaults.rule) logger.info("new connections get no faults any more");
        newFaults.set(null);
        return c.body(null, 204);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...OF_ONE,
        operationId: "giveFaults",
        summary: "Gives an open connection faults, in place of those that it has",
        method: "put",
        request: {
          ...ofOne,
          body: { required: true, content: { "application/json": { schema: body({ faults: z.string() }) } } },
        },
        responses: { 200: json("Its faults", Struck), ...problems("no-connection") },
      }),
      handler: (c) => {
        const { id } = c.req.valid("param");
        const connection = find(id);
        const asked = parseHostFaults(c.req.valid("json").faults);
        if (asked.kinds.refuse) {
          throw new RequestError("bad-arguments", "refuse is for new connections: set it with PUT /api/faults");
        }
        connection.setFaults(asked);
        const { faults } = connection;
        if (faults !== null) return c.json({ id, faults: formatFaults(faults) }, 200);
        throw new RequestError("bad-arguments", `connection ${id} is of an old program, which can't have faults`);
      },
    }),
    defineOpenAPIRoute({
      route: createRoute({
        ...OF_ONE,
        operationId: "endFaults",
        summary: "Ends the faults of an open connection",
        method: "delete",
        request: ofOne,
        responses: { 204: NONE, ...problems("no-connection") },
      }),
      handler: (c) => {
        find(c.req.valid("param").id).setFaults(null);
        return c.body(null, 204);
      },
    }),
  ] as const;
}

function shownRule(rule: FaultRule | null): z.infer<typeof Rule> | null {
  return rule && { share: rule.share, faults: formatFaults(rule.faults) };
}

function struck(connections: Connections): z.infer<typeof Struck>[] {
  return [...connections.served()].flatMap(({ id, faults }) => faults ? [{ id, faults: formatFaults(faults) }] : []);
}
