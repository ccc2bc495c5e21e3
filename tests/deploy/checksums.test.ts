import { strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { checksums, EXECUTABLES } from "../../deploy/build_all.ts";
import { withFolder } from "../support/folder.ts";

Deno.test("checksums are written as sha256sum writes them, sorted by name", async () => {
  await withFolder((folder) => {
    Deno.writeTextFileSync(join(folder, "b"), "");
    Deno.writeTextFileSync(join(folder, "a"), "abc");
    strictEqual(
      checksums(folder, ["b", "a"]),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a\n" +
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  b\n",
    );
    return Promise.resolve();
  });
});

Deno.test("the scripts that install know the names of all executables", () => {
  const scripts = ["install.sh", "install.ps1"].map((name) =>
    Deno.readTextFileSync(new URL(`../../deploy/${name}`, import.meta.url))
  );
  for (const name of Object.values(EXECUTABLES)) strictEqual(scripts.filter((script) => script.includes(name)).length, 1, name);
});
