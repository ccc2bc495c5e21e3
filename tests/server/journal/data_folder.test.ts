import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { join } from "node:path";
import { DataFolder } from "../../../server/journal/data_folder.ts";
import { OperatorError } from "../../../server/operator_error.ts";
import { SqliteJournal } from "../../../server/journal/sqlite.ts";
import { openLog } from "../../../server/log/mod.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { withFolder } from "../../support/folder.ts";
import { startTestServer } from "../../support/test_server.ts";

Deno.test("a folder is made, one server has it at a time, and it tells which", () =>
  withFolder((parent) => {
    const path = join(parent, "a", "b");
    {
      using folder = DataFolder.take(path);
      deepStrictEqual([folder.journal, folder.log], [join(path, "app.db"), join(path, "server.log")]);
      strictEqual(Deno.readTextFileSync(join(path, "server.pid")), `${Deno.pid}\n`);
      throws(() => DataFolder.take(path), (error) => {
        ok(error instanceof OperatorError);
        match(
          error.message,
          new RegExp(`^the server with process ID ${Deno.pid} uses the data folder .*/a/b: stop it, or name`),
        );
        return true;
      });
      strictEqual(Deno.readTextFileSync(join(path, "server.pid")), `${Deno.pid}\n`);
    }
    strictEqual(Deno.readTextFileSync(join(path, "server.pid")), "");
    using _again = DataFolder.take(path);
  }));

Deno.test("a folder that can't be made is named", () =>
  withFolder((parent) => {
    const file = join(parent, "file");
    Deno.writeTextFileSync(file, "");
    throws(() => DataFolder.take(join(file, "data")), (error) => {
      ok(error instanceof OperatorError);
      match(
        error.message,
        /^can't write to the data folder .*\/file\/data \(Not a directory[^(]*\): name another with --data, or use --memory$/,
      );
      return true;
    });
  }));

/** The mode of a file or folder, as `chmod` takes it. */
function modeOf(path: string): string {
  return ((Deno.statSync(path).mode ?? 0) & 0o777).toString(8);
}

function modesIn(folder: string): Record<string, string> {
  return Object.fromEntries([...Deno.readDirSync(folder)].map(({ name }) => [name, modeOf(join(folder, name))]).sort());
}

Deno.test("only its owner can read a data folder that the server creates, and the files in it", () =>
  withFolder(async (parent) => {
    const path = join(parent, "a", "data");
    using folder = DataFolder.take(path);
    await using _log = openLog({
      path: folder.log,
      send: (bytes) => Promise.resolve(bytes.length),
      level: "info",
      messages: true,
      clock: new FakeClock(),
    });
    await using _server = await startTestServer({ journal: new SqliteJournal(folder.journal, { sync: "normal" }) });
    strictEqual(modeOf(path), "700");
    deepStrictEqual(modesIn(path), {
      "app.db": "600",
      "app.db-shm": "600",
      "app.db-wal": "600",
      "server.log": "600",
      "server.pid": "600",
    });
  }));

Deno.test("files of an earlier server are made private, those of others and the folder are left as they are", () =>
  withFolder((path) => {
    Deno.chmodSync(path, 0o755);
    const ours = ["app.db", "app.db-wal", "app.db-shm", "server.log", "server.log.1", "server.pid"];
    const others = ["notes.txt", "app.db.bak", "server.log.old"];
    for (const name of [...ours, ...others]) {
      Deno.writeTextFileSync(join(path, name), "");
      Deno.chmodSync(join(path, name), 0o644);
    }
    using _folder = DataFolder.take(path);
    strictEqual(modeOf(path), "755");
    const modes = modesIn(path);
    for (const name of ours) strictEqual(modes[name], "600", name);
    for (const name of others) strictEqual(modes[name], "644", name);
  }));

Deno.test("a server.pid that is a link or no regular file is refused, and what it points to is left as it is", () =>
  withFolder((parent) => {
    const [path, target] = [join(parent, "data"), join(parent, "target")];
    Deno.mkdirSync(path);
    Deno.writeTextFileSync(target, "precious");
    const refuses = () =>
      throws(() => DataFolder.take(path), (error) => {
        ok(error instanceof OperatorError);
        match(error.message, /^.*\/server\.pid is not a regular file, and was left unchanged: remove it, or name/);
        return true;
      });
    const pid = join(path, "server.pid");
    for (const to of [target, join(parent, "nowhere")]) {
      Deno.symlinkSync(to, pid);
      refuses();
      ok(Deno.lstatSync(pid).isSymlink);
      Deno.removeSync(pid);
    }
    Deno.mkdirSync(pid);
    refuses();
    strictEqual(Deno.readTextFileSync(target), "precious");
    deepStrictEqual([...Deno.readDirSync(parent)].map(({ name }) => name).sort(), ["data", "target"]);
  }));
