/** Sends bytes to a client. */
export interface Outlet {
  /** Sends some of the bytes, one write at a time. @returns how many */
  write(bytes: Uint8Array): Promise<number>;
}

/** The outlet of a connection, which can be closed. */
export interface ConnectionOutlet extends Outlet {
  /** Sends nothing more, and closes. What was sent is still delivered. */
  close(): void;
}

/** Makes an outlet in front of that of a connection. Its `stop` is called when nothing more goes through it. */
export type OutletInFront = (outlet: ConnectionOutlet) => Outlet & { stop(): void };
