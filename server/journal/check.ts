import { messageOf } from "../../protocol/message_of.ts";
import { State } from "../state.ts";
import { integrityProblems, openToRead } from "./schema.ts";
import { loadState } from "./stored_state.ts";

/** What a check found. */
export interface Findings {
  /** What is wrong, a line each; none where all is sound. */
  readonly problems: readonly string[];
  /** What the journal holds, as far as it could be read. */
  readonly values: number;
  readonly counters: number;
  readonly finishedGames: number;
  readonly openGames: number;
}

/**
 * Verifies a journal's file, also while a server writes to it: SQLite's own check, each row's checksum, that no batch is missing,
 * and the order and the totals of the array that comes of it. Cost: reads all of it.
 *
 * @throws {OperatorError} where the file is no journal
 */
export function checkJournal(path: string): Findings {
  const { db } = openToRead(path);
  const state = new State({ quizSeats: 1, emit() {} });
  const problems: string[] = [];
  const attempt = (what: () => void) => {
    try {
      what();
    } catch (error) {
      problems.push(messageOf(error));
    }
  };
  try {
    attempt(() => problems.push(...integrityProblems(db, "integrity_check")));
    attempt(() => loadState(db, state));
    attempt(() => state.array.checkInvariants());
  } finally {
    db.close();
  }
  const { array, counters, quiz } = state;
  return {
    problems,
    values: array.count,
    counters: counters.count,
    finishedGames: quiz.leaderboard.count,
    openGames: quiz.playerCount,
  };
}
