import type { RequestError } from "../protocol/request_error.ts";

/** Carries the bytes of a connection, each way: a TCP connection is one. */
export interface LineChannel {
  readonly remoteAddr: { readonly hostname: string; readonly port: number };
  /** Whether all that is sent at a time must be text by itself, with no character cut in two. */
  readonly isText?: boolean;
  /** Takes what has come, as much as there is room for. @returns how many bytes; `null` where the client has closed its side */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Sends some of the bytes, one write at a time. @returns how many */
  write(bytes: Uint8Array): Promise<number>;
  /** Closes the server's side, after all that was written. @param reason why, if something went wrong */
  closeWrite(reason: RequestError | null): Promise<void>;
  /** Closes both sides. What was written may still be delivered. */
  close(): void;
  /** Closes both sides at once and drops what the client has not taken. @param onGone called when nothing is left of it */
  reset(onGone: () => void): void;
  /** Has the reset that follows send RST, even if nothing waits to be sent. Not while something is being written. */
  prepareReset?(): void;
}
