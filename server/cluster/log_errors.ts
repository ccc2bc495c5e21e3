/** What goes wrong with the log that servers share, in words: for clients, or for whoever runs the server. */
import { messageOf } from "../../protocol/message_of.ts";
import { RequestError } from "../../protocol/request_error.ts";
import { OutcomeUnknownError } from "../engine/journal.ts";
import { OperatorError } from "../operator_error.ts";
import type { GapError, LoggedMessage } from "./stream_log.ts";

export function notConfirmed(): OutcomeUnknownError {
  return new OutcomeUnknownError(
    "the log has not confirmed the change in time, so it may have been made or not",
  );
}

export function unavailable(): RequestError {
  return new RequestError(
    "unavailable",
    "the log that the servers share can't be written just now, so nothing was changed: try again later",
  );
}

export function restoring(): OperatorError {
  return new OperatorError(
    "a backup is being restored into this log: start again when that is done. If it was broken off, run app restore again",
  );
}

/** @throws {OperatorError} that says why a server can't begin with what is in the log */
export function unreadable(cause: unknown): never {
  if (cause instanceof OperatorError) throw cause;
  throw new OperatorError(
    `can't read the log that the servers share (${messageOf(cause)}): make sure that most of its NATS nodes are there`,
    { cause },
  );
}

/** @throws {OperatorError} that says why a server can't go on behind a message */
export function unfit({ sequence }: LoggedMessage, cause: unknown): never {
  if (cause instanceof OperatorError) throw cause;
  throw new OperatorError(
    `can't apply message ${sequence} of the log that the servers share (${
      messageOf(cause)
    }): start the version of app that wrote it`,
    { cause },
  );
}

export function forked(sequence: number): OperatorError {
  return new OperatorError(
    `the NATS nodes do not agree on message ${sequence} of the log, so this server may not have the state that the others have: start it ` +
      "again; if that does not help, have NATS copy the log to the node that is wrong, and use a later version of NATS",
  );
}

export function tooFarBehind(cause: GapError): OperatorError {
  return new OperatorError(`this server was away for too long (${cause.message}): start it again`, { cause });
}
