import type { Context } from "hono";
import type { WebSocket } from "ws";
import type { Role } from "../../authorizer.ts";
import type { RequestKey } from "../../engine/kept_answers.ts";
import type { OutletInFront } from "../../outlet.ts";

/** The methods of requests that change nothing, and have no body. */
export const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** What a client has begun to send over a WebSocket. */
export interface UnfinishedInput {
  /** Tells how many bytes of what was sent are still waiting to be done. */
  inputTaken(waiting: number): void;
  /** Called if the server can't hold it any longer. */
  onInputGivenUp: () => void;
}

/** What a request comes with when it came over a socket. */
export interface HttpEnv {
  Bindings: Partial<{
    /** Where it comes from. */
    remoteAddr: { hostname: string; port: number };
    /** Cuts the connection. */
    disconnect: () => void;
    /** Resolves when the response has been sent, or the client is gone. */
    completed: Promise<void>;
    /** Has the bytes of the response go through an outlet in front of the connection's own. */
    sendThrough: (make: OutletInFront) => void;
    /** For a request to open a WebSocket: has it opened. What this returns is to be answered with. */
    openWebSocket: (onOpen: (socket: WebSocket, input: UnfinishedInput) => void) => Response;
  }>;
  Variables: {
    /** Who asks, and the token that came with the request, if it was a right one. */
    role: Role;
    token: string | null;
    /** The key with which a change is asked for, if it is one. */
    requestKey: RequestKey;
  };
}

/** Where a request comes from. */
export function remoteAddressOf(c: Context): { readonly hostname: string; readonly port: number } {
  const env: HttpEnv["Bindings"] = c.env ?? {};
  return env.remoteAddr ?? { hostname: "local", port: 0 };
}
