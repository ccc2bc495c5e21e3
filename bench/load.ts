/** What puts work on the servers, on processor 1: lineload for lines, wrk for HTTP. */
import { join } from "node:path";
import { type Result, resultOf } from "./case.ts";
import { pinned, type PinnedOptions } from "./running_app.ts";

const HERE = import.meta.dirname ?? ".";
const folder = await Deno.makeTempDir();
const LINELOAD = join(folder, "lineload");
globalThis.addEventListener("unload", () => Deno.removeSync(folder, { recursive: true }));

const compiled = await new Deno.Command("cc", { args: ["-O2", "-o", LINELOAD, join(HERE, "lineload.c")] }).output();
if (!compiled.success) throw new Error(new TextDecoder().decode(compiled.stderr));

export type LoadOptions = Pick<PinnedOptions, "nice">;

/** Runs lineload; lineload.c says what it can do. @throws if a connection failed or a reply was an error */
export async function lineload(port: number, args: readonly string[], { nice = false }: LoadOptions = {}): Promise<Result> {
  const [mode, ...options] = args;
  const result = resultOf(await output([LINELOAD, mode, "-p", String(port), ...options], nice));
  if (result.failed || result.error_replies) throw new Error(`lineload ${args.join(" ")} failed: ${JSON.stringify(result)}`);
  return result;
}

export interface HttpLoad extends LoadOptions {
  path: string;
  connections?: number;
  seconds?: number;
  /** What each request posts: `%d` becomes a random integer of six digits, the same one each time it stands there. */
  post?: string;
}

/** Runs wrk. @throws if a connection failed or a status was not 2xx or 3xx */
export async function wrk(
  port: number,
  { path, connections = 50, seconds = 4, post, nice = false }: HttpLoad,
): Promise<Result> {
  const url = `http://127.0.0.1:${port}${path}`;
  const size = ["-t", "1", "-c", String(connections), "-d", String(seconds), "--timeout", "10"];
  const said = await output(["wrk", ...size, "-s", join(HERE, "wrk.lua"), url, ...(post ? ["--", post] : [])], nice);
  const result = resultOf(said.trim().split("\n").at(-1) ?? "");
  if (result.failed) throw new Error(`wrk failed at ${path}: ${JSON.stringify(result)}`);
  return result;
}

async function output(command: string[], nice: boolean): Promise<string> {
  const { stdout } = await pinned(1, command, { nice }).output();
  return new TextDecoder().decode(stdout);
}
