/** Something that happens, for the live feed: as JSON, under its type. No token is ever part of it. */
export interface LiveEvent {
  readonly type: string;
  readonly [fact: string]: unknown;
}
