import { deepStrictEqual, match, rejects, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { ChangeBatch, NOBODY } from "../../../server/engine/change_batch.ts";
import { backUpJournal } from "../../../server/journal/backup.ts";
import { checkJournal } from "../../../server/journal/check.ts";
import { SqliteJournal } from "../../../server/journal/sqlite.ts";
import { OperatorError } from "../../../server/operator_error.ts";
import { withFolder } from "../../support/folder.ts";
import { TestState } from "../../support/test_state.ts";

/** Runs something with a journal of three values that a server has open, beside an empty folder for copies. */
function withJournal(use: (path: string, copies: string) => Promise<void>): Promise<void> {
  return withFolder(async (folder) => {
    const [path, copies] = [join(folder, "app.db"), join(folder, "copies")];
    Deno.mkdirSync(copies);
    const journal = new SqliteJournal(path, { sync: "normal" });
    const state = new TestState();
    journal.replay(state);
    const batch = new ChangeBatch();
    batch.push(state.array.add, { numbers: Float64Array.of(3, 1, 2), count: 3 }, NOBODY);
    journal.commit(batch);
    try {
      await use(path, copies);
    } finally {
      journal.close();
    }
  });
}

function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name);
}

Deno.test("a backup is one file that only its owner can read", () =>
  withJournal(async (path, copies) => {
    const copy = join(copies, "copy.db");
    const findings = await backUpJournal(path, copy, { state: new TestState() });
    strictEqual(findings.summary.values, 3);
    deepStrictEqual(namesIn(copies), ["copy.db"]);
    strictEqual((Deno.statSync(copy).mode ?? 0) & 0o777, 0o600);
    deepStrictEqual(checkJournal(copy, new TestState()), findings);
    deepStrictEqual(findings.problems, []);
  }));

Deno.test("a file that appears while the backup is made is not overwritten", () =>
  withJournal(async (path, copies) => {
    const copy = join(copies, "copy.db");
    for (const thenLink of [Deno.linkSync, noLinks]) {
      const link: typeof Deno.linkSync = (from, to) => {
        Deno.writeTextFileSync(copy, "somebody else's");
        thenLink(from, to);
      };
      await rejects(backUpJournal(path, copy, { state: new TestState(), link }), (error) => {
        match((error as OperatorError).message, /copy\.db already exists: name a new file for the backup/);
        return error instanceof OperatorError;
      });
      deepStrictEqual(namesIn(copies), ["copy.db"]);
      strictEqual(Deno.readTextFileSync(copy), "somebody else's");
      Deno.removeSync(copy);
    }
  }));

Deno.test("a backup works on a file system without hard links", () =>
  withJournal(async (path, copies) => {
    const copy = join(copies, "copy.db");
    const findings = await backUpJournal(path, copy, { state: new TestState(), link: noLinks });
    strictEqual(findings.summary.values, 3);
    deepStrictEqual(namesIn(copies), ["copy.db"]);
    strictEqual((Deno.statSync(copy).mode ?? 0) & 0o777, 0o600);
    deepStrictEqual(checkJournal(copy, new TestState()), findings);
    deepStrictEqual(findings.problems, []);
  }));

function noLinks(): void {
  throw new Deno.errors.PermissionDenied("Operation not permitted");
}
