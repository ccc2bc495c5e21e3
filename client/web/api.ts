/** The REST API as the page asks it. */

/** What the server tells of itself. */
export interface ServerInfo {
  readonly version: string;
  readonly needsToken: boolean;
  readonly lines: { readonly host: string; readonly port: number };
  /** Where others can reach it, best first; none where it listens on this computer only. */
  readonly addresses: readonly string[];
}

export interface Stats {
  readonly count: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly median: number | null;
  readonly mean: number | null;
  readonly distinct: number;
}

export interface Bar {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export interface Player {
  readonly name: string;
  readonly state: "playing" | "waiting";
  readonly away: boolean;
  readonly question: number | null;
  readonly marks: number;
  readonly place: number;
}

export interface Result {
  readonly rank: number;
  readonly name: string;
  readonly marks: number;
  readonly seconds: number;
}

export interface Connection {
  readonly id: number;
  readonly address: string;
  readonly transport: "tcp" | "websocket";
  readonly activity: string;
  readonly openedAt: string;
  readonly messages: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

export interface Counter {
  readonly id: number;
  readonly value: number;
  readonly increment: number;
  readonly connected: boolean;
}

/** The server refused what it was asked, or is not there. The message is for people. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const TOKEN_KEY = "app-token";

/** The token that changes need, where the server has one: kept as long as the browser's tab. */
export const serverToken = {
  forget: (): void => sessionStorage.removeItem(TOKEN_KEY),
  get: (): string | null => sessionStorage.getItem(TOKEN_KEY),
  set: (token: string): void => sessionStorage.setItem(TOKEN_KEY, token),
};

/** Asks for something. @throws {ApiError} */
export async function get<Answer>(path: string): Promise<Answer> {
  return await ask<Answer>(path, {});
}

/** Changes something. @throws {ApiError} */
export async function change<Answer>(method: "POST" | "DELETE", path: string, body?: unknown): Promise<Answer> {
  const token = serverToken.get();
  if (token && !/^[\x20-\xff]*$/.test(token)) {
    throw new ApiError("unauthorized", "a browser can't send this token: it contains characters outside Latin-1");
  }
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  if (body === undefined) return await ask<Answer>(path, { method, headers });
  headers["content-type"] = "application/json";
  return await ask<Answer>(path, { method, headers, body: JSON.stringify(body) });
}

async function ask<Answer>(path: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new ApiError("away", "can't reach the server: try again when it is back");
  }
  const answer = await response.json();
  if (response.ok) return answer;
  if (answer.code === "unauthorized") {
    serverToken.forget();
    throw new ApiError(answer.code, "changes need the server's token: type it at the top of the page");
  }
  throw new ApiError(answer.code ?? "internal", answer.detail ?? `the server answered with status ${response.status}`);
}
