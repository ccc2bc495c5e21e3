import { fileProblem, messageOf } from "../protocol/message_of.ts";
import { OperatorError } from "../server/operator_error.ts";
import { type Direction, eventText, type Happening, type Header, headerText } from "./format.ts";
import { SecretNames, SecretReplacer } from "./secrets.ts";

const LINE_FEED = 0x0a;
/** Only whoever records may read it: people say more than they know. */
const MODE = 0o600;

export interface RecordingFileOptions {
  readonly header: Header;
  /** Whether a file that is there is replaced. */
  readonly overwrite: boolean;
  /** Milliseconds since the recording began. */
  elapsed(): number;
  /** The file can't be written any more. Called once; nothing is recorded from then on. */
  onFailure(message: string): void;
}

/** What is known of a connection while it is recorded: in each direction, where a secret may stand. */
type Hiders = Readonly<Record<Direction, SecretReplacer>>;

/** A recording that is being written. An event is in the file when the call returns. */
export class RecordingFile implements Disposable {
  /** How many lines came in each direction, and how many bytes in both. */
  readonly lines: Record<Direction, number> = { "<": 0, ">": 0 };
  bytes = 0;
  readonly #file: Deno.FsFile;
  readonly #path: string;
  readonly #options: RecordingFileOptions;
  readonly #names = new SecretNames();
  readonly #hiders = new Map<number, Hiders>();
  #hasFailed = false;

  /** @throws {OperatorError} if the file can't be made, or is there and not to be replaced */
  constructor(path: string, options: RecordingFileOptions) {
    this.#path = path;
    this.#options = options;
    this.#file = open(path, options.overwrite);
    try {
      this.#writeNow(headerText(options.header));
    } catch (error) {
      this.#file.close();
      throw cantMake(path, error);
    }
  }

  /** Whether something is missing in it. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Records what happened to a connection. */
  note(connection: number, happening: Happening): void {
    if (["closed", "stopped", "reset", "unreachable"].includes(happening.kind)) this.#hiders.delete(connection);
    this.#write(this.#text(connection, happening));
  }

  /** Records bytes that were sent, a line for each line in them. */
  sent(connection: number, direction: Direction, bytes: Uint8Array): void {
    this.bytes += bytes.length;
    let text = "";
    for (let start = 0; start < bytes.length;) {
      const end = bytes.indexOf(LINE_FEED, start) + 1 || bytes.length;
      const piece = bytes.subarray(start, end);
      if (piece.at(-1) === LINE_FEED) this.lines[direction]++;
      const shown = this.#options.header.secrets === "kept" ? piece : this.#hider(connection, direction).replace(piece);
      text += this.#text(connection, { kind: "bytes", direction, bytes: shown });
      start = end;
    }
    this.#write(text);
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }

  #hider(connection: number, direction: Direction): SecretReplacer {
    const hide = (secret: string) => this.#names.nameOf(secret);
    const hiders = this.#hiders.get(connection) ?? { "<": new SecretReplacer("<", hide), ">": new SecretReplacer(">", hide) };
    this.#hiders.set(connection, hiders);
    return hiders[direction];
  }

  #text(connection: number, happening: Happening): string {
    return eventText({ ms: Math.floor(this.#options.elapsed()), connection, happening });
  }

  #write(text: string): void {
    if (this.#hasFailed) return;
    try {
      this.#writeNow(text);
    } catch (error) {
      this.#hasFailed = true;
      this.#options.onFailure(`can't write ${this.#path} (${messageOf(error)})`);
    }
  }

  #writeNow(text: string): void {
    const bytes = new TextEncoder().encode(text);
    for (let written = 0; written < bytes.length;) written += this.#file.writeSync(bytes.subarray(written));
  }
}

function open(path: string, overwrite: boolean): Deno.FsFile {
  try {
    const options = { write: true, mode: MODE };
    return Deno.openSync(path, overwrite ? { ...options, create: true, truncate: true } : { ...options, createNew: true });
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) {
      throw new OperatorError(`${path} already exists: name a new file, or replace it with --overwrite`);
    }
    throw cantMake(path, error);
  }
}

function cantMake(path: string, error: unknown): OperatorError {
  const reason = fileProblem(error);
  return new OperatorError(`can't write ${path} (${reason}): name a file in a folder where you may write`);
}
