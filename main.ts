/** The executable: arguments in, exit code out. Nothing else uses `Deno.args`, `Deno.env` or `Deno.exit`. */
import type { Input, Output, Shell } from "./cli/shell.ts";
import { run } from "./commands/mod.ts";

/** Standard input. */
function input(): Input {
  const buffer = new Uint8Array(4096);
  return {
    isTerminal: Deno.stdin.isTerminal(),
    setRaw: (raw) => Deno.stdin.setRaw(raw),
    async read() {
      const length = await Deno.stdin.read(buffer);
      return length === null ? null : buffer.slice(0, length);
    },
  };
}

/** How many columns a line has if nobody can tell. */
const DEFAULT_COLUMNS = 80;

/** A stream of this process. */
function output(stream: typeof Deno.stdout): Output {
  return {
    isTerminal: stream.isTerminal(),
    send: (bytes) => stream.write(bytes),
    columns: () => stream.isTerminal() ? Deno.consoleSize().columns : DEFAULT_COLUMNS,
    write(text) {
      const bytes = new TextEncoder().encode(text);
      try {
        for (let written = 0; written < bytes.length;) written += stream.writeSync(bytes.subarray(written));
        return true;
      } catch (error) {
        if (error instanceof Deno.errors.BrokenPipe) return false;
        throw error;
      }
    },
  };
}

/** One Ctrl-C can come as several signals: from the terminal, and from each program in between. They are this close, in milliseconds. */
const SAME_WISH_MS = 100;

/** Aborts on the first wish to end; a second one ends the process at once. */
function interruption(leave: () => never): Pick<Shell, "signal" | "interrupt" | "onHangup"> {
  const controller = new AbortController();
  let firstAt = Infinity;
  const interrupt = () => {
    if (performance.now() - firstAt > SAME_WISH_MS) leave();
    firstAt = Math.min(firstAt, performance.now());
    controller.abort();
  };
  const windows = Deno.build.os === "windows";
  for (const signal of ["SIGINT", windows ? "SIGBREAK" : "SIGTERM"] as const) Deno.addSignalListener(signal, interrupt);
  // Deno resets what `nohup` has set, so the signal has to be ignored here if there is no terminal that could have hung up.
  const attended = [Deno.stdin, Deno.stdout, Deno.stderr].some((stream) => stream.isTerminal());
  let onHangup = attended ? interrupt : () => {};
  if (!windows) Deno.addSignalListener("SIGHUP", () => onHangup());
  return {
    signal: controller.signal,
    interrupt,
    onHangup(callback) {
      if (!attended) onHangup = callback;
    },
  };
}

if (import.meta.main) {
  const stdin = input();
  const leave = () => {
    if (stdin.isTerminal) stdin.setRaw(false);
    Deno.exit(1);
  };
  const shell: Shell = {
    env: Deno.env.toObject(),
    stdin,
    stdout: output(Deno.stdout),
    stderr: output(Deno.stderr),
    ...interruption(leave),
  };
  Deno.exit(await run(Deno.args, shell));
}
