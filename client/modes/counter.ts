/** The mode `counter`: counts with the server, and is steered by single keys: c connects, s disconnects, q quits. */
import { UsageError } from "../../cli/usage_error.ts";
import { messageOf } from "../../protocol/message_of.ts";
import type { ClientConfig } from "../config.ts";
import { connector } from "../connection.ts";
import { openCounterScreen } from "../counter_screen.ts";
import { keepCounting } from "../keep_counting.ts";
import { ESCAPE_SEQUENCE } from "../line_input.ts";
import type { Input } from "../../cli/shell.ts";
import type { ClientDependencies } from "../terminal.ts";

/** What the keys stand for. */
type Command = "connect" | "disconnect" | "quit" | "interrupt";

const COMMANDS = new Map<string, Command>([
  ["c", "connect"],
  ["s", "disconnect"],
  ["q", "quit"],
  ["\x03", "interrupt"],
  ["\x04", "quit"],
]);

/**
 * Counts until the time is over, or until the person leaves.
 *
 * @throws {ConnectionError} if the very first connection can't be made
 * @throws {ReplyError} if the server does not give the counter
 * @throws {UsageError} if standard input ends and nobody has said to connect
 */
export async function runCounter(config: ClientConfig, dependencies: ClientDependencies): Promise<void> {
  const { terminal, timing } = dependencies;
  const { host, port, json, seconds } = config;
  const { signal } = terminal;
  const screen = openCounterScreen({ terminal, json });
  const endAt = seconds === null ? Infinity : timing.now() + 1000 * seconds;
  const over = new AbortController();
  const done = AbortSignal.any([signal, over.signal]);
  const counting = new Counting(config, dependencies, { screen, endAt, signal: done });

  const interactive = terminal.interactive && !json;
  if (interactive) terminal.input.setRaw(true);
  try {
    screen.welcome(`${host}:${port}`);
    if (config.connect) counting.start();
    const quit = Promise.withResolvers<void>();
    const ended = steer(terminal.input, {
      connect: () => counting.start(),
      disconnect: () => counting.stop(),
      quit: quit.resolve,
      interrupt: terminal.interrupt,
      hint: () => screen.hint(),
      signal: done,
    });
    const timeUp = seconds === null ? never(done) : timing.pause(1000 * seconds, done).catch(() => {});
    const left = ended.then((anyKey) => {
      if (!interactive && !counting.wasStarted) throw new UsageError("--connect is required without a terminal");
      // Whoever gave no input at all does not mean to quit.
      return seconds === null && (interactive || anyKey) ? undefined : timeUp;
    });
    await Promise.race([left, quit.promise, timeUp, counting.failed, never(done)]);
    // The last step may fall on the end.
    if (!signal.aborted && timing.now() >= endAt) await counting.settled;
  } finally {
    over.abort();
    await counting.settled;
    screen.close();
    if (interactive) terminal.input.setRaw(false);
  }
}

/** Resolves when the signal is aborted, and else never. */
function never(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/**
 * Does what the keys say, or the lines of a script, until there are no more. It reads on when the signal is aborted: what is typed
 * then must not be left to the shell.
 *
 * @returns whether there were any
 */
async function steer(
  input: Input,
  { hint, signal, ...commands }: Record<Command | "hint", () => void> & { signal: AbortSignal },
): Promise<boolean> {
  const decoder = new TextDecoder();
  let anyKey = false;
  let hinted = false;
  for (let bytes = await input.read(); bytes !== null; bytes = await input.read()) {
    const keys = decoder.decode(bytes, { stream: true }).replace(ESCAPE_SEQUENCE, "?").replace(/\s/g, "");
    for (const key of keys.toLowerCase()) {
      anyKey = true;
      if (signal.aborted) break;
      const command = COMMANDS.get(key);
      if (command) commands[command]();
      else if (!hinted) hint();
      hinted = !command;
    }
  }
  return anyKey;
}

/** Counting, started and stopped by hand; a lost connection is made again by itself. */
class Counting {
  readonly #config: ClientConfig;
  readonly #dependencies: ClientDependencies;
  readonly #options: { screen: ReturnType<typeof openCounterScreen>; endAt: number; signal: AbortSignal };
  readonly #failure = Promise.withResolvers<never>();
  #stop: AbortController | null = null;
  #running: Promise<void> = Promise.resolve();
  /** The counter to take, and the token to take it with. */
  #id: number | null;
  #token = "";
  #wasConnected = false;
  /** Whether anybody has said to connect. */
  wasStarted = false;

  constructor(
    config: ClientConfig,
    dependencies: ClientDependencies,
    options: { screen: ReturnType<typeof openCounterScreen>; endAt: number; signal: AbortSignal },
  ) {
    this.#config = config;
    this.#dependencies = dependencies;
    this.#options = options;
    this.#id = config.id;
    this.#failure.promise.catch(() => {});
  }

  /** Rejects when it can't go on. */
  get failed(): Promise<never> {
    return this.#failure.promise;
  }

  /** Resolves when it does not run. */
  get settled(): Promise<void> {
    return this.#running;
  }

  /** Connects and counts, if it does not already. */
  start(): void {
    if (this.#stop) return;
    this.wasStarted = true;
    const stop = this.#stop = new AbortController();
    const signal = AbortSignal.any([stop.signal, this.#options.signal]);
    this.#running = this.#running
      .then(() => this.#run(signal))
      .catch((error) => this.#failure.reject(error))
      .finally(() => {
        if (this.#stop === stop) this.#stop = null;
      });
  }

  /** Closes the connection. */
  stop(): void {
    this.#stop?.abort();
    this.#stop = null;
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { screen, endAt } = this.#options;
    const { terminal, timing, random } = this.#dependencies;
    let isConnected = false;
    try {
      await keepCounting({
        connect: connector(this.#config, signal),
        id: this.#id,
        token: this.#token,
        wasConnected: this.#wasConnected,
        timing,
        random,
        signal,
        endAt,
        onConnected: (session) => {
          this.#id = session.id;
          this.#token = session.token;
          this.#wasConnected = isConnected = true;
          screen.connected(session);
        },
        onEvent: (event, session) => screen.event(event, session),
        onLost: (error, pauseMs) => {
          isConnected = false;
          screen.lost(messageOf(error), pauseMs);
        },
      });
    } catch (error) {
      if (!terminal.interactive) throw error;
      // Whoever sits there can press c again.
      screen.refused(messageOf(error));
    }
    if (isConnected) screen.disconnected();
  }
}
