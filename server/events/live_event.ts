/** What the live feed tells, as JSON under these names. No token is ever part of it. */
export type LiveEvent =
  /** The array has changed: all that was committed together. */
  | {
    readonly type: "array";
    /** How many values were put in, and the first of them. */
    readonly added: number;
    readonly values: readonly number[];
    /** How many values were taken out. */
    readonly removed: number;
    /** How many there are now. */
    readonly count: number;
  }
  | { readonly type: "player"; readonly name: string; readonly what: PlayerNews; readonly place: number }
  /** The line for the quiz has become shorter: how many wait now. */
  | { readonly type: "line"; readonly waiting: number }
  /** A question was closed. */
  | {
    readonly type: "answer";
    readonly name: string;
    readonly question: number;
    readonly verdict: string;
    readonly marks: number;
  }
  | { readonly type: "result"; readonly name: string; readonly marks: number; readonly seconds: number; readonly rank: number }
  | {
    readonly type: "counter";
    readonly id: number;
    readonly value: number;
    readonly increment: number;
    readonly connected: boolean;
  }
  | {
    readonly type: "connection";
    readonly id: number;
    readonly what: "opened" | "closed";
    readonly transport: string;
    readonly address: string;
  };

/** What becomes of a player: `place` is that in line, 0 where there is none. */
export type PlayerNews = "waiting" | "playing" | "away" | "back" | "left";
