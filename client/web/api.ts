/** The REST API as the page asks it. Its types are made from the OpenAPI document: see openapi.d.ts. */
import type { components, paths } from "./openapi.d.ts";
import { urlOf } from "./place.ts";

type Schemas = components["schemas"];
export type ServerInfo = Schemas["Server"];
export type Stats = Schemas["Stats"];
export type Bar = Schemas["Picture"]["bars"][number];
export type Player = Schemas["QuizPlayer"];
export type Result = Schemas["QuizResult"];
export type Connection = Schemas["Connection"];
/** A counter as an event tells of it. */
export type Counter = Schemas["CounterEvent"];
export type ArrayEvent = Schemas["ArrayEvent"];

/** The paths that take a method. */
type PathsWith<Method extends "get" | "post" | "delete"> = {
  [Path in keyof paths]: paths[Path] extends Record<Method, object> ? Path : never;
}[keyof paths];
/** The JSON that a request is answered with. */
type AnswerTo<Operation> = Operation extends { responses: infer Responses }
  ? Responses[keyof Responses & (200 | 201)] extends { content: { "application/json": infer Answer } } ? Answer : never
  : never;
/** The keys that a query can have. */
type QueryOf<Operation> = Operation extends { parameters: { query?: infer Query } } ? Query : never;

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
export async function get<Path extends PathsWith<"get">>(
  path: Path,
  query?: QueryOf<paths[Path]["get"]>,
): Promise<AnswerTo<paths[Path]["get"]>> {
  const search = new URLSearchParams(Object.entries(query ?? {}).map(([key, value]) => [key, String(value)]));
  return await ask(search.size > 0 ? `${path}?${search}` : path, { headers: authorization() });
}

/** Changes something. @throws {ApiError} */
export async function change<Method extends "post" | "delete", Path extends PathsWith<Method>>(
  method: Method,
  path: Path,
  body?: unknown,
): Promise<AnswerTo<paths[Path][Method]>> {
  const headers = authorization();
  const init = { method: method.toUpperCase(), headers };
  if (body === undefined) return await ask(path, init);
  headers["content-type"] = "application/json";
  return await ask(path, { ...init, body: JSON.stringify(body) });
}

/** @throws {ApiError} */
function authorization(): Record<string, string> {
  const token = serverToken.get();
  if (token && !/^[\x20-\xff]*$/.test(token)) {
    throw new ApiError("unauthorized", "a browser can't send this token: it contains characters outside Latin-1");
  }
  return token ? { authorization: `Bearer ${token}` } : {};
}

async function ask<Answer>(path: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(urlOf(path), init);
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
