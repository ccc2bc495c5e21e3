/** The open connections of all servers that share the state, as one list. */
import { z } from "@hono/zod-openapi";
import { formatFaults } from "../faults/fault_words.ts";
import { type Connection, type Connections, type Place, TRANSPORTS } from "../line/connections.ts";
import { type OtherServers, ServerName } from "./other_servers.ts";

export const ConnectionState = z.object({
  id: z.int(),
  server: ServerName.nullable().openapi({ description: "The server that it is connected to; null if there are not several" }),
  address: z.string().openapi({ example: "127.0.0.1:40312" }),
  transport: z.enum(TRANSPORTS),
  activity: z.string().openapi({ description: "What it is used for", example: "quiz as Ada" }),
  openedAt: z.iso.datetime(),
  messages: z.int().openapi({ description: "How many requests came" }),
  bytesIn: z.int(),
  bytesOut: z.int(),
  faults: z.string().optional().openapi({
    description: "The faults that it has, as FAULT takes them; left out if there are none",
    example: "delay=200±50 seed=7",
  }),
}).openapi("Connection");
type ConnectionState = z.infer<typeof ConnectionState>;

/** What is asked for: so many of those before a place in the list. */
const Wanted = z.object({
  most: z.int(),
  before: z.object({ id: z.int(), openedAt: z.number().nullable() }).nullable(),
});
type Wanted = z.infer<typeof Wanted>;

/** The connections of one server: some of them, the newest first, and how many there are in all. */
const Listed = z.object({ count: z.int(), connections: z.array(ConnectionState) });
type Listed = z.infer<typeof Listed>;

const NOBODY_ASKED: Awaited<ReturnType<OtherServers["askAll"]>> = { answers: new Map(), missing: [] };

export interface ConnectionListOptions {
  connections: Connections;
  /** How this server is called; `null` for a server alone. */
  self: () => ServerName | null;
}

export class ConnectionList {
  readonly #options: ConnectionListOptions;

  constructor(options: ConnectionListOptions) {
    this.#options = options;
  }

  /** What the other servers may ask. */
  readonly answers = { connections: (question: unknown) => ({ value: this.#own(Wanted.parse(question)) }) };

  /** The newest connections before a place, at most `limit`; and the place behind the last of them, if there are more. */
  async newest({ limit, before }: { limit: number; before: Place | null }, others: OtherServers | null) {
    const wanted = { most: limit + 1, before };
    const listed = [this.#own(wanted)];
    const { answers, missing } = await others?.askAll("connections", wanted) ?? NOBODY_ASKED;
    const unread = [...missing];
    for (const [server, { value }] of answers) {
      const { data } = Listed.safeParse(value);
      // One of another version may say it in other words.
      if (data) listed.push(data);
      else unread.push(server);
    }
    const all = listed.flatMap(({ connections }) => connections).sort(newestFirst);
    const shown = all.slice(0, limit);
    const last = shown.at(-1);
    return {
      count: listed.reduce((sum, { count }) => sum + count, 0),
      connections: shown,
      next: last && all.length > limit ? placeText(last) : null,
      missing: unread.map(({ number, name }) => ({ number, name })),
    };
  }

  #own({ most, before }: Wanted): Listed {
    const { connections, self } = this.#options;
    const { number, name } = self() ?? {};
    const server = number === undefined || name === undefined ? null : { number, name };
    return {
      count: connections.count,
      connections: connections.newest(most, before).map((connection) => describe(connection, server)),
    };
  }
}

/** Reads a place in the list: the ID of a connection, and perhaps when it was opened. */
export function readPlace(text: string): Place {
  const [id, openedAt] = text.split("-");
  return { id: Number(id), openedAt: openedAt === undefined ? null : Number(openedAt) };
}

/** A place in the list as text, behind a connection. */
function placeText({ id, openedAt }: ConnectionState): string {
  return `${id}-${Date.parse(openedAt)}`;
}

function newestFirst(a: ConnectionState, b: ConnectionState): number {
  return Date.parse(b.openedAt) - Date.parse(a.openedAt) || b.id - a.id;
}

function describe(
  { id, address, transport, activity, openedAt, requests, bytesIn, bytesOut, faults }: Connection,
  server: ServerName | null,
): ConnectionState {
  return {
    id,
    server,
    address,
    transport,
    activity,
    openedAt: new Date(openedAt).toISOString(),
    messages: requests,
    bytesIn,
    bytesOut,
    ...faults && { faults: formatFaults(faults) },
  };
}
