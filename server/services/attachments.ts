import { RequestError } from "../../protocol/request_error.ts";
import type { Client } from "./service.ts";

/** What is used on which connection: a game or a counter on one at most, and one at most on each. */
export class Attachments<Key> {
  readonly #clients = new Map<Key, Client>();
  readonly #keys = new Map<Client, Key>();

  /** What is used on a connection. */
  keyOf(client: Client): Key | undefined {
    return this.#keys.get(client);
  }

  /** The connection on which something is used. */
  clientOf(key: Key): Client | undefined {
    return this.#clients.get(key);
  }

  /** Uses something on this connection from now on. The one on which it was used so far is told, and closed. */
  attach(key: Key, client: Client, what: string): void {
    this.follow(key, client.id, what);
    this.#clients.set(key, client);
    this.#keys.set(client, key);
  }

  /** Something is used on the connection with this number, wherever that is. Another one on which it was used here is told, and closed. */
  follow(key: Key, connection: number | null, what: string): void {
    const older = this.#clients.get(key);
    if (!older || older.id === connection || connection === null) return;
    this.detach(older);
    older.dismiss(
      new RequestError("taken-over", `${what} continues on a newer connection that sent its token: nothing is lost`),
    );
  }

  /** Nothing is used on the connection any more. @returns what was */
  detach(client: Client): Key | undefined {
    const key = this.#keys.get(client);
    this.#keys.delete(client);
    if (key !== undefined) this.#clients.delete(key);
    return key;
  }
}
