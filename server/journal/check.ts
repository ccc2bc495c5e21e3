import { messageOf } from "../../protocol/message_of.ts";
import type { State } from "../engine/state.ts";
import { integrityProblems, isOutOfMemory, LaterVersionError, openToRead, unusable } from "./schema.ts";
import { loadState } from "./stored_state.ts";

/** What a check found. */
export interface Findings {
  /** What is wrong, a line each; none where all is sound. */
  readonly problems: readonly string[];
  /** What the journal holds, as far as it could be read, such as `values 3`. */
  readonly summary: Readonly<Record<string, number>>;
  /** The hash of the state; `null` if something is wrong. */
  readonly hash: string | null;
}

/**
 * Verifies a journal's file, also while a server writes to it: SQLite's own check, each row's checksum, that no batch is missing,
 * and that what comes of it can be so. Cost: reads all of it.
 *
 * @param state a new one
 * @throws {OperatorError} where the file is no journal, was written by a later version, or needs more memory than there is
 */
export function checkJournal(path: string, state: State): Findings {
  const { db } = openToRead(path);
  const problems: string[] = [];
  const attempt = (what: () => void) => {
    try {
      what();
    } catch (error) {
      if (error instanceof LaterVersionError || isOutOfMemory(error)) throw unusable(path, error);
      problems.push(messageOf(error));
    }
  };
  try {
    attempt(() => problems.push(...integrityProblems(db, "integrity_check")));
    attempt(() => loadState(db, state));
    for (const service of state.services) attempt(() => service.checkInvariants?.());
  } finally {
    db.close();
  }
  const summary = Object.assign({}, ...state.services.map((service) => service.summary()));
  return { problems, summary, hash: problems.length === 0 ? state.hash() : null };
}
