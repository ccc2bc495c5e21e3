import { RequestError } from "../protocol/request_error.ts";
import { AddressCounts } from "./address_counts.ts";

/** Who can hold a place. */
export interface PlaceHolder {
  /** Its address, without the port; `null` if its address may have any number of places. */
  readonly host: string | null;
  /** Since when nothing has happened on it, on a clock that never jumps; `null` while it is needed. */
  readonly idleSince: number | null;
}

/** How many newcomers got no place, by the limit that was met: that for all, or that for one address. */
export interface Refused {
  all: number;
  address: number;
}

export interface PlacesOptions<Holder> {
  max: number;
  maxPerAddress: number;
  /** If there is no place left, a holder that was idle for this long may lose its place to a newcomer, in milliseconds. */
  idleMs: number;
  /** Takes care of one that has lost its place. */
  onEvict: (holder: Holder) => void;
}

/** The places for connections: so many in all, so many for each address. */
export class Places<Holder extends PlaceHolder> {
  readonly #options: PlacesOptions<Holder>;
  readonly #held = new Set<Holder>();
  readonly #addresses = new AddressCounts();
  #now = 0;
  /** Those that were idle when they were looked at last, the one that goes first at the end. */
  #idle: Holder[] = [];
  #idleIsKnown = false;
  readonly refused: Refused = { all: 0, address: 0 };

  constructor(options: PlacesOptions<Holder>) {
    this.#options = options;
  }

  /** How many are held. */
  get count(): number {
    return this.#held.size;
  }

  /** @param now on a clock that never jumps */
  tick(now: number): void {
    this.#now = now;
    this.#idleIsKnown = false;
  }

  /**
   * Takes a place, if need be that of another holder that is idle. Cost: O(1), and O(n log n) for n holders at most once per tick.
   *
   * @throws {RequestError} `too-many-connections`
   */
  take(holder: Holder): void {
    const { max, maxPerAddress } = this.#options;
    if (holder.host !== null && this.#addresses.of(holder.host) >= maxPerAddress) {
      this.refused.address++;
      throw tooMany(
        `${maxPerAddress} connections from one address`,
        "close some, or start it with a higher --max-connections-per-address",
      );
    }
    if (this.#held.size >= max && !this.evictIdle()) {
      this.refused.all++;
      throw tooMany(`${max} connections`, "try again later, or start it with a higher --max-connections");
    }
    this.#held.add(holder);
    if (holder.host !== null) this.#addresses.add(holder.host);
  }

  /** Gives a place back. @returns whether it was held */
  free(holder: Holder): boolean {
    if (!this.#held.delete(holder)) return false;
    if (holder.host !== null) this.#addresses.delete(holder.host);
    return true;
  }

  /** Takes the place of the holder that was idle for longest, of the address that has most. @returns whether there was one */
  evictIdle(): boolean {
    if (!this.#idleIsKnown) this.#findIdle();
    for (let holder = this.#idle.pop(); holder; holder = this.#idle.pop()) {
      if (!this.#isIdle(holder) || !this.free(holder)) continue;
      this.#options.onEvict(holder);
      return true;
    }
    return false;
  }

  #findIdle(): void {
    this.#idleIsKnown = true;
    const idle = [...this.#held].filter((holder) => this.#isIdle(holder)).map((holder) => ({
      holder,
      since: holder.idleSince ?? 0,
      shared: holder.host === null ? 0 : this.#addresses.of(holder.host),
    }));
    this.#idle = idle.sort((a, b) => a.shared - b.shared || b.since - a.since).map(({ holder }) => holder);
  }

  #isIdle({ idleSince }: Holder): boolean {
    return idleSince !== null && this.#now - idleSince >= this.#options.idleMs;
  }
}

function tooMany(what: string, advice: string): RequestError {
  return new RequestError("too-many-connections", `the server takes at most ${what}: ${advice}`);
}
