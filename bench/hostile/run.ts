/**
 * What a client that behaves notices of those that do not: `deno run --allow-all bench/hostile/run.ts [APP [NAME]]` starts the executable
 * once for each attack, on one processor and with a data folder, and lets the attack run with a neighbour beside it, both on the other
 * processor; the attack gives way (nice). It prints what the neighbour measured, what the server held before, at most and after, and how
 * it came up again on what the attack had left.
 */
import { resolve } from "node:path";
import { APP, LISTENING, pinned, start, stop } from "../running_app.ts";
import { ATTACKS } from "./attacks.ts";

const ATTACK_MS = 8000;
/** How long before and after an attack it is quiet. */
const QUIET_MS = 1500;
/** How long the server has to get rid of what an attack has left. */
const SETTLE_MS = 10_000;

const [app = APP, only = ""] = Deno.args;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a process holds. */
export interface Held {
  mib: number;
  descriptors: number;
  sockets: number;
}

function held(pid: number, ports: number[]): Held {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  const mib = Math.round(Number(status.match(/^VmRSS:\s+(\d+)/m)?.[1]) / 1024);
  const local = new Set(ports.map((port) => port.toString(16).toUpperCase().padStart(4, "0")));
  const TIME_WAIT = "06";
  const sockets = Deno.readTextFileSync("/proc/net/tcp").split("\n").slice(1).map((line) => line.trim().split(/\s+/))
    .filter(([, from, , state]) => from && local.has(from.split(":")[1]) && state !== TIME_WAIT).length;
  return { mib, descriptors: [...Deno.readDirSync(`/proc/${pid}/fd`)].length, sockets };
}

function helper(script: string, args: string[], nice = false) {
  const deno = [Deno.execPath(), "run", "--no-check", "--allow-all", `${import.meta.dirname}/${script}`, ...args];
  const child = pinned(1, deno, { nice, stdin: "piped", stderr: "inherit" }).spawn();
  const lines = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  return { child, stdin: child.stdin.getWriter(), line: async () => (await lines.read()).value ?? "" };
}

async function serve(
  folder: string,
  { flags = [], descriptors = 20_000 }: { flags?: readonly string[]; descriptors?: number },
) {
  const args = ["serve", "--json", "--data", folder, "--tcp-port", "0", "--http-port", "0", ...flags];
  const script = 'ulimit -n "$1" && shift && exec taskset -c 0 "$@"';
  const command = new Deno.Command("/bin/sh", {
    args: ["-c", script, "sh", `${descriptors}`, resolve(app), ...args],
    stdout: "piped",
    stderr: "null",
  });
  const { child, said, ms } = await start(command, LISTENING);
  const { tcp, http } = JSON.parse(said[0]);
  return { child, ms: Math.round(ms), ports: [tcp.port, http.port] as const };
}

async function measure(name: string): Promise<void> {
  const attack = ATTACKS[name];
  const folder = await Deno.makeTempDir();
  const { child, ports } = await serve(folder, attack);
  const names = ports.map(String);
  const attacker = helper("attacker.ts", [name, ...names], true);
  await attacker.line();
  await pause(QUIET_MS);
  const before = held(child.pid, [...ports]);
  const neighbour = helper("neighbour.ts", names);
  await neighbour.line();
  await pause(QUIET_MS);
  const most = { ...before };
  const watching = setInterval(() => {
    const now = held(child.pid, [...ports]);
    for (const what of ["mib", "descriptors", "sockets"] as const) most[what] = Math.max(most[what], now[what]);
  }, 500);
  await attacker.stdin.write(new TextEncoder().encode("go\n"));
  await pause(attack.ms ?? ATTACK_MS);
  await attacker.stdin.close();
  await attacker.child.status;
  await pause(QUIET_MS);
  clearInterval(watching);
  await neighbour.stdin.close();
  const measured = JSON.parse(await neighbour.line());
  await neighbour.child.status;
  await pause(SETTLE_MS);
  const after = held(child.pid, [...ports]);
  const stopping = performance.now();
  await stop(child, "SIGTERM");
  const stopMs = Math.round(performance.now() - stopping);
  const again = await serve(folder, attack);
  const restart = { ms: again.ms, mib: held(again.child.pid, [...again.ports]).mib };
  await stop(again.child, "SIGKILL");
  await Deno.remove(folder, { recursive: true });
  Deno.stdout.writeSync(
    new TextEncoder().encode(`${JSON.stringify({ name, ...measured, before, most, after, stopMs, restart })}\n`),
  );
}

for (const name of Object.keys(ATTACKS).filter((name) => name.includes(only))) await measure(name);
