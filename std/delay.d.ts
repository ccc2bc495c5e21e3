/** Resolves after that many milliseconds; rejects with the signal's reason where it is aborted before. */
export function delay(ms: number, options?: { signal?: AbortSignal }): Promise<void>;
