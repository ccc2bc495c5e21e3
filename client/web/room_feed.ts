/** One room, as everybody may see it, kept up to date. */
import { signal } from "@preact/signals";
import { ApiError } from "./api.ts";
import { isHost, live } from "./live.ts";
import { findRoom, listRooms, type Room } from "./rooms.ts";
import { throttled } from "./throttled.ts";

/** The room, and when its question closes, by `performance.now()`; `null` for no limit. */
export interface FollowedRoom {
  readonly room: Room;
  readonly closesAt: number | null;
}

export class RoomFeed {
  readonly room = signal<FollowedRoom | null>(null);
  /** Whether there is no such room, or none any more. */
  readonly isGone = signal(false);
  /** Whether one was followed before. */
  readonly wasThere = signal(false);
  /** `null` if none was chosen. */
  readonly pin = signal<string | null>(null);
  readonly #findsNewest: boolean;

  /** @param findsNewest whether the newest game that is on is followed if no room was chosen, which only a host can find */
  constructor(pin: string | null, { findsNewest = false }: { findsNewest?: boolean } = {}) {
    this.pin.value = pin;
    this.#findsNewest = findsNewest;
  }

  /** Reads the room anew, soon. */
  readonly read = throttled(async () => {
    const pin = this.pin.value ?? (this.#findsNewest ? await newestPin() : null);
    if (pin === null) return void (this.room.value = null);
    try {
      this.set(await findRoom(pin));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "no-room") throw error;
      // What is gone does not come back: another game may be on, though.
      this.pin.value = null;
      this.isGone.value = true;
      this.room.value = null;
    }
  }, { mayRetry: () => live.link.value === "live" });

  /** Takes the room as a request has just answered it. */
  set(room: Room): void {
    const { leftMs = null } = room.question ?? {};
    this.isGone.value = false;
    this.wasThere.value = true;
    this.room.value = { room, closesAt: leftMs === null ? null : performance.now() + leftMs };
  }

  choose(pin: string | null): void {
    this.pin.value = pin;
    this.isGone.value = false;
    this.room.value = null;
    this.read();
  }
}

/** The newest game that is not over. */
async function newestPin(): Promise<string | null> {
  if (!isHost.value) return null;
  try {
    return (await listRooms()).findLast(({ phase }) => phase !== "podium")?.pin ?? null;
  } catch (error) {
    if (error instanceof ApiError && error.code !== "away") return null;
    throw error;
  }
}
