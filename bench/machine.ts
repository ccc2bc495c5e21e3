/** On what is measured. */
import { type Program, PROGRAMS } from "./programs.ts";

/** How long it looks what others do. */
const LOOK_MS = 3000;

/** The machine, what others do on it at the moment, and the versions of the peers, with those that are missing, as a list in Markdown. */
export async function machine(installed: ReadonlyMap<Program, string>): Promise<string> {
  const processor = Deno.readTextFileSync("/proc/cpuinfo").match(/^model name\s+: (.*)$/m)?.[1] ?? Deno.build.arch;
  const gibibytes = Math.round(Deno.systemMemoryInfo().total / 2 ** 30);
  return [
    `- ${navigator.hardwareConcurrency} × ${processor}, ${gibibytes} GiB, ${Deno.build.os} ${Deno.osRelease()}`,
    `- other processes used ${Math.round(100 * await busyShare())}% of the processors before the measurement`,
    ...PROGRAMS.map((program) => `- ${program}: ${installed.get(program) ?? "not installed, its rows are empty"}`),
  ].join("\n");
}

/** Which share of the processors is in use for some seconds. */
async function busyShare(): Promise<number> {
  const before = ticks();
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  const after = ticks();
  return 1 - (after.idle - before.idle) / (after.all - before.all);
}

/** The time that the processors have had, and that in which they had nothing to do (proc(5), /proc/stat). */
function ticks(): { all: number; idle: number } {
  const [user, nice, system, idle, iowait, ...others] = Deno.readTextFileSync("/proc/stat").split("\n")[0].split(/\s+/).slice(1)
    .map(Number);
  const all = [user, nice, system, idle, iowait, ...others.slice(0, 3)].reduce((sum, ticks) => sum + ticks, 0);
  return { all, idle: idle + iowait };
}
