/** Rows as comma-separated values, quoted where they must be. */
export function stringify(rows: readonly (readonly string[])[]): string;
