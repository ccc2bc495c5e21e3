import type { ChangeKind } from "./change_kind.ts";

/** A change that can be asked for over REST, and what is answered: each request is for one of them. */
export interface Operation<What = unknown, Result = unknown, Outcome = unknown> {
  /** Names it in the journal, behind the service's name. No operation is ever given the name of another. */
  readonly name: string;
  readonly kind: ChangeKind<What, Result>;
  /**
   * What is answered to a change that was just applied: plain JSON, and pure, as changes are, since every server that applies the
   * change may keep it.
   */
  outcome(result: Result, what: What): Outcome;
}
