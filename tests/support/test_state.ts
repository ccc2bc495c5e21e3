import { CommandTable } from "../../protocol/command.ts";
import type { ChangeBatch } from "../../server/engine/change_batch.ts";
import { type ServiceState, State } from "../../server/engine/state.ts";
import { CONNECTION_COMMANDS, CONNECTION_TITLE } from "../../server/line/connection_commands.ts";
import { ArchiveState } from "../../server/services/archive/state.ts";
import { ArrayState } from "../../server/services/array/state.ts";
import { CounterState } from "../../server/services/counter/state.ts";
import { SECTIONS } from "../../server/services/mod.ts";
import { QuizState } from "../../server/services/quiz/state.ts";

/** All commands of the server. */
export const COMMANDS = new CommandTable([
  { title: CONNECTION_TITLE, commands: CONNECTION_COMMANDS },
  ...SECTIONS,
]);

/** The state of a server, with its services by name. */
export class TestState extends State {
  readonly array: ArrayState;
  readonly quiz: QuizState;
  readonly counter: CounterState;
  readonly archive: ArchiveState;

  /** @param more states beside those of the services */
  constructor(
    { array, quiz, counter, archive } = {
      array: new ArrayState(),
      quiz: new QuizState(),
      counter: new CounterState(),
      archive: new ArchiveState(),
    },
    more: readonly ServiceState[] = [],
  ) {
    super([array, quiz, counter, archive, ...more]);
    this.array = array;
    this.quiz = quiz;
    this.counter = counter;
    this.archive = archive;
  }

  /** All that it holds, to be compared. */
  content() {
    for (const service of this.services) service.checkInvariants?.();
    const [quiz, counters, archive] = [this.quiz, this.counter, this.archive].map((service) => service.snapshot().record);
    return { array: [...this.array.list.slice()], quiz, counters, archive };
  }
}

/** Applies change `i` of a batch. @returns what came of it */
export function applyChange(batch: ChangeBatch, i: number): unknown {
  return batch.kinds[i].apply(batch.values, batch.start(i), batch.ends[i], batch.records[i]);
}
