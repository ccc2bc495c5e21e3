/** What a host works with: the rooms, the one that is open, and the question sets. */
import { signal } from "@preact/signals";
import { messageOf } from "../../../protocol/message_of.ts";
import { isHost } from "../live.ts";
import { RoomFeed } from "../room_feed.ts";
import { type ListedRoom, listRooms, type Room } from "../rooms.ts";
import { type ListedSet, listSets } from "../sets.ts";
import { throttled } from "../throttled.ts";

const PIN_KEY = "app-host-pin";

/** What fails is read again with the next event. */
const ONCE = { mayRetry: () => false };

class Hosting {
  readonly rooms = signal<readonly ListedRoom[] | null>(null);
  readonly sets = signal<readonly ListedSet[] | null>(null);
  /** The set that the next game is played with. */
  readonly wantedSet = signal("arithmetic");
  /** The room that is run; it is the same after a reload. */
  readonly feed = new RoomFeed(sessionStorage.getItem(PIN_KEY));
  /** What went wrong last, and while it is wrong. */
  readonly problem = signal("");

  readonly readRooms = throttled(async () => void (this.rooms.value = await listRooms()), ONCE);
  readonly readSets = throttled(async () => void (this.sets.value = await listSets()), ONCE);

  /** Reads what changes while games are on. */
  read(): void {
    // Whether this tab may see them is known only after the server has told.
    if (!isHost.value) return;
    this.readRooms();
    this.feed.read();
  }

  readAll(): void {
    this.read();
    this.readSets();
  }

  choose(pin: string | null): void {
    if (pin) sessionStorage.setItem(PIN_KEY, pin);
    else sessionStorage.removeItem(PIN_KEY);
    this.problem.value = "";
    this.feed.choose(pin);
  }

  /** Does something with the open room, shows the room as it is then, and says what went wrong. */
  async attempt(what: () => Promise<Room | void>): Promise<void> {
    try {
      const room = await what();
      this.problem.value = "";
      if (room) this.feed.set(room);
    } catch (error) {
      this.problem.value = messageOf(error);
    }
    this.read();
  }
}

export const hosting = new Hosting();
