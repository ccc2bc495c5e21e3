import type { Clock } from "../../clock.ts";
import type { Turns } from "../../turns.ts";

/** How often those in line are told their places while the line moves, in milliseconds. */
const PAUSE_MS = 100;
/** How many of them are told in one turn of the event loop. */
const TOLD_PER_TURN = 256;

export interface LinePlacesOptions {
  clock: Clock;
  turns: Turns;
  /** The place in line of the game with this token, from 1 on; 0 for one that is not in line. */
  placeOf(token: string): number;
  /** Tells a player. */
  tell(token: string, place: number): void;
}

/** Tells those in line their places while the line moves: however fast that is, each of them a few times a second. */
export class LinePlaces {
  readonly #options: LinePlacesOptions;
  /** The place that each connected player in line was told last. */
  readonly #told = new Map<string, number>();
  /** Whether they are being told, or were just now; and whether the line has moved since. */
  #isTelling = false;
  #hasMoved = false;
  #isStopped = false;
  #cancelPause = () => {};

  constructor(options: LinePlacesOptions) {
    this.#options = options;
  }

  /** The player is connected, and knows the place. */
  follow(token: string): void {
    const place = this.#options.placeOf(token);
    if (place > 0) this.#told.set(token, place);
  }

  /** The player is not connected any more. */
  leave(token: string): void {
    this.#told.delete(token);
  }

  /** The line has moved: tells at once, and then no more often than every {@linkcode PAUSE_MS}. */
  moved(): void {
    this.#hasMoved = true;
    if (this.#isTelling) return;
    this.#hasMoved = false;
    this.#isTelling = true;
    this.#tell([...this.#told.keys()]);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelPause();
  }

  /** Tells some of these players, and the others in turns to come. */
  #tell(tokens: readonly string[]): void {
    const { clock, turns } = this.#options;
    if (this.#isStopped) return;
    for (const token of tokens.slice(0, TOLD_PER_TURN)) this.#tellOne(token);
    const others = tokens.slice(TOLD_PER_TURN);
    if (others.length > 0) {
      turns.later(() => this.#tell(others));
      return;
    }
    this.#cancelPause = clock.after(PAUSE_MS, () => {
      this.#isTelling = false;
      if (this.#hasMoved) this.moved();
    });
  }

  #tellOne(token: string): void {
    const place = this.#options.placeOf(token);
    if (place === 0) this.#told.delete(token);
    else if (this.#told.has(token) && this.#told.get(token) !== place) {
      this.#told.set(token, place);
      this.#options.tell(token, place);
    }
  }
}
