import { RequestError } from "../protocol/request_error.ts";

/** A connection that something can be played or counted on. */
export interface HolderConnection {
  /** Its number; none is given twice while the server runs. */
  readonly id: number;
  /** Whether it has been closed. */
  readonly closed: boolean;
  /** Sends a line: with `#` in front text for people, with `*` that something happened. */
  notify(prefix: "#" | "*", text: string): void;
  /** Says why, and closes when that is sent. */
  dismiss(reason: RequestError): void;
}

/** What is used on which connection: a game or a counter on one at most, and one at most on each. */
export class Attachments<Key> {
  readonly #connections = new Map<Key, HolderConnection>();
  readonly #keys = new Map<HolderConnection, Key>();

  /** What is used on a connection. */
  keyOf(connection: HolderConnection): Key | undefined {
    return this.#keys.get(connection);
  }

  /** The connection on which something is used. */
  connectionOf(key: Key): HolderConnection | undefined {
    return this.#connections.get(key);
  }

  /** Uses something on this connection from now on. The one on which it was used so far is told, and closed. */
  attach(key: Key, connection: HolderConnection, what: string): void {
    const older = this.#connections.get(key);
    this.#connections.set(key, connection);
    this.#keys.set(connection, key);
    if (!older || older === connection) return;
    this.#keys.delete(older);
    older.dismiss(
      new RequestError("taken-over", `${what} continues on a newer connection that sent its token: nothing is lost`),
    );
  }

  /** Nothing is used on the connection any more. @returns what was */
  detach(connection: HolderConnection): Key | undefined {
    const key = this.#keys.get(connection);
    this.#keys.delete(connection);
    if (key !== undefined) this.#connections.delete(key);
    return key;
  }
}
