/** The question sets over REST. */
import { answer, api, rawBody } from "./api.ts";
import { download } from "./download.ts";
import type { components } from "./openapi.d.ts";

type Schemas = components["schemas"];
/** A set in the list. */
export type ListedSet = Schemas["QuestionSetSummary"];
export type QuestionSet = Schemas["QuestionSet"];
export type Marks = NonNullable<QuestionSet["marks"]>;
/** A question as a set has it. */
export type Question = QuestionSet["questions"][number];
export type Kind = Question["kind"];

const ofSet = (id: string) => ({ params: { path: { id } } });

export async function listSets(): Promise<readonly ListedSet[]> {
  return (await answer(api.GET("/api/sets"))).sets;
}

/** A set with its answers. */
export function readSet(id: string): Promise<QuestionSet> {
  return answer(api.GET("/api/sets/{id}", ofSet(`${id}.json`)));
}

/** Adds a set. @returns its ID */
export async function addSet(set: QuestionSet): Promise<string> {
  return (await answer(api.POST("/api/sets", { body: set }))).id;
}

export async function replaceSet(id: string, set: QuestionSet): Promise<void> {
  await api.PUT("/api/sets/{id}", { ...ofSet(id), body: set });
}

export async function removeSet(id: string): Promise<void> {
  await api.DELETE("/api/sets/{id}", ofSet(id));
}

/** Saves a set as a file. */
export function downloadSet(id: string, type: "json" | "gift"): Promise<void> {
  const file = `${id}.${type}`;
  return download(api.GET("/api/sets/{id}", { ...ofSet(file), parseAs: "blob" }), file);
}

/** What a file is, by the end of its name; a text may be in either of two formats. */
export function typeOf(name: string, text: string): string | null {
  const [, end = ""] = name.toLowerCase().match(/\.(\w+)$/) ?? [];
  if (end === "json") return "application/json";
  if (end === "csv" || end === "tsv") return "text/csv";
  if (end === "gift") return "text/x-gift";
  if (end !== "txt" && end !== "aiken") return null;
  // In Aiken each question ends with a line such as ANSWER: B.
  return /^\s*ANSWER:\s*[A-Z]\s*$/m.test(text) ? "text/x-aiken" : "text/x-gift";
}

/** Adds a set out of a file. @throws {ApiError} with the line that is wrong */
export function importSet(text: string, type: string, title: string): Promise<Omit<ListedSet, "builtIn">> {
  // A set in JSON has a title of its own.
  const query = type === "application/json" ? {} : { title };
  return answer(api.POST("/api/sets", { params: { query }, ...rawBody(text, type) }));
}

/** Adds a picture for questions. @returns its name */
export async function addImage(file: File): Promise<string> {
  return (await answer(api.POST("/api/images", rawBody(file, file.type)))).name;
}
