/** The rows of comma-separated values, without those that are empty. @throws {SyntaxError} at a quote where none can be */
export function parse(text: string, options?: { separator?: string }): string[][];
