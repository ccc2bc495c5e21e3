/** Server-sent events, with the types of the OpenAPI document. */
import { EventSource } from "eventsource";
import type { LiveEvent, WireEvent } from "./api.ts";
import { urlOf } from "./place.ts";
import { authorization } from "./session_token.ts";

/** Server-sent events of a path. The browser's own `EventSource` can't send the header with the token. */
function eventSource(path: string): EventSource {
  return new EventSource(urlOf(path), {
    fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...authorization() } }),
  });
}

/** An event of a stream: its type, and what it has in it. */
interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
}

/** A stream of events, and what is told when one of a type comes. */
interface Events<Told extends StreamEvent> {
  readonly source: EventSource;
  on<Type extends Told["event"]>(type: Type, handle: (data: Extract<Told, { event: Type }>["data"]) => void): void;
}

function eventsOf<Told extends StreamEvent>(path: string): Events<Told> {
  const source = eventSource(path);
  return { source, on: (type, handle) => source.addEventListener(type, ({ data }) => handle(JSON.parse(data))) };
}

/** The live feed. */
export function liveEvents(): Events<LiveEvent> {
  return eventsOf("/api/events");
}

/** What is said on a connection. */
export function wireEvents(connection: number): Events<WireEvent> {
  return eventsOf(`/api/connections/${connection}/lines`);
}
