/** The mode `quiz`: a game for a person at a terminal, or for a script that sends answers as lines; alone, or in a room. */
import { UsageError } from "../../cli/usage_error.ts";
import type { ClientConfig } from "../config.ts";
import { connector } from "../connection.ts";
import { resumeGame } from "../resume_game.ts";
import type { ClientDependencies } from "../terminal.ts";
import { playAlone } from "./quiz_alone.ts";
import { playInRooms } from "./quiz_in_rooms.ts";

/**
 * Plays a game to its end, or until the terminal's signal is aborted; a person may play again.
 *
 * @throws {ConnectionError} if there is no server, or it is gone for too long; or if standard input ends too early
 * @throws {ReplyError} if the server answered `ERR`
 * @throws {UsageError} if a name is missing and nobody can be asked
 */
export async function runQuiz(config: ClientConfig, dependencies: ClientDependencies): Promise<void> {
  const { terminal, timing, random } = dependencies;
  const { signal } = terminal;
  const interactive = terminal.interactive && !config.json;
  if (!interactive && config.name === null && config.resume === null) {
    throw new UsageError("--name is required without a terminal");
  }
  const options = { connect: connector(config, signal), signal, timing, random };
  const seat = { config, dependencies, options, interactive };
  const resumed = config.resume === null ? null : await resumeGame(options, config.resume);
  if (resumed?.kind === "room") await playInRooms(seat, resumed);
  else if (resumed) await playAlone(seat, resumed);
  else if (config.room === null) await playAlone(seat, null);
  else await playInRooms(seat, null);
}
