/** The REST API as the page asks it. Its types are made from the OpenAPI document: see openapi.d.ts. */
import { signal } from "@preact/signals";
import createClient from "openapi-fetch";
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
export type LiveEvent = Schemas["LiveEvent"];
export type WireEvent = Schemas["WireEvent"];

/** The server refused what it was asked, or is not there. The message is for people. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Whether the server can't use what it shares with other servers: what is seen may be out of date. */
export const isCutOff = signal(false);

/** The server, as the page asks it: paths, parameters, bodies and answers have the types of its OpenAPI document. */
export const api = createClient<paths, "application/json">({ baseUrl: urlOf("/"), fetch: send });

/** What a request is answered with: `await answer(api.GET("/api/array/stats"))`. @throws {ApiError} */
export async function answer<Answer>(asked: Promise<{ data?: Answer }>): Promise<Answer> {
  const { data } = await asked;
  if (data === undefined) throw new ApiError("internal", "the server answered nothing: try again");
  return data;
}

/** For a body that is sent as it is, and not as JSON. */
export function rawBody<Body extends string | Blob>(body: Body, type: string) {
  return { body, headers: { "content-type": type }, bodySerializer: () => body };
}

/** What each server answers by itself. */
const OWN_PATHS = /\/api\/(server|connections|faults)\b/;

/** Sends a request with the token of this tab. @throws {ApiError} */
async function send(request: Request): Promise<Response> {
  if (serverToken.isUnsendable()) {
    throw new ApiError("unauthorized", "a browser can't send this token: it contains characters outside Latin-1");
  }
  for (const [name, value] of Object.entries(authorization())) request.headers.set(name, value);
  let response: Response;
  try {
    response = await fetch(request);
  } catch {
    throw new ApiError("away", "can't reach the server: try again when it is back");
  }
  const problem = response.ok ? null : await problemOf(response);
  if (!OWN_PATHS.test(request.url)) isCutOff.value = problem?.code === "unavailable" || (isCutOff.value && problem !== null);
  if (!problem) return response;
  if (response.status !== 401) {
    throw new ApiError(problem.code ?? "internal", problem.detail ?? `the server answered with status ${response.status}`);
  }
  const isWrong = serverToken.get() !== null;
  serverToken.forget();
  throw new ApiError(
    "unauthorized",
    isWrong
      ? "the server does not take this token: try without it, or get another one"
      : "changes need the server's token: type it at the top of the page",
  );
}

/** What went wrong, as the server says, or a proxy in front of it, which may say anything. */
async function problemOf(response: Response): Promise<Partial<Schemas["Problem"]>> {
  try {
    return await response.json();
  } catch {
    return {};
  }
}
