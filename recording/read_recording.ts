import { UsageError } from "../cli/usage_error.ts";
import { fileProblem, messageOf } from "../protocol/message_of.ts";
import { quote } from "../protocol/quote.ts";
import { FIRST_LINE, type Header, parseEvent, type RecordedEvent } from "./format.ts";

/** No line of a recording is longer, in characters. */
const MAX_LINE = 1_048_576;

/** A recording in a file, which is read piece by piece, as often as it is asked for. */
export class Recording {
  readonly path: string;
  readonly header: Header;

  private constructor(path: string, header: Header) {
    this.path = path;
    this.header = header;
  }

  /** @throws {UsageError} if the file can't be read, or is no recording */
  static async open(path: string): Promise<Recording> {
    const facts = new Map<string, string>();
    for await (const { line, number } of linesOf(path)) {
      if (number === 1 && line !== FIRST_LINE) {
        throw new UsageError(
          `${path} is no recording: it begins with ${quote(line)}, not with ${FIRST_LINE}; name a file that app record made`,
        );
      }
      if (line === "") break;
      const [name, ...value] = line.split(" ");
      facts.set(name, value.join(" "));
    }
    if (facts.size === 0) throw new UsageError(`${path} is empty: name a file that app record made`);
    const secrets = facts.get("secrets") === "kept" ? "kept" : "hidden";
    return new Recording(path, { server: facts.get("server") ?? "", started: facts.get("started") ?? "", secrets });
  }

  /** The events, in the order of the file. @throws {UsageError} that names the line which is wrong */
  async *events(): AsyncGenerator<RecordedEvent> {
    let isHeader = true;
    for await (const { line, number } of linesOf(this.path)) {
      if (isHeader) isHeader = line !== "";
      else if (line !== "" && !line.startsWith("#")) yield this.#event(line, number);
    }
  }

  #event(line: string, number: number): RecordedEvent {
    try {
      return parseEvent(line);
    } catch (error) {
      throw new UsageError(`${this.path}, line ${number}: ${messageOf(error)}`);
    }
  }
}

/** The lines of a file, without their ends. */
async function* linesOf(path: string): AsyncGenerator<{ line: string; number: number }> {
  let number = 0;
  let rest = "";
  for await (const text of textOf(path)) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    // A file that was edited on Windows.
    for (const line of lines) yield { line: line.replace(/\r$/, ""), number: ++number };
    if (rest.length > MAX_LINE) throw new UsageError(`${path}, line ${number + 1}: it is longer than ${MAX_LINE} characters`);
  }
  if (rest !== "") yield { line: rest, number: ++number };
}

async function* textOf(path: string): AsyncGenerator<string> {
  try {
    using file = await Deno.open(path);
    const decoder = new TextDecoder("utf-8", { fatal: true });
    const buffer = new Uint8Array(65_536);
    for (let length = await file.read(buffer); length !== null; length = await file.read(buffer)) {
      yield decoder.decode(buffer.subarray(0, length), { stream: true });
    }
  } catch (error) {
    const reason = error instanceof TypeError ? "it is not UTF-8" : fileProblem(error);
    throw new UsageError(`can't read ${path} (${reason}): name a file that app record made`);
  }
}
