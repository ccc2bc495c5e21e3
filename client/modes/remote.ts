import type { HostMessage, HostVerb } from "../host_session.ts";

/** An Enter that comes so soon after a change is held down, or was meant for what was to be seen before. */
const TWICE_MS = 300;

export interface RemoteOptions {
  /** Does something with the room. */
  act(verb: HostVerb, name?: string): Promise<void>;
  /** Says something to the host. */
  hint(text: string): void;
  now(): number;
}

/** What the keys of a host do: Enter, or space, is always the next right thing. */
export class Remote {
  readonly #options: RemoteOptions;
  #isLive = true;
  #phase: "lobby" | "question" | "reveal" | "standings" | "over" = "lobby";
  #isLocked = false;
  #isLost = false;
  /** The requests that are not answered yet. */
  #sent: HostVerb[] = [];
  #changedAt = -Infinity;
  #asks: "kick" | "end" | null = null;
  #hasLeft = false;
  #pressed = Promise.withResolvers<object>();

  constructor(options: RemoteOptions) {
    this.#options = options;
  }

  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  get isOver(): boolean {
    return this.#phase === "over";
  }

  /** What the host is asked; `null` for nothing. */
  get question(): string | null {
    if (this.#asks === null) return null;
    return this.#asks === "kick" ? "Kick whom?" : "End the game for everybody? (y or n)";
  }

  /** Resolves when a key has changed what is to be seen. */
  get pressed(): Promise<object> {
    return this.#pressed.promise;
  }

  /** What the keys do, the most important first. */
  get keys(): string[] {
    if (this.isOver) return ["the game is over", "Enter leaves"];
    const next = {
      lobby: "Enter starts",
      question: "Enter shows the answer",
      reveal: "Enter goes on",
      standings: "Enter goes on",
    };
    return [
      ...this.#isLive ? [next[this.#phase === "over" ? "lobby" : this.#phase]] : [],
      this.#isLocked ? "l unlocks" : "l locks",
      "k kicks",
      "e ends",
      "q leaves",
    ];
  }

  /** Follows what happens in the room. */
  message(message: HostMessage): void {
    switch (message.type) {
      case "hosting":
        this.#isLive = message.mode === "live";
        this.#isLocked = message.locked;
        this.#isLost = false;
        this.#sent = [];
        this.#phase = message.phase === "podium" ? "over" : isPhase(message.phase) ? message.phase : "lobby";
        return;
      case "question":
      case "reveal":
        this.#phase = message.type;
        this.#changedAt = this.#options.now();
        return;
      case "rank":
        this.#phase = "standings";
        return;
      case "podium":
      case "removed":
        this.#phase = "over";
        this.#changedAt = this.#options.now();
        return;
      case "refused":
        if (message.code === "no-room") this.#phase = "over";
        this.#sent.shift();
        return;
      case "done":
        // Without players no podium follows.
        if (this.#sent.shift() === "END") this.#phase = "over";
        return;
      case "lost":
        this.#isLost = true;
        this.#asks = null;
    }
  }

  /** Takes a key. @returns `false` for one that belongs to a line */
  take(key: string): boolean {
    if (this.#asks === "kick") {
      if (key === "enter") this.#asks = null;
      return false;
    }
    this.#press(key);
    this.#pressed.resolve({});
    this.#pressed = Promise.withResolvers();
    return true;
  }

  /** Takes the name of who is to be removed; nobody, if it is empty. */
  line(name: string): void {
    if (name.trim() !== "") this.#act("KICK", name.trim());
  }

  #press(key: string): void {
    if (this.#asks === "end") {
      this.#asks = null;
      if (key.toLowerCase() === "y") this.#act("END");
      return;
    }
    switch (key.toLowerCase()) {
      case "enter":
      case " ":
        return this.#next();
      case "l":
        if (this.#act(this.#isLocked ? "UNLOCK" : "LOCK")) this.#isLocked = !this.#isLocked;
        return;
      case "k":
      case "e":
        if (!this.isOver) this.#asks = key.toLowerCase() === "k" ? "kick" : "end";
        return;
      case "q":
      case "\x04":
        this.#hasLeft = true;
    }
  }

  #next(): void {
    const { hint, now } = this.#options;
    const isTwice = this.#sent.length > 0 || now() - this.#changedAt < TWICE_MS;
    if (isTwice) return;
    this.#changedAt = now();
    if (this.isOver) this.#hasLeft = true;
    else if (this.#isLive) this.#act(this.#phase === "lobby" ? "START" : "NEXT");
    else hint("Everybody goes at their own pace: e ends the game.");
  }

  /** @returns whether it was sent */
  #act(verb: HostVerb, name?: string): boolean {
    if (this.#isLost) {
      this.#options.hint("Not sent: the connection is lost.");
      return false;
    }
    this.#sent.push(verb);
    this.#options.act(verb, name);
    return true;
  }
}

function isPhase(word: string): word is "lobby" | "question" | "reveal" | "standings" {
  return ["lobby", "question", "reveal", "standings"].includes(word);
}
