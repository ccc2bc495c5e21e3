/**
 * Makes the executable for each system, of the bundle in dist/, and the file with their checksums: `deno task build:all [TARGET …]`.
 * The same source and the same Deno make the same list of files.
 */
import { createHash } from "node:crypto";

/** The systems, as Deno calls them, and what the executable for each is called. */
export const EXECUTABLES: Readonly<Record<string, string>> = {
  "x86_64-unknown-linux-gnu": "app-linux-x64",
  "aarch64-unknown-linux-gnu": "app-linux-arm64",
  "x86_64-apple-darwin": "app-macos-x64",
  "aarch64-apple-darwin": "app-macos-arm64",
  "x86_64-pc-windows-msvc": "app-windows-x64.exe",
};

/** The checksums of files in a folder, as `sha256sum` writes and checks them; sorted by name. */
export function checksums(folder: string, names: readonly string[]): string {
  return names.toSorted().map((name) => {
    const hash = createHash("sha256").update(Deno.readFileSync(`${folder}/${name}`)).digest("hex");
    return `${hash}  ${name}\n`;
  }).join("");
}

if (import.meta.main) {
  const targets = Deno.args.length > 0 ? Deno.args : Object.keys(EXECUTABLES);
  for (const target of targets) {
    const name = EXECUTABLES[target];
    if (!name) throw new Error(`There is no target ${target}: there are ${Object.keys(EXECUTABLES).join(", ")}`);
    const args = ["task", "compile", "--target", target, "--output", `dist/${name}`, "dist/app.js"];
    const { success } = await new Deno.Command(Deno.execPath(), { args }).spawn().status;
    if (!success) throw new Error(`The executable for ${target} could not be made`);
  }
  Deno.writeTextFileSync("dist/SHA256SUMS", checksums("dist", targets.map((target) => EXECUTABLES[target])));
}
