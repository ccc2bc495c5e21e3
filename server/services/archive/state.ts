/** The state of the archive: what classes have left behind. */
import { z } from "@hono/zod-openapi";
import { RequestError } from "../../../protocol/request_error.ts";
import { RecordKind } from "../../engine/change_kind.ts";
import type { KeptSnapshot, Retired, ServiceState, Snapshot, Table } from "../../engine/state.ts";

/** How many classes are kept: for another one, the oldest goes. A journal is replayed with this: changing it changes what old ones come to. */
export const MAX_CLASSES = 20;

/** What a class has left behind. */
export interface ArchivedClass extends Retired {
  /** From 1 on. */
  readonly id: number;
  readonly name: string;
  /** When it ended, in milliseconds since 1970 began in UTC. */
  readonly date: number;
}

/** The archive as it stands, to be written down. */
interface ArchiveRecord {
  readonly last: number;
  readonly classes: readonly ArchivedClass[];
}

const End = z.object({ name: z.string(), date: z.number() });
const Removal = z.object({ id: z.int() });

export class ArchiveState implements ServiceState {
  readonly name = "archive";
  readonly version = 1;
  #classes: readonly ArchivedClass[] = [];
  /** The ID that was given last. */
  #last = 0;
  #others: readonly ServiceState[] = [];

  /** A class is over: all that the services hold goes into the archive, in one step, and another class begins. */
  readonly end = new RecordKind({
    name: "archive.end",
    version: 1,
    read: (kept) => End.parse(kept),
    apply: ({ name, date }): ArchivedClass => {
      const retired = this.#others.flatMap((service) => service.retire?.() ?? []);
      const summary: Record<string, number> = Object.assign({}, ...retired.map(({ summary }) => summary));
      const tables: Record<string, Table> = Object.assign({}, ...retired.map(({ tables }) => tables));
      const archived = { id: ++this.#last, name, date, summary, tables };
      this.#classes = [...this.#classes, archived].slice(-MAX_CLASSES);
      return archived;
    },
  });

  /** A class is forgotten. */
  readonly remove = new RecordKind({
    name: "archive.remove",
    version: 1,
    read: (kept) => Removal.parse(kept),
    apply: ({ id }): void => {
      const found = this.find(id);
      this.#classes = this.#classes.filter((archived) => archived !== found);
    },
  });

  readonly kinds = [this.end, this.remove];

  /** What can be asked for over REST. */
  readonly asked = {
    end: { name: "archive.end", kind: this.end, outcome: summaryOf },
    remove: { name: "archive.remove", kind: this.remove, outcome: () => null },
  };
  readonly operations = Object.values(this.asked);

  /** The classes that are kept, the oldest first. */
  get classes(): readonly ArchivedClass[] {
    return this.#classes;
  }

  /** @throws {RequestError} `no-class` */
  find(id: number): ArchivedClass {
    const found = this.#classes.find((archived) => archived.id === id);
    if (!found) {
      throw new RequestError("no-class", `there is no class ${id} in the archive: GET /api/archive lists those there are`);
    }
    return found;
  }

  link(all: readonly ServiceState[]): void {
    this.#others = all.filter((service) => service !== this);
  }

  snapshot(): Snapshot {
    const record: ArchiveRecord = { last: this.#last, classes: this.#classes };
    return { record };
  }

  restore({ record }: KeptSnapshot): void {
    const { last, classes } = record as ArchiveRecord;
    this.#last = last;
    this.#classes = classes;
  }

  summary(): Record<string, number> {
    return { "archived classes": this.#classes.length };
  }
}

/** A class without its tables. */
export function summaryOf({ id, name, date, summary }: ArchivedClass) {
  return { id, name, date: new Date(date).toISOString(), summary: { ...summary } };
}
