/** Reads command line arguments as flags; what is no flag is in `_`, in order. The caller checks every value. */
export function parseArgs(args: string[], options: {
  string?: string[];
  /** Called for each flag that no option names, and for each argument that is no flag; `false` leaves it out. */
  unknown?: (argument: string, key?: string) => boolean;
}): { _: unknown[]; [flag: string]: unknown };
