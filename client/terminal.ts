import type { Colors } from "picocolors/types";
import type { Input } from "../cli/shell.ts";

/** Where a client reads and writes, and what tells it to stop. */
export interface Terminal {
  /** Writes a line to standard output. */
  print(line: string): void;
  /** Writes to standard output as it is. */
  write(text: string): void;
  /** Shows how far a long run is, in place of what it showed before; nothing where nobody is looking. */
  progress(text: string): void;
  /** Whether a person sits there: both what is read and what is written is a terminal. */
  readonly interactive: boolean;
  readonly input: Input;
  /** How many columns a line has. */
  columns(): number;
  readonly colors: Colors;
  /** Aborted when the person wants to leave; `interrupt` is what does so. */
  readonly signal: AbortSignal;
  interrupt(): void;
}

/** Time as the client needs it. */
export interface Timing {
  /** Milliseconds from some point on. */
  now(): number;
  /** Waits; rejects where the signal is aborted meanwhile. */
  pause(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back every so many milliseconds. @returns what ends it */
  every(ms: number, callback: () => void): () => void;
}

/** What the modes are given from outside. */
export interface ClientDependencies {
  terminal: Terminal;
  timing: Timing;
  /** A random number from 0 up to, without, 1. */
  random: () => number;
  /** The same for one of many who act at once, by its number: what the others draw does not shift it. */
  randomOf: (number: number) => () => number;
}
