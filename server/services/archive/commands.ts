import { checkName } from "../../../protocol/player_name.ts";
import { factsLine, integer } from "../../../protocol/facts.ts";
import type { Clock } from "../../clock.ts";
import type { ServiceCommand } from "../service.ts";
import type { ArchiveState } from "./state.ts";

interface ArchiveDesk {
  readonly state: ArchiveState;
  readonly clock: Clock;
}

const ARCHIVED = factsLine("", { class: integer, values: integer, games: integer, counters: integer });

/** The requests under "The archive" in the specification. */
export const ARCHIVE_COMMANDS = {
  ARCHIVE: {
    usage: "ARCHIVE name",
    summary: "ends a class: archives what there is, and begins afresh",
    example: "ARCHIVE Class 7b",
    role: "host",
    arguments: { kind: "text", required: true },
    changes: true,
    handle({ state, clock }, { text }, client) {
      const name = className(text);
      client.change(state.end, { name, date: clock.now() }, (out, { id, summary: { values, games, counters } }) => {
        out.utf8(`OK ${ARCHIVED.format({ class: id, values, games, counters })}`);
      });
    },
  },
} satisfies Record<string, ServiceCommand<ArchiveDesk>>;

/** The name of a class. @throws {RequestError} `bad-name` */
export function className(text: string): string {
  return checkName(text, "name the class, for example Class 7b");
}
