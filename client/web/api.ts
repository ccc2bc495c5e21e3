/** The REST API as the page asks it. Its types are made from the OpenAPI document: see openapi.d.ts. */
import { signal } from "@preact/signals";
import type { components, paths } from "./openapi.d.ts";
import { urlOf } from "./place.ts";
import { authorization, serverToken } from "./session_token.ts";

type Schemas = components["schemas"];
export type ServerInfo = Schemas["Server"];
export type Stats = Schemas["Stats"];
export type Bar = Schemas["Picture"]["bars"][number];
export type Player = Schemas["QuizPlayer"];
export type Result = Schemas["QuizResult"];
export type Connection = Schemas["Connection"];
export type FaultKind = Schemas["FaultKind"];
export type FaultRule = Schemas["FaultRule"];
/** A counter as an event tells of it. */
export type Counter = Schemas["CounterEvent"];
export type ArchivedClass = Schemas["ArchivedClassSummary"];
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

/** Asks for something. @throws {ApiError} */
export async function get<Path extends PathsWith<"get">>(
  path: Path,
  query?: QueryOf<paths[Path]["get"]>,
): Promise<AnswerTo<paths[Path]["get"]>> {
  const search = new URLSearchParams(Object.entries(query ?? {}).map(([key, value]) => [key, String(value)]));
  return await ask(search.size > 0 ? `${path}?${search}` : path, {});
}

/** Changes something. @throws {ApiError} */
export async function change<Method extends "post" | "delete", Path extends PathsWith<Method>>(
  method: Method,
  path: Path,
  body?: unknown,
): Promise<AnswerTo<paths[Path][Method]>> {
  return await ask(path, jsonRequest(method.toUpperCase(), body));
}

/** A request with a body of JSON, if it has one. */
export function jsonRequest(method: string, body?: unknown): RestRequest {
  return body === undefined
    ? { method }
    : { method, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** What a request has beside its path. */
export interface RestRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Blob;
}

/** Whether the server can't use what it shares with other servers: what is seen may be out of date. */
export const isCutOff = signal(false);

/** What each server answers by itself. */
const OWN_PATHS = /^\/api\/(server|connections|faults)\b/;

/** Asks for a path, with the token of this tab. @throws {ApiError} */
export async function ask<Answer>(path: string, { headers = {}, ...init }: RestRequest): Promise<Answer> {
  if (serverToken.isUnsendable()) {
    throw new ApiError("unauthorized", "a browser can't send this token: it contains characters outside Latin-1");
  }
  let response: Response;
  try {
    response = await fetch(urlOf(path), { ...init, headers: { ...headers, ...authorization() } });
  } catch {
    throw new ApiError("away", "can't reach the server: try again when it is back");
  }
  const text = await response.text();
  const answer = text.startsWith("{") ? JSON.parse(text) : {};
  if (!OWN_PATHS.test(path)) isCutOff.value = answer.code === "unavailable" || (isCutOff.value && !response.ok);
  if (response.ok) return answer;
  if (response.status === 401) {
    const isWrong = serverToken.get() !== null;
    serverToken.forget();
    throw new ApiError(
      "unauthorized",
      isWrong
        ? "the server does not take this token: try without it, or get another one"
        : "changes need the server's token: type it at the top of the page",
    );
  }
  throw new ApiError(answer.code ?? "internal", answer.detail ?? `the server answered with status ${response.status}`);
}
