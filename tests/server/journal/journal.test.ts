import { join } from "node:path";
import { MemoryJournal } from "../../../server/journal/memory.ts";
import { SqliteJournal } from "../../../server/journal/sqlite.ts";
import { testJournal } from "../../support/journal_conformance.ts";
import { TestState } from "../../support/test_state.ts";

testJournal({ name: "memory", keeps: false, open: () => ({ journal: new MemoryJournal(), state: new TestState() }) });

testJournal({
  name: "sqlite",
  keeps: true,
  open: (folder) => ({ journal: new SqliteJournal(join(folder, "app.db"), { sync: "full" }), state: new TestState() }),
});

testJournal({
  name: "sqlite, which compacts after each commit",
  keeps: true,
  open: (folder) => ({
    journal: new SqliteJournal(join(folder, "app.db"), { sync: "normal", compactBytes: 0 }),
    state: new TestState(),
  }),
});
