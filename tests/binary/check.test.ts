import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { checkJournal } from "../../server/journal/check.ts";
import { APP } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { TestState } from "../support/test_state.ts";

const OLD_DATA = new URL("../fixtures/app-0.1.0.db", import.meta.url);

Deno.test("the same data has the same hash in another process, whatever its language and its time zone", () =>
  withFolder(async (folder) => {
    const path = join(folder, "app.db");
    await Deno.copyFile(OLD_DATA, path);
    const { problems, hash } = checkJournal(path, new TestState());
    deepStrictEqual(problems, []);
    // As it was when this test was written, on another machine.
    strictEqual(hash, "20f6c4c3478fe9027812f120e2bd3bf41d5cd2bc966102acb4ea2fbbdd020f0b");
    for (const [LC_ALL, TZ] of [["C", "UTC"], ["tr_TR.UTF-8", "Asia/Kathmandu"], ["sv_SE.UTF-8", "America/St_Johns"]]) {
      const env = { HOME: folder, LC_ALL, LANG: LC_ALL, TZ };
      const { stdout } = await new Deno.Command(APP, { args: ["check", folder], clearEnv: true, env }).output();
      strictEqual(
        new TextDecoder().decode(stdout),
        `No problems in ${folder}: values 1510, finished games 1, unfinished games 3, rooms 0, question sets 0, counters 2, archived classes 0, kept answers 0, hash ${
          hash.slice(0, 16)
        }\n`,
      );
    }
  }));
