/** Every code that a reply `ERR <code> …` or a problem of the REST API can carry. */
export const ERROR_CODES = [
  "unknown-command",
  "bad-arguments",
  "not-an-integer",
  "bad-name",
  "in-use",
  "taken-over",
  "bad-id",
  "no-counter",
  "no-quiz",
  "no-room",
  "locked",
  "answered",
  "no-set",
  "no-class",
  "no-connection",
  "unknown-token",
  "unauthorized",
  "tls-required",
  "too-many-connections",
  "too-many-values",
  "rate-limited",
  "overloaded",
  "line-too-long",
  "not-utf8",
  "idle",
  "shutting-down",
  "unavailable",
  "unknown-outcome",
  "internal",
] as const;

/** One of {@linkcode ERROR_CODES}. */
export type ErrorCode = typeof ERROR_CODES[number];

/**
 * A request that can't be done. The message is for the person who sent it: what was wrong, what the limit is and what to send
 * instead.
 */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: ErrorCode;
  /** In how many seconds it may be tried again, if that is known. */
  readonly retryAfterSeconds: number | null;

  constructor(code: ErrorCode, message: string, options: ErrorOptions & { retryAfterSeconds?: number } = {}) {
    super(message, options);
    this.code = code;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
  }
}
