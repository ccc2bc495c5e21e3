/** What a command has of the world around it: only `main.ts` has the real one. */
import type { Environment } from "./options.ts";

export interface Shell {
  readonly env: Environment;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted when the person, or the system, wants the program to end; `interrupt` is what does so. */
  readonly signal: AbortSignal;
  interrupt(): void;
  /** Has SIGHUP call back from now on, unless it means that the terminal has gone: then it interrupts. */
  onHangup(callback: () => void): void;
}

/** Standard input. */
export interface Input {
  readonly isTerminal: boolean;
  /** What was typed since, or what comes next; `null` at the end. */
  read(): Promise<Uint8Array | null>;
  /** Whether each key comes at once and is not shown. */
  setRaw(raw: boolean): void;
}

export interface Output {
  /** Writes text. @returns `false` if its reader is gone, as with `app … | head` */
  write(text: string): boolean;
  /** Writes some of the bytes when its reader takes them; the program goes on. @returns how many @throws where it can't, or its reader is gone */
  send(bytes: Uint8Array): Promise<number>;
  readonly isTerminal: boolean;
  /** How many columns a line has. */
  columns(): number;
}

/** Success; failure; usage error; the person ended the client, or another tool that was not done. */
export type ExitCode = 0 | 1 | 2 | 130;

/** Writes a line, or several, to standard output. */
export function print(text: string, { stdout }: Pick<Shell, "stdout">): ExitCode {
  stdout.write(`${text}\n`);
  return 0;
}

/** Writes to standard output; ends the command when nobody reads that any more. */
export function writerOf({ stdout, interrupt }: Pick<Shell, "stdout" | "interrupt">): (text: string) => void {
  return (text) => void (stdout.write(text) || interrupt());
}
