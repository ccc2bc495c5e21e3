/** What the live feed tells of the connections of the line protocol. */
import { z } from "@hono/zod-openapi";
import { type Connections, TRANSPORTS } from "./connections.ts";

const ConnectionEvent = z.object({
  id: z.int(),
  what: z.enum(["opened", "closed"]),
  transport: z.enum(TRANSPORTS),
  address: z.string().optional().openapi({ description: "Where it comes from; only a host is told" }),
}).openapi({
  description: "A connection was opened or closed",
  example: { id: 7, what: "opened", transport: "tcp", address: "10.0.0.7:40312" },
});

/** The events of the connections. */
export const CONNECTION_EVENTS = { connection: ConnectionEvent };

type LiveConnectionEvent = { type: "connection" } & z.infer<typeof ConnectionEvent>;

type Publish = (event: LiveConnectionEvent, forPlayers: LiveConnectionEvent) => void;

/** Tells who comes and goes, here and, if there are others, at the other servers. */
export function tellConnections(
  connections: Pick<Connections, "listen">,
  { publish, tellOthers = () => {} }: { publish: Publish; tellOthers?: (told: unknown) => void },
): void {
  connections.listen((what, { id, transport, address }) => {
    const event = { id, what, transport, address };
    publishConnection(event, publish);
    tellOthers(event);
  });
}

/** Tells what another server tells. */
export function tellConnectionOf(told: unknown, publish: Publish): void {
  const { data } = ConnectionEvent.safeParse(told);
  if (data) publishConnection(data, publish);
}

function publishConnection({ id, what, transport, address }: z.infer<typeof ConnectionEvent>, publish: Publish): void {
  const forPlayers = { type: "connection", id, what, transport } as const;
  publish({ ...forPlayers, address }, forPlayers);
}
