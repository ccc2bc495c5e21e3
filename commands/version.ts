import { join } from "node:path";
import manifest from "../deno.json" with { type: "json" };

/** The program's version, such as `1.2.3`. */
export const { version } = manifest;

/** The version, the commit it was built from, and what runs it: what a report of a bug should have. */
export function versionText(): string {
  const { deno, v8 } = Deno.version;
  return `app ${version} (${origin()}, Deno ${deno}, V8 ${v8}, ${Deno.build.target})`;
}

/** The task that bundles the program writes the commit beside the bundle. */
function origin(): string {
  try {
    return `commit ${Deno.readTextFileSync(join(import.meta.dirname ?? ".", "commit.txt")).trim()}`;
  } catch {
    return "from source";
  }
}
