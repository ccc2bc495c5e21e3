/** The servers that share the state with this one, as far as HTTP asks for them. */
import { z } from "@hono/zod-openapi";

/** Which of several servers it is. */
export const ServerName = z.object({
  number: z.int().openapi({ description: "From 1 on; none is given twice" }),
  name: z.string().openapi({ description: "What people call it", example: "app-1" }),
});
export type ServerName = z.infer<typeof ServerName>;

/** One of the servers. */
export interface KnownServer extends ServerName {
  /** When it joined the others, in milliseconds since 1970 began in UTC. */
  readonly joinedAt: number;
}

export interface OtherServers {
  /** This server; `null` while the others have given it up. */
  self(): ServerName | null;
  /** All servers, this one among them, in the order in which they joined. */
  all(): readonly KnownServer[];
  /** Asks the others something at once. @returns what they answer, and which of them do not, or not in time */
  askAll(topic: string, question: unknown): Promise<{
    answers: ReadonlyMap<ServerName, { readonly value: unknown }>;
    missing: readonly ServerName[];
  }>;
  /** The lines of a connection of another server; `null` if none can have it. @throws {RequestError} */
  tap(connection: number): Promise<ReadableStream<Uint8Array> | null>;
}
