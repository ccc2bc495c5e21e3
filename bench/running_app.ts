/** `app serve` for a measurement, pinned to a processor where that is asked for. */
import { resolve } from "node:path";

/** The executable that is measured. */
export const APP = resolve(import.meta.dirname ?? ".", "../dist/app");

/** A command, on one processor. */
export function pinned(processor: number, command: string[]): Deno.Command {
  return new Deno.Command("taskset", { args: ["-c", String(processor), ...command], stdout: "piped", stderr: "null" });
}

/** A process that said it is ready. */
export interface Started {
  child: Deno.ChildProcess;
  said: RegExpMatchArray;
  /** How long that took, in milliseconds. */
  ms: number;
}

/** Starts a process, and waits until its output holds `ready`. */
export async function start(command: Deno.Command, ready: RegExp): Promise<Started> {
  const startedAt = performance.now();
  const child = command.spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  for (let text = "";;) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`A process ended before it was ready: ${text}`);
    text += value;
    const said = text.match(ready);
    if (!said) continue;
    const ms = performance.now() - startedAt;
    reader.releaseLock();
    return { child, said, ms };
  }
}

/** Ends a process, and waits for it. */
export async function stop(child: Deno.ChildProcess, signal: Deno.Signal = "SIGTERM"): Promise<void> {
  child.kill(signal);
  await child.status;
}

/** What a server said when it was ready. */
export const LISTENING = /\{.*"event":"listening".*\}/;
