import { EventSource } from "eventsource";
import { urlOf } from "./place.ts";
import { authorization } from "./session_token.ts";

/** Server-sent events of a path. The browser's own `EventSource` can't send the header with the token. */
export function eventSource(path: string): EventSource {
  return new EventSource(urlOf(path), {
    fetch: (url, init) => fetch(url, { ...init, headers: { ...init.headers, ...authorization() } }),
  });
}
