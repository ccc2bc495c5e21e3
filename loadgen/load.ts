/** What one thread has to do, in a form that goes from one thread to another. */
import type { Dialect } from "./dialects/dialect.ts";
import { rest } from "./dialects/http.ts";
import { LINES } from "./dialects/lines.ts";
import { REDIS } from "./dialects/redis.ts";
import type { Mix } from "./mix.ts";

/** How a load can speak. */
export type Protocol = "app" | "redis" | "http";

/** Where a load goes. */
export interface Target {
  readonly hostname: string;
  readonly port: number;
  /** `host:port`, for people. */
  readonly where: string;
  readonly protocol: Protocol;
  /** With `http`: what comes before `/api` in paths; empty for nothing. */
  readonly path: string;
  readonly token: string | null;
}

export interface Load {
  readonly target: Target;
  readonly mix: Mix;
  readonly seed: number;
  /** How many connections. */
  readonly clients: number;
  /** The most requests that a connection has in flight. */
  readonly pipeline: number;
  /** Requests per second on a fixed schedule (open loop); `null` for as many as the server answers (closed loop). */
  readonly rate: number | null;
  /** How long requests are measured, and how long they are only sent before that. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

export function dialectOf({ protocol, where, path, token }: Target): Dialect {
  if (protocol === "http") return rest({ host: where, path, token });
  return protocol === "redis" ? REDIS : LINES;
}

/** Divides a load: each share has its part of the connections and of the rate. */
export function sharesOf(load: Load, count: number): Load[] {
  return Array.from({ length: count }, (_, i) => {
    const clients = Math.floor(load.clients * (i + 1) / count) - Math.floor(load.clients * i / count);
    const rate = load.rate === null ? null : load.rate * clients / load.clients;
    return { ...load, clients, rate, seed: load.seed + i };
  });
}
