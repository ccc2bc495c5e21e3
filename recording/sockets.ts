/** `node:net`, with promises, and with the errors that Deno has for them. */
import { connect, createServer, type Server, type Socket } from "node:net";
import type { Address } from "../cli/address.ts";

/** Begins to listen. @throws {Deno.errors.AddrInUse} and others as `Deno.listen` does */
export function listen({ hostname, port }: Address, serve: (socket: Socket) => void): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, serve);
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(denoError(error)));
    server.listen({ host: hostname, port }, () => resolve(server));
  });
}

/** Connects. @throws {Deno.errors.ConnectionRefused} and others as `Deno.connect` does, and when it was interrupted */
export function connectTo({ hostname, port }: Address, signal: AbortSignal): Promise<Socket> {
  const socket = connect({ host: hostname, port, allowHalfOpen: true });
  return new Promise((resolve, reject) => {
    const interrupt = () => {
      socket.destroy();
      reject(new DOMException("Interrupted", "AbortError"));
    };
    signal.addEventListener("abort", interrupt, { once: true });
    const done = () => signal.removeEventListener("abort", interrupt);
    socket.once("error", (error: NodeJS.ErrnoException) => {
      done();
      reject(denoError(error));
    });
    socket.once("connect", () => {
      done();
      resolve(socket);
    });
    if (signal.aborted) interrupt();
  });
}

const ERRORS: Readonly<Record<string, new (message: string) => Error>> = {
  EADDRINUSE: Deno.errors.AddrInUse,
  EADDRNOTAVAIL: Deno.errors.AddrNotAvailable,
  EACCES: Deno.errors.PermissionDenied,
  ECONNREFUSED: Deno.errors.ConnectionRefused,
};

function denoError(error: NodeJS.ErrnoException): Error {
  const kind = error.code === undefined ? undefined : ERRORS[error.code];
  return kind ? new kind(error.message) : error;
}
