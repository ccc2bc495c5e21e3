/** What the live feed tells of the connections of the line protocol. */
import { z } from "@hono/zod-openapi";
import { type Connections, TRANSPORTS } from "./connections.ts";

const ConnectionEvent = z.object({
  id: z.int(),
  what: z.enum(["opened", "closed"]),
  transport: z.enum(TRANSPORTS),
  address: z.string().optional().openapi({ description: "Where it comes from; only a host is told" }),
}).openapi({ description: "A connection was opened or closed" });

/** The events of the connections. */
export const CONNECTION_EVENTS = { connection: ConnectionEvent };

type LiveConnectionEvent = { type: "connection" } & z.infer<typeof ConnectionEvent>;

/** Tells who comes and goes. */
export function tellConnections(
  connections: Pick<Connections, "listen">,
  publish: (event: LiveConnectionEvent, forPlayers: LiveConnectionEvent) => void,
): void {
  connections.listen((what, { id, transport, address }) => {
    const forPlayers = { type: "connection", id, what, transport } as const;
    publish({ ...forPlayers, address }, forPlayers);
  });
}
