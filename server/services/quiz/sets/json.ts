/** The JSON of a set: what the REST API takes and gives, and what is exported. */
import { RequestError } from "../../../../protocol/request_error.ts";
import { type ImportOptions, wrongLine } from "./imported.ts";
import { brokenLine, lineAt, offsetOf } from "./json_lines.ts";
import { MAX_QUESTIONS, QuestionSet } from "./question_set.ts";

/** Reads a set. @throws {RequestError} at the line that is wrong */
export function importJson(text: string, { title }: ImportOptions = {}): QuestionSet {
  const json = text.replace(/^\ufeff/, "");
  const set = parsed(json);
  if (typeof set !== "object" || set === null || Array.isArray(set)) {
    throw wrongLine(1, 'expected an object such as {"title":"Planets","questions":[…]}');
  }
  // A schema would look at all of them first.
  if ("questions" in set && Array.isArray(set.questions) && set.questions.length > MAX_QUESTIONS) {
    const line = lineAt(json, offsetOf(json, ["questions", MAX_QUESTIONS]));
    throw wrongLine(line, `a set can have at most ${MAX_QUESTIONS} questions, and this is one more: put it into another set`);
  }
  const { data, error } = QuestionSet.safeParse(title === undefined ? set : { ...set, title });
  if (data) return data;
  const [{ path, message }] = error.issues;
  if (title !== undefined && path[0] === "title") throw new RequestError("bad-arguments", `the title ${message}`);
  throw wrongLine(lineAt(json, offsetOf(json, path)), `${path.length > 0 ? path.join(".") : "the set"} ${message}`);
}

/** A set as JSON, for people and for {@linkcode importJson}. */
export function exportJson(set: QuestionSet): string {
  return `${JSON.stringify(set, null, 2)}\n`;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const found = error.message.match(/^Expected .*?(?= in JSON)|^Unexpected token '.'/u)?.[0] ??
      "It ends too early, or has a wrong character";
    throw wrongLine(brokenLine(json), `this is not valid JSON: ${found[0].toLowerCase()}${found.slice(1)}`);
  }
}
