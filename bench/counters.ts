/**
 * Thousands of counters at once over real sockets: none may be refused or lost, and each value in the registry must be the last one
 * acknowledged.
 *
 *     deno task build && deno run --allow-all bench/counters.ts [counters] [seconds]
 *
 * Needs Linux, for the server's memory, and as many file descriptors as counters. Exits with 1 where a value differs.
 */
import { APP, LISTENING, start, stop } from "./running_app.ts";

const [counters = 5000, seconds = 20] = Deno.args.map(Number);

const { child, said } = await start(
  new Deno.Command(APP, { args: ["serve", "--memory", "--json", "--tcp-port", "0", "--http-port", "0"], stdout: "piped" }),
  LISTENING,
);
const { tcp, http } = JSON.parse(said[0]);
const flags = ["--port", String(tcp.port), "--clients", String(counters), "--seconds", String(seconds), "--json"];
const { stdout, code } = await new Deno.Command(APP, { args: ["client", "--mode", "counter", ...flags], stderr: "inherit" })
  .output();
const lines = new TextDecoder().decode(stdout).trim().split("\n").map((line) => JSON.parse(line));
const summary = lines.pop();
const registry = (await (await fetch(`http://${http.host}:${http.port}/api/counters`)).json()).counters;
const status = Deno.readTextFileSync(`/proc/${child.pid}/status`);
await stop(child);

const kept = new Map<number, { value: number; increment: number }>(
  registry.map((counter: { id: number }) => [counter.id, counter]),
);
const differences = lines.filter(({ id, value, increment }) =>
  kept.get(id)?.value !== value || kept.get(id)?.increment !== increment
);
const [, peakKilobytes] = status.match(/VmHWM:\s+(\d+)/) ?? [];
const result = { ...summary, client_exit_code: code, in_registry: registry.length, differences: differences.length };
Deno.stdout.writeSync(
  new TextEncoder().encode(`${JSON.stringify({ ...result, server_peak_mb: Math.round(Number(peakKilobytes) / 1024) })}\n`),
);
Deno.exit(code === 0 && differences.length === 0 && registry.length === counters ? 0 : 1);
