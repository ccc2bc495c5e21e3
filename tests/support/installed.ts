import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Whether a program is installed: a test that needs it is ignored, and shown so, where it is not. */
export function isInstalled(program: string): boolean {
  return (Deno.env.get("PATH") ?? "").split(delimiter).some((folder) => existsSync(join(folder, program)));
}
