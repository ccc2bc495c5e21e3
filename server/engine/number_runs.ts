/** Integers that lie at `values[start..end)`. */
export interface NumberRun {
  readonly values: Float64Array;
  readonly start: number;
  readonly end: number;
}

/** Many integers as they stood at one moment, in runs: for encoders that have no time for an iterator over each of them. */
export interface NumberRuns {
  /** How many integers there are. */
  readonly length: number;
  runs(): Iterable<NumberRun>;
}
