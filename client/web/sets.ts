/** The question sets over REST. */
import { ask, jsonRequest } from "./api.ts";

/** A set in the list. */
export interface ListedSet {
  readonly id: string;
  readonly title: string;
  readonly questions: number;
  readonly builtIn: boolean;
}

export interface Marks {
  readonly right: number;
  readonly wrong: number;
}

/** What every question but an arithmetic one has. */
interface Common {
  readonly text: string;
  readonly explanation?: string;
  readonly seconds?: number;
  readonly marks?: Marks;
  readonly image?: string;
}

/** A question as a set has it. */
export type Question =
  | {
    readonly kind: "arithmetic";
    readonly count: number;
    readonly operators?: string;
    readonly from?: number;
    readonly to?: number;
  }
  | Common & { readonly kind: "number"; readonly answer: number; readonly tolerance?: number }
  | Common & { readonly kind: "choice"; readonly choices: readonly string[]; readonly answer: number }
  | Common & { readonly kind: "multiple"; readonly choices: readonly string[]; readonly answers: readonly number[] }
  | Common & { readonly kind: "boolean"; readonly answer: boolean }
  | Common & { readonly kind: "text"; readonly accepted: readonly string[] }
  | Common & { readonly kind: "order"; readonly items: readonly string[] };

export type Kind = Question["kind"];

export interface QuestionSet {
  readonly title: string;
  readonly seconds?: number;
  readonly marks?: Marks;
  readonly questions: readonly Question[];
}

const pathOf = (id: string) => `/api/sets/${encodeURIComponent(id)}`;

export async function listSets(): Promise<ListedSet[]> {
  return (await ask<{ sets: ListedSet[] }>("/api/sets", {})).sets;
}

/** A set with its answers. */
export function readSet(id: string): Promise<QuestionSet> {
  return ask<QuestionSet>(`${pathOf(id)}.json`, {});
}

/** Adds a set. @returns its ID */
export async function addSet(set: QuestionSet): Promise<string> {
  return (await ask<{ id: string }>("/api/sets", jsonRequest("POST", set))).id;
}

export function replaceSet(id: string, set: QuestionSet): Promise<unknown> {
  return ask(pathOf(id), jsonRequest("PUT", set));
}

export function removeSet(id: string): Promise<unknown> {
  return ask(pathOf(id), jsonRequest("DELETE"));
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
export function importSet(text: string, type: string, title: string): Promise<ListedSet> {
  // A set in JSON has a title of its own.
  const search = type === "application/json" ? "" : `?${new URLSearchParams({ title })}`;
  return ask<ListedSet>(`/api/sets${search}`, { method: "POST", headers: { "content-type": type }, body: text });
}

/** Adds a picture for questions. @returns its name */
export async function addImage(file: File): Promise<string> {
  const headers = { "content-type": file.type };
  return (await ask<{ name: string }>("/api/images", { method: "POST", headers, body: file })).name;
}
