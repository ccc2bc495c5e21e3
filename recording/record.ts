/** `app record`: stands between clients and a server, and keeps what they say. */
import { aborted } from "../cli/aborted.ts";
import type { Address } from "../cli/address.ts";
import { counted } from "../cli/counted.ts";
import { formatAddress } from "../protocol/address.ts";
import { messageOf } from "../protocol/message_of.ts";
import { reachableHost } from "../server/tcp/addresses.ts";
import { listening } from "../server/tcp/listening.ts";
import type { Peer } from "./peer.ts";
import { RecordingFile } from "./recording_file.ts";
import { Relay } from "./relay.ts";
import type { RecordConfig } from "./record_config.ts";
import { connectTo, listen, type Serve } from "./sockets.ts";

/** What recording has of the world around it. */
export interface RecordWorld {
  /** The date, in milliseconds since 1970. */
  now(): number;
  /** Milliseconds on a clock that never jumps. */
  elapsed(): number;
  /** Ends the recording. */
  readonly signal: AbortSignal;
  write(text: string): void;
  /** Takes what went wrong. */
  warn(text: string): void;
}

/**
 * Records until it is interrupted. If the file can't be written any more, the connections go on without it.
 *
 * @returns whether everything is in the file
 * @throws {OperatorError} if it can't listen, or the file can't be made
 */
export async function record(config: RecordConfig, world: RecordWorld): Promise<boolean> {
  const { file, to } = config;
  let take: Serve = (peer) => peer.close();
  await using listener = await listening(
    { flag: "--listen", hostFlag: "--listen" },
    config.listen,
    (address) => listen(address, (peer, from) => take(peer, from)),
  );
  const began = world.elapsed();
  using recording = new RecordingFile(file, {
    header: {
      server: formatAddress(to),
      started: new Date(world.now()).toISOString(),
      secrets: config.keepSecrets ? "kept" : "hidden",
    },
    overwrite: config.overwrite,
    elapsed: () => world.elapsed() - began,
    onFailure: (message) => world.warn(`${message}: connections go on, but nothing more is recorded`),
  });
  const recorder = new Recorder(config, { world, recording });
  take = (peer, from) => recorder.take(peer, from);
  world.write(welcome(config, listener.address));
  await aborted(world.signal);
  // Somebody may still connect before the listener is closed.
  take = (peer) => peer.close();
  await recorder.closed();
  world.write(summary(recorder, recording, file));
  return !recording.hasFailed;
}

class Recorder {
  readonly #config: RecordConfig;
  readonly #world: RecordWorld;
  readonly #recording: RecordingFile;
  readonly #open = new Set<Promise<void>>();
  #hasRefused = false;
  connections = 0;

  constructor(config: RecordConfig, { world, recording }: { world: RecordWorld; recording: RecordingFile }) {
    this.#config = config;
    this.#world = world;
    this.#recording = recording;
  }

  /** Serves a connection, if there is a place. */
  take(client: Peer, from: Address): void {
    const { maxConnections } = this.#config;
    if (this.#open.size >= maxConnections) {
      client.reset();
      if (!this.#hasRefused) {
        this.#world.warn(`more than ${maxConnections} connections at once: closed one; see --max-connections`);
      }
      this.#hasRefused = true;
      return;
    }
    const serving = this.#serve(client, formatAddress(from));
    this.#open.add(serving);
    void serving.finally(() => this.#open.delete(serving));
  }

  /** When all connections are closed. */
  async closed(): Promise<void> {
    await Promise.all(this.#open);
  }

  async #serve(client: Peer, from: string): Promise<void> {
    const connection = ++this.connections;
    const recording = this.#recording;
    recording.note(connection, { kind: "opened", from });
    const server = await this.#connect();
    if (!server) {
      recording.note(connection, { kind: this.#world.signal.aborted ? "stopped" : "unreachable" });
      return client.reset();
    }
    let isReset = false;
    const relay = new Relay({ client, server }, {
      sent: (direction, bytes) => recording.sent(connection, direction, bytes),
      note(kind, direction) {
        isReset ||= kind === "reset";
        recording.note(connection, { kind, direction });
      },
    });
    const { signal } = this.#world;
    const stop = () => {
      recording.note(connection, { kind: "stopped" });
      relay.stop();
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    await relay.run();
    signal.removeEventListener("abort", stop);
    if (!isReset && !signal.aborted) recording.note(connection, { kind: "closed" });
  }

  async #connect(): Promise<Peer | null> {
    const { to } = this.#config;
    const { signal } = this.#world;
    try {
      return await connectTo(to, signal);
    } catch (error) {
      const reason = error instanceof Deno.errors.ConnectionRefused ? "nothing listens there" : messageOf(error);
      if (!signal.aborted) {
        this.#world.warn(`can't connect to ${formatAddress(to)} (${reason}): start the server, or look at --to`);
      }
    }
    return null;
  }
}

function welcome({ to, file, keepSecrets }: RecordConfig, { hostname, port }: Address): string {
  return [
    `Recording what clients and ${formatAddress(to)} say. Connect to it here instead:`,
    "",
    `  nc ${reachableHost(hostname)} ${port}`,
    "",
    `Recording: ${file}`,
    keepSecrets
      ? "It contains tokens and passwords: keep it to yourself."
      : "Tokens and passwords are hidden in it; --keep-secrets keeps them.",
    "Press Ctrl-C to stop.",
    "",
  ].join("\n");
}

function summary({ connections }: Recorder, { lines, bytes, hasFailed }: RecordingFile, file: string): string {
  return [
    `${hasFailed ? "Recorded only a part of" : "Recorded"} ${counted(connections, "connection")} in ${file}:`,
    `${counted(lines["<"], "line")} from clients, ${lines[">"]} from the server, ${counted(bytes, "byte")}`,
    "",
  ].join("\n");
}
