/** Where a client writes, and what tells it to stop. */
export interface Terminal {
  /** Writes a line to standard output. */
  print(line: string): void;
  /** Shows how far a long run is, in place of what it showed before; nothing where nobody is looking. */
  progress(text: string): void;
  /** Aborted when the person wants to leave. */
  readonly signal: AbortSignal;
}
