/** Clients of an array that several servers share: they go on at another server when theirs fails, and say what they know of each request. */
import { type Call, type Operation } from "../../judge/linearizability.ts";
import type { RunningServer } from "./executable.ts";
import { RawClient } from "./raw_client.ts";

/** What came of a request: its result; that nothing was done; or that nobody can tell. */
export type Outcome = { readonly result: number | readonly number[] } | "not done" | "unknown";

/** Where a server can be reached, whether it is there or not. */
export type Place = Pick<RunningServer, "tcp" | "http">;

/** Asks something of a server. */
export interface ArrayClient extends Disposable {
  ask(call: Call, place: Place): Promise<Outcome>;
}

/** Sends lines over a connection that it keeps for as long as that works. */
export class TcpArrayClient implements ArrayClient {
  #open: { place: Place; client: RawClient } | null = null;

  async ask(call: Call, place: Place): Promise<Outcome> {
    let client: RawClient;
    try {
      client = await this.#connection(place);
    } catch {
      return "not done";
    }
    try {
      const line = await client.ask("values" in call ? `${call.op} ${call.values.join(" ")}` : call.op);
      const [word, ...rest] = line.split(" ");
      if (word === "OK") return { result: call.op === "get" ? rest.map(Number) : Number(rest[0]) };
      this[Symbol.dispose]();
      return outcomeOf(rest[0]);
    } catch (error) {
      this[Symbol.dispose]();
      if (error instanceof UnexpectedError) throw error;
      return "unknown";
    }
  }

  [Symbol.dispose](): void {
    this.#open?.client[Symbol.dispose]();
    this.#open = null;
  }

  async #connection(place: Place): Promise<RawClient> {
    if (this.#open?.place === place) return this.#open.client;
    this[Symbol.dispose]();
    const client = await RawClient.connect({ ...place.tcp, transport: "tcp" });
    this.#open = { place, client };
    return client;
  }
}

/** How long a REST client waits, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Asks over REST: each time over whatever connection there is. */
export class RestArrayClient implements ArrayClient {
  async ask(call: Call, { http }: Place): Promise<Outcome> {
    const [method, path, body] = restOf(call);
    try {
      const response = await fetch(`${http}/api/array${path}`, {
        method,
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(body ? { body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
      });
      const answer = await response.json();
      if (!response.ok) return outcomeOf(answer.code);
      switch (call.op) {
        case "add":
          return { result: answer.added.length };
        case "get":
          return { result: answer.values };
        case "count":
          return { result: answer.count };
        case "remove":
        case "clear":
          return { result: answer.removed };
      }
    } catch (error) {
      if (error instanceof UnexpectedError) throw error;
      return String(error).includes("onnection refused") ? "not done" : "unknown";
    }
  }

  [Symbol.dispose](): void {}
}

function restOf(call: Call): [method: string, path: string, body?: unknown] {
  switch (call.op) {
    case "add":
      return ["POST", "", { values: call.values }];
    case "remove":
      return ["DELETE", `/${call.values[0]}`];
    case "clear":
      return ["DELETE", ""];
    case "count":
      return ["GET", "?count=0"];
    case "get":
      return ["GET", ""];
  }
}

/** An answer that no fault explains. */
class UnexpectedError extends Error {}

function outcomeOf(code: string | undefined): Outcome {
  switch (code) {
    case "unavailable":
    case "shutting-down":
    case "internal":
    // Not everybody may clear the array of a server that others reach.
    case "unauthorized":
      return "not done";
    case "unknown-outcome":
      return "unknown";
    default:
      throw new UnexpectedError(`A server answered with ${code}`);
  }
}

/** What an outcome is in a history; `null` for a request that can be left out of it. */
export function operationOf(
  { client, call, outcome, sentAt, answeredAt }: {
    client: number;
    call: Call;
    outcome: Outcome;
    sentAt: number;
    answeredAt: number;
  },
): Operation | null {
  if (outcome === "not done") return null;
  if (outcome !== "unknown") return { client, call, result: outcome.result, sentAt, answeredAt };
  const isChange = call.op !== "get" && call.op !== "count";
  return isChange ? { client, call, result: null, sentAt, answeredAt: Infinity } : null;
}
