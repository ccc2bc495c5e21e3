/**
 * A second handle on a connection's socket, to end it at once. `Deno.TcpConn.close()` alone can't: while a write waits for a client
 * that takes nothing, the socket stays open (Deno 2.7), or what was written stays with the operating system until that gives up (2.9).
 * Either way the client would keep memory and a place for nothing. `node:net` can reset a connection, but costs a fifth of the requests
 * per second; so only its handle is used, and only for connections that were sent so much that a write may have to wait.
 *
 * Deno has no public name for this: the handle is the one that its own `node:http2` opens on a `Deno.TcpConn`. Where it is missing, a
 * connection is closed as Deno closes it; a test tells.
 */
import process from "node:process";

/** What is used of the handle of a TCP connection in `node:net`. */
interface TcpHandle {
  /** Opens it on a copy of the descriptor of a resource of Deno's. @returns 0, or a negative number if that failed */
  openFromRid(rid: number): number;
  /** Closes the sending side; the request's `oncomplete` is called then. @returns 0, or a negative number if that failed */
  shutdown(request: { oncomplete: () => void }): number;
  /** Closes the copy, and has the operating system reset the connection as soon as the last copy is closed. */
  reset(): number;
  close(): void;
}

interface Bindings {
  TcpHandle: new (type: number) => TcpHandle;
  ShutdownRequest: new () => { oncomplete: () => void };
}

/** The type of a handle that is a connection, not a listener. */
const CONNECTION = 0;

export class SocketHandle {
  readonly #handle: TcpHandle;

  private constructor(handle: TcpHandle) {
    this.#handle = handle;
  }

  /** Opens one, while nothing is being written. @returns `null` if that can't be had, for lack of a descriptor or of a Deno that has it */
  static open(conn: Deno.TcpConn): SocketHandle | null {
    const rid: unknown = Reflect.get(conn, resourceIdOf(conn));
    if (!bindings || typeof rid !== "number") return null;
    const handle = new bindings.TcpHandle(CONNECTION);
    if (handle.openFromRid(rid) === 0) return new SocketHandle(handle);
    handle.close();
    return null;
  }

  /** Gives the handle back. The connection stays as it is. */
  close(): void {
    this.#handle.close();
  }

  /** Has the write that waits fail, and what nobody takes thrown away. @param done the connection is to be closed now, which resets it */
  reset(done: () => void): void {
    if (!bindings) return done();
    const request = new bindings.ShutdownRequest();
    const finish = () => {
      underWay.delete(request);
      this.#handle.reset();
      done();
    };
    underWay.add(request);
    request.oncomplete = finish;
    if (this.#handle.shutdown(request) !== 0) finish();
  }
}

const bindings = findBindings();
/** Requests that nobody else holds until they are completed. */
const underWay = new Set<object>();
let resourceId: symbol | undefined;

/** The name under which a connection keeps the number of its resource. */
function resourceIdOf(conn: Deno.TcpConn): symbol {
  return resourceId ??= Object.getOwnPropertySymbols(conn).find(({ description }) => description === "Deno.internal.rid") ??
    Symbol("none");
}

function findBindings(): Bindings | null {
  const binding: unknown = Reflect.get(process, "binding");
  if (typeof binding !== "function") return null;
  try {
    const TcpHandle = binding.call(process, "tcp_wrap").TCP;
    const ShutdownRequest = binding.call(process, "stream_wrap").ShutdownWrap;
    const isComplete = ["openFromRid", "shutdown", "reset", "close"].every((name) => name in TcpHandle.prototype);
    return isComplete && typeof ShutdownRequest === "function" ? { TcpHandle, ShutdownRequest } : null;
  } catch {
    return null;
  }
}
