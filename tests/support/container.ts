/** A container without a daemon: a root folder, read-only, among processes of its own, for a user who is nobody. Linux only. */
import { join } from "node:path";
import { eventually } from "./eventually.ts";

/** Binds the root and the volume in a mount namespace of their own, which ends with the process, and runs a program as user 65532. */
const SCRIPT = `set -e
root=$1 volume=$2
shift 2
mount --bind "$root" "$root"
mount --bind "$volume" "$root/data"
mount -t proc proc "$root/proc"
mount -o remount,bind,ro "$root"
exec unshare --user --map-user=65532 --map-group=65532 --root="$root" --wd=/ "$@"`;
const OWN = ["--map-root-user", "--mount", "--pid", "--fork", "--kill-child"];

/** Whether this computer lets a user have such namespaces. */
export function canContain(): boolean {
  const test = "mount -t proc proc /proc && unshare --user --map-user=65532 --map-group=65532 true";
  try {
    return new Deno.Command("unshare", { args: [...OWN, "sh", "-c", test], stderr: "null" }).outputSync().success;
  } catch {
    return false;
  }
}

export interface Contained {
  root: string;
  volume: string;
  env: Record<string, string>;
}

/** A program in the root. */
export function contain(args: readonly string[], { root, volume, env }: Contained): Deno.ChildProcess {
  return new Deno.Command("unshare", {
    args: [...OWN, "sh", "-c", SCRIPT, "sh", root, volume, ...args],
    clearEnv: true,
    env: { PATH: Deno.env.get("PATH") ?? "", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** The process that is the first one in the container of a program. */
export async function firstProcess({ pid }: Deno.ChildProcess): Promise<number> {
  const children = () => Deno.readTextFileSync(join("/proc", `${pid}`, "task", `${pid}`, "children")).trim();
  await eventually(() => children() !== "");
  return Number(children());
}
