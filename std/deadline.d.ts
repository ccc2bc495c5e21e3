/** The promise's outcome, or a rejection with a `TimeoutError` after that many milliseconds. */
export function deadline<T>(promise: Promise<T>, ms: number, options?: { signal?: AbortSignal }): Promise<T>;
