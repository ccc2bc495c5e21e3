/** The JSON of a set: what the REST API takes and gives, and what is exported. */
import { RequestError } from "../../../../protocol/request_error.ts";
import { type Import, type ImportOptions, linesOf, wrongLine } from "./imported.ts";
import { brokenLine, lineAt, offsetOf } from "./json_lines.ts";
import { AnyQuestion, MAX_QUESTIONS, QuestionSet } from "./question_set.ts";

/** Reads a set. @throws {RequestError} at the line that is wrong */
export function* importJson(text: string, { title }: ImportOptions = {}): Import {
  const json = text.replace(/^\ufeff/, "");
  linesOf(json);
  const set = yield* parsed(json);
  if (typeof set !== "object" || set === null || Array.isArray(set)) {
    throw wrongLine(1, 'expected an object such as {"title":"Planets","questions":[…]}');
  }
  const wrongAt = function* (path: readonly PropertyKey[], what: string) {
    return wrongLine(lineAt(json, yield* offsetOf(json, path)), what);
  };
  // The schema of a set would look at all of them at once.
  const questions: readonly unknown[] = "questions" in set && Array.isArray(set.questions) ? set.questions : [];
  if (questions.length > MAX_QUESTIONS) {
    const what = `a set can have at most ${MAX_QUESTIONS} questions, and this is one more: put it into another set`;
    throw yield* wrongAt(["questions", MAX_QUESTIONS], what);
  }
  for (const [i, question] of questions.entries()) {
    yield;
    const { error } = AnyQuestion.safeParse(withoutExcess(question));
    if (!error) continue;
    const [{ path, message }] = error.issues;
    throw yield* wrongAt(["questions", i, ...path], `${["questions", i, ...path].join(".")} ${message}`);
  }
  yield;
  const { data, error } = QuestionSet.safeParse(title === undefined ? set : { ...set, title });
  if (data) return data;
  const [{ path, message }] = error.issues;
  if (title !== undefined && path[0] === "title") throw new RequestError("bad-arguments", `the title ${message}`);
  throw yield* wrongAt(path, `${path.length > 0 ? path.join(".") : "the set"} ${message}`);
}

/** No list in a question has more items than this. */
const LONGEST_LIST = 20;

/** A question in which no list is so long that it takes long to see that it is too long. */
function withoutExcess(question: unknown): unknown {
  if (typeof question !== "object" || question === null || Array.isArray(question)) return question;
  const cut = (value: unknown) => Array.isArray(value) ? value.slice(0, LONGEST_LIST + 1) : value;
  return Object.fromEntries(Object.entries(question).map(([key, value]) => [key, cut(value)]));
}

/** A set as JSON, for people and for {@linkcode importJson}. */
export function exportJson(set: QuestionSet): string {
  return `${JSON.stringify(set, null, 2)}\n`;
}

function* parsed(json: string): Generator<void, unknown> {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const found = error.message.match(/^Expected .*?(?= in JSON)|^Unexpected token '.'/u)?.[0] ??
      "It ends too early, or has a wrong character";
    throw wrongLine(yield* brokenLine(json), `this is not valid JSON: ${found[0].toLowerCase()}${found.slice(1)}`);
  }
}
