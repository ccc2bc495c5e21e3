/**
 * Questions from a spreadsheet, as comma-separated values: a row with the names of the columns, and a row for each question.
 *
 * @example
 * ```
 * question,kind,answer,choice 1,choice 2,explanation,seconds
 * Which planet is closest to the sun?,choice,B,Venus,Mercury,,30
 * ```
 */
import type { z } from "@hono/zod-openapi";
// @ts-types="../../../../std/csv_parse.d.ts"
import { parse } from "@std/csv/parse";
import { quote } from "../../../../protocol/quote.ts";
import {
  DEFAULT_TITLE,
  type Import,
  type ImportOptions,
  type Line,
  linesOf,
  MAX_QUESTION_LENGTH,
  SetBuilder,
  wrongLine,
} from "./imported.ts";
import type { Question } from "./question_set.ts";

const NEEDED = ["question", "kind", "answer"];
const CHOICES = Array.from({ length: 8 }, (_, i) => `choice ${i + 1}`);
const COLUMNS = [...NEEDED, ...CHOICES, "explanation", "seconds"];
const SEPARATORS: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab" };

/** The letter of the first choice, as a number. */
const A = 65;

/** The cells of a row, by their columns. */
type Row = Readonly<Record<string, string | undefined>>;

/** Reads a set. @throws {RequestError} at the first line that is wrong */
export function* importCsv(text: string, { title = DEFAULT_TITLE }: ImportOptions = {}): Import {
  const records = recordsOf(linesOf(text));
  const builder = new SetBuilder();
  const { value: header } = records.next();
  if (!header) return builder.build(title);
  const separator = Object.keys(SEPARATORS).sort((a, b) => header.text.split(b).length - header.text.split(a).length)[0];
  const columns = columnsOf(header, separator);
  for (const record of records) {
    yield;
    const cells = cellsOf(record, separator);
    if (cells.slice(columns.length).some((cell) => cell !== "")) {
      throw wrongLine(
        record.number,
        `found ${cells.length} cells, but the first row has ${columns.length}: put quotes around a cell with a ${
          SEPARATORS[separator]
        }`,
      );
    }
    const row = Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ""]));
    builder.add(record.number, questionOf(record.number, row));
  }
  return builder.build(title);
}

/** The records that are not empty, each with the number of its first line: a cell in quotes can have line breaks. */
function* recordsOf(lines: readonly Line[]): Generator<Line, undefined> {
  let begun: string[] = [];
  let isQuoted = false;
  let length = 0;
  for (const { number, text } of lines) {
    begun.push(text);
    length += text.length;
    if (length > MAX_QUESTION_LENGTH) {
      throw wrongLine(
        number - begun.length + 1,
        `a row can have at most ${MAX_QUESTION_LENGTH} characters: shorten it, or end the quote " that begins in it`,
      );
    }
    // Quotes inside of cells come in pairs.
    for (const character of text) if (character === '"') isQuoted = !isQuoted;
    if (isQuoted) continue;
    const record = begun.join("\n");
    if (/[^\s,;]/.test(record)) yield { number: number - begun.length + 1, text: record };
    begun = [];
    length = 0;
  }
  if (begun.length > 0) {
    throw wrongLine(lines.length - begun.length + 1, 'a quote " begins here and never ends: write "" for a quote in a cell');
  }
  return undefined;
}

/** What stands in the cells of a record, each as one line. */
function cellsOf({ number, text }: Line, separator: string): string[] {
  try {
    return (parse(text, { separator })[0] ?? []).map((cell) => cell.replace(/\s+/g, " ").trim());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw wrongLine(number, 'a quote " must begin and end its cell: write "" for a quote in a cell');
  }
}

function columnsOf(header: Line, separator: string): string[] {
  const columns = cellsOf(header, separator).map((cell) => cell.toLowerCase().replace(/^choice *(?=\d)/, "choice "));
  while (columns.at(-1) === "") columns.pop();
  for (const [i, column] of columns.entries()) {
    if (!COLUMNS.includes(column)) {
      const known = "the first row must name the columns question, kind, answer, choice 1 to choice 8, explanation or seconds";
      throw wrongLine(header.number, `there is no column ${quote(column)}: ${known}`);
    }
    if (columns.indexOf(column) < i) throw wrongLine(header.number, `the column ${column} is there twice`);
  }
  const missing = NEEDED.find((column) => !columns.includes(column));
  if (missing) {
    throw wrongLine(
      header.number,
      `the column ${missing} is missing: the first row names the columns, such as question,kind,answer`,
    );
  }
  return columns;
}

function questionOf(line: number, row: Row): z.input<typeof Question> {
  const { question: text = "", answer = "", explanation, seconds } = row;
  const kind = row.kind?.toLowerCase() ?? "";
  const common = {
    text,
    ...(explanation ? { explanation } : {}),
    ...(seconds ? { seconds: numberOf(line, seconds, "seconds") } : {}),
  };
  const expect = (isRight: boolean, what: string) => {
    if (!isRight) throw wrongLine(line, `the answer for ${kind} must be ${what}, not ${quote(answer)}`);
  };
  const placesOf = (letters: string, count: number) => {
    const places = [...new Set(letters.toUpperCase().match(/[A-H]/g))].map((letter) => letter.charCodeAt(0) - A).sort();
    const last = places.at(-1) ?? 0;
    if (last >= count) {
      throw wrongLine(line, `there is no choice ${String.fromCharCode(A + last)}: this question has ${count} choices`);
    }
    return places;
  };
  const choices = CHOICES.map((column) => row[column] ?? "");
  const last = choices.findLastIndex((choice) => choice !== "");
  choices.length = last + 1;
  switch (kind) {
    case "choice":
      expect(/^[a-h]$/i.test(answer), "the letter of a choice, such as B");
      return { kind, ...common, choices, answer: placesOf(answer, choices.length)[0] };
    case "multiple":
      expect(/^[a-h]([ ,;]*[a-h])*$/i.test(answer), "the letters of the right choices, such as A C");
      return { kind, ...common, choices, answers: placesOf(answer, choices.length) };
    case "boolean":
      expect(/^(t|f|true|false)$/i.test(answer), "true or false");
      return { kind, ...common, answer: /^t/i.test(answer) };
    case "number": {
      const [, value, tolerance = "0"] = answer.match(/^([^:]*)(?::(.*))?$/) ?? [];
      return { kind, ...common, answer: numberOf(line, value, "answer"), tolerance: numberOf(line, tolerance, "tolerance") };
    }
    case "text":
      return { kind, ...common, accepted: answer.split("|") };
    case "order":
      expect(answer === "", "empty, since the choices are its items in the right order");
      return { kind, ...common, items: choices };
  }
  throw wrongLine(line, `the kind must be choice, multiple, boolean, number, text or order, not ${quote(kind)}`);
}

function numberOf(line: number, text: string, what: string): number {
  if (/^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(text.trim())) return Number(text);
  throw wrongLine(line, `expected a number such as 3 or 2.5 for the ${what}, not ${quote(text)}`);
}
