import { deepStrictEqual, match, ok, strictEqual, throws } from "node:assert/strict";
import { join } from "node:path";
import { DataFolder } from "../../server/data_folder.ts";
import { OperatorError } from "../../server/operator_error.ts";
import { withFolder } from "../support/folder.ts";

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
          new RegExp(`^the server with process ID ${Deno.pid} has the data folder .*/a/b: stop it, or name`),
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
      match(error.message, /^can't write to the data folder .*\/file\/data \(.*\): name another with --data, or use --memory$/);
      return true;
    });
  }));
