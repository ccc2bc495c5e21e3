/** `app serve` for a measurement, pinned to a processor if that is asked for. */
import { resolve } from "node:path";

/** The executable that is measured. */
export const APP = resolve(import.meta.dirname ?? ".", "../dist/app");

export interface PinnedOptions extends Omit<Deno.CommandOptions, "args"> {
  /** Gives way to what else runs on the processor, such as what measures. */
  nice?: boolean;
}

/** A command, on one processor. What it writes to its standard output can be read, and errors are dropped, if nothing else is said. */
export function pinned(processor: number, command: string[], { nice = false, ...options }: PinnedOptions = {}): Deno.Command {
  const args = ["-c", String(processor), ...(nice ? ["nice", "-n", "19"] : []), ...command];
  return new Deno.Command("taskset", { args, stdout: "piped", stderr: "null", ...options });
}

/** A process that said it is ready. */
export interface Started {
  child: Deno.ChildProcess;
  said: RegExpMatchArray;
  /** How long that took, in milliseconds. */
  ms: number;
  /** Reads what it says from then on, until it ends. */
  rest(): Promise<string>;
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
    return { child, said, ms, rest: async () => (await Array.fromAsync(piecesOf(reader))).join("") };
  }
}

async function* piecesOf(reader: ReadableStreamDefaultReader<string>): AsyncGenerator<string> {
  for (let piece; !(piece = await reader.read()).done;) yield piece.value;
}

/** Ends a process, and waits for it. */
export async function stop(child: Deno.ChildProcess, signal: Deno.Signal = "SIGTERM"): Promise<void> {
  child.kill(signal);
  await child.status;
}

/** What a server said when it was ready. */
export const LISTENING = /\{.*"event":"listening".*\}/;

/** A server that runs. */
export interface RunningApp {
  readonly pid: number;
  readonly tcpPort: number;
  readonly httpPort: number;
  /** How long it took until it was ready, in milliseconds. */
  readonly ms: number;
}

export interface AppOptions {
  executable: string;
  /** Flags beside those for the ports and the folder. */
  flags?: readonly string[];
  /** The data folder; without one it is a new one, which is removed afterwards. */
  folder?: string;
  /** How it is ended. */
  signal?: Deno.Signal;
}

/** Runs the app on processor 0 while it is used. */
export async function withApp<Result>(
  { executable, flags = [], folder, signal }: AppOptions,
  use: (app: RunningApp) => Promise<Result>,
): Promise<Result> {
  const data = folder ?? await Deno.makeTempDir();
  const where = flags.includes("--memory") ? [] : ["--data", data];
  const command = [executable, "serve", "--json", "--tcp-port", "0", "--http-port", "0", ...where, ...flags];
  const { child, said, ms } = await start(pinned(0, command), LISTENING);
  try {
    const { tcp, http }: Record<"tcp" | "http", { port: number }> = JSON.parse(said[0]);
    return await use({ pid: child.pid, tcpPort: tcp.port, httpPort: http.port, ms });
  } finally {
    await stop(child, signal);
    if (!folder) await Deno.remove(data, { recursive: true });
  }
}

/** The most memory that a process had so far, in MiB. */
export function peakMiB(pid: number): number {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  return Math.round(Number(status.match(/^VmHWM:\s+(\d+)/m)?.[1]) / 1024);
}
