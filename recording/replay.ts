/** `app replay`: sends a server what the clients of a recording sent, and compares its answers. */
import { formatAddress } from "../protocol/address.ts";
import { messageOf } from "../protocol/message_of.ts";
import { OperatorError } from "../server/operator_error.ts";
import type { Style } from "../cli/style.ts";
import { UsageError } from "../cli/usage_error.ts";
import { BY_NATURE, CLOSED, RESET } from "./comparison.ts";
import type { RecordedEvent } from "./format.ts";
import { Recording } from "./read_recording.ts";
import type { ReplayConfig } from "./replay_config.ts";
import { jsonReporter, type Reporter, textReporter } from "./replay_report.ts";
import { ReplayedConnection, type ReplayOptions } from "./replayed_connection.ts";
import { isHidden } from "./secrets.ts";
import { connectTo } from "./sockets.ts";

/** What replaying has of the world around it. */
export interface ReplayWorld {
  /** Milliseconds on a clock that never jumps. */
  elapsed(): number;
  /** Waits, and rejects if it is interrupted. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  readonly signal: AbortSignal;
  readonly style: Style;
  write(text: string): void;
}

/**
 * Replays a recording, and reports each difference as it is found.
 *
 * @returns whether all answers were the same
 * @throws {UsageError} if the recording can't be read, or needs a token
 * @throws {OperatorError} if the server can't be reached
 */
export async function replay(config: ReplayConfig, world: ReplayWorld): Promise<boolean> {
  const { file, server, json, token } = config;
  const recording = await Recording.open(file);
  await check(recording, token);
  const where = formatAddress(server);
  const reporter = json ? jsonReporter() : textReporter(world.style);
  world.write(reporter.begin({ file, where, header: recording.header }));
  const replayer = new Replayer(config, { world, reporter });
  const began = world.elapsed();
  try {
    for await (const event of recording.events()) await replayer.follow(event);
    await replayer.end();
  } catch (error) {
    // An interruption ends whatever it waits for.
    if (!world.signal.aborted) throw error;
  } finally {
    replayer.abort();
  }
  if (world.signal.aborted) return false;
  const { connections, sent, same, different } = replayer;
  world.write(reporter.end({ connections, sent, same, different, seconds: (world.elapsed() - began) / 1000 }));
  return different === 0;
}

/** Reads all of it before anything is sent. @throws {UsageError} if a part is wrong, or hides a token that is needed */
async function check(recording: Recording, token: string | null): Promise<void> {
  for await (const { connection, happening } of recording.events()) {
    if (token !== null || happening.kind !== "bytes" || happening.direction === ">") continue;
    const text = new TextDecoder().decode(happening.bytes);
    if (!/^\s*(?:AUTH|PASS)\s+\(hidden-\d+\)/i.test(text)) continue;
    throw new UsageError(
      `${recording.path} hides the token that connection ${connection} sent: give it with --token-file or --token, ` +
        `or record with --keep-secrets`,
    );
  }
}

class Replayer {
  connections = 0;
  different = 0;
  readonly #config: ReplayConfig;
  readonly #world: ReplayWorld;
  readonly #options: ReplayOptions;
  readonly #open = new Map<number, ReplayedConnection>();
  readonly #began: number;
  /** Of connections that are closed. */
  #sent = 0;
  #same = 0;

  constructor(config: ReplayConfig, { world, reporter }: { world: ReplayWorld; reporter: Reporter }) {
    const { exact, ignore, timeoutMs, token } = config;
    this.#config = config;
    this.#world = world;
    this.#began = world.elapsed();
    this.#options = {
      rules: { exact, ignored: [...exact ? [] : [BY_NATURE], ...ignore ? [ignore] : []] },
      timeoutMs,
      tokens: new Map(),
      unknownSecret: (recorded) => isHidden(recorded) && token !== null ? token : recorded,
      differs: (difference) => {
        if (world.signal.aborted) return;
        this.different++;
        world.write(reporter.difference(difference));
      },
    };
    world.signal.addEventListener("abort", () => this.abort(), { once: true });
  }

  get sent(): number {
    return this.#sent;
  }

  get same(): number {
    return this.#same;
  }

  /** Does what the client did, or remembers what the server did. */
  async follow({ ms, connection, happening }: RecordedEvent): Promise<void> {
    this.#world.signal.throwIfAborted();
    if (happening.kind === "opened") {
      await this.#waitUntil(ms);
      if (this.#open.has(connection)) throw new UsageError(`the recording opens connection ${connection} twice`);
      this.#open.set(connection, await this.#connect(connection));
      return;
    }
    const open = this.#open.get(connection);
    if (!open) return;
    switch (happening.kind) {
      case "bytes":
        if (happening.direction === ">") return open.expect(happening.bytes);
        await this.#waitUntil(ms);
        return await open.send(happening.bytes);
      case "half-closed":
        if (happening.direction === ">") return open.expectEnd(CLOSED);
        await this.#waitUntil(ms);
        return open.closeWrite();
      case "reset":
        if (happening.direction === ">") open.expectEnd(RESET);
        await this.#waitUntil(ms);
        return await this.#end(connection, happening.direction === "<" ? "reset" : "closed");
      case "closed":
        return await this.#end(connection, "closed");
      case "unreachable":
      case "stopped":
        await this.#waitUntil(ms);
        return await this.#end(connection, "stopped");
    }
  }

  /** The recording is over. */
  async end(): Promise<void> {
    for (const connection of [...this.#open.keys()]) await this.#end(connection, "stopped");
  }

  /** Closes what is open. */
  abort(): void {
    for (const open of this.#open.values()) open.abort();
  }

  async #end(connection: number, how: "closed" | "reset" | "stopped"): Promise<void> {
    const open = this.#open.get(connection);
    if (!open) return;
    await open.end(how);
    this.#open.delete(connection);
    this.#sent += open.sent;
    this.#same += open.comparison.same;
  }

  /**
   * Waits until a client did something: for the answers that came before, so that the server is asked in the same order, and then for
   * its time.
   */
  async #waitUntil(ms: number): Promise<void> {
    for (const open of this.#open.values()) await open.settle();
    const { speed } = this.#config;
    const { elapsed, pause, signal } = this.#world;
    signal.throwIfAborted();
    const left = speed === "max" ? 0 : this.#began + ms / speed - elapsed();
    if (left > 0) await pause(left, signal);
  }

  async #connect(connection: number): Promise<ReplayedConnection> {
    const { server } = this.#config;
    try {
      const peer = await connectTo(server, this.#world.signal);
      this.connections++;
      return new ReplayedConnection(connection, peer, this.#options);
    } catch (error) {
      const where = formatAddress(server);
      throw new OperatorError(
        error instanceof Deno.errors.ConnectionRefused
          ? `nothing listens at ${where}: start the server, or look at its port`
          : `can't connect to ${where} (${messageOf(error)}): look at the address`,
      );
    }
  }
}
