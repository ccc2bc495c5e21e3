import type { WebSocket } from "ws";

/** The methods of requests that change nothing, and have no body. */
export const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** What a request comes with when it came over a socket. */
export interface HttpEnv {
  Bindings: Partial<{
    /** Where it comes from. */
    remoteAddr: { hostname: string; port: number };
    /** Resolves when the response has been sent, or the client is gone. */
    completed: Promise<void>;
    /** For a request to open a WebSocket: has it opened. What this returns is to be answered with. */
    openWebSocket: (onOpen: (socket: WebSocket) => void) => Response;
  }>;
}
