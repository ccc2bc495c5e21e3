/** What the page knows of the server: kept up to date by its events, and read anew where they say that something has changed. */
import { computed, effect, signal } from "@preact/signals";
import {
  answer,
  api,
  type Bar,
  type Connection,
  isCutOff,
  type Player,
  type Result,
  type ServerInfo,
  type Stats,
} from "./api.ts";
import { CounterHistories, type CounterHistory } from "./counter_history.ts";
import type { EventSource } from "eventsource";
import { liveEvents } from "./event_source.ts";
import { serverToken } from "./session_token.ts";
import { throttled } from "./throttled.ts";

/** What a screen can follow; the server itself is always known. */
export type Part = "array" | "quiz" | "counters" | "connections";

/** What was put into the array last. */
export interface Landed {
  readonly values: readonly number[];
  /** How many more there were. */
  readonly more: number;
}

/** At most this many bars are drawn. */
const BARS = 120;
const RANKS = 10;
const CONNECTIONS = 100;
/** How often one of several servers is asked which there are, and whether it can read what they share, in milliseconds. */
const SERVERS_MS = 5000;
/** How often what changes all the time is read, and how long a stream that was refused is left alone, in milliseconds. */
const POLL_MS = 1000;
const RETRY_MS = 1000;
/** How often counters are shown anew, in milliseconds. */
const COUNTERS_MS = 250;

/** The state of the server, as signals. */
export const live = {
  /** Whether events come. */
  link: signal<"connecting" | "live" | "away">("connecting"),
  server: signal<ServerInfo | null>(null),
  stats: signal<Stats | null>(null),
  bars: signal<readonly Bar[]>([]),
  landed: signal<Landed>({ values: [], more: 0 }),
  players: signal<readonly Player[]>([]),
  results: signal<readonly Result[]>([]),
  finished: signal(0),
  counters: signal<readonly CounterHistory[]>([]),
  /** The newest ones, newest first. */
  connections: signal<readonly Connection[]>([]),
  /** `null` if it is not known, as for players on a server with a host. */
  connectionCount: signal<number | null>(null),
  /** The servers that have not told of their connections. */
  silent: signal<readonly string[]>([]),
};

/** Whether the server takes whoever looks for a host. */
export const isHost = computed(() => live.server.value?.role === "host");

/** The servers that share what is seen; none for a server alone. */
export const servers = computed(() => live.server.value?.servers ?? []);

/** Whether the connection is lost, or the server cut off from the others: what needs it can't be used until that is over. */
export const isAway = computed(() => live.link.value === "away" || isCutOff.value);

let reopen = () => {};

/** Connects again at once, rather than with the next try. */
export function tryNow(): void {
  reopen();
}

const histories = new CounterHistories();

const reader = (read: () => Promise<void>) => throttled(read, { mayRetry: () => live.link.value === "live" });

/** Reads what the server is, and what it makes of this tab's token. */
export const readServer = reader(async () => void (live.server.value = await answer(api.GET("/api/server"))));

const READERS: Record<Part, () => void> = {
  array: reader(async () => {
    const [stats, { bars }] = await Promise.all([
      answer(api.GET("/api/array/stats")),
      answer(api.GET("/api/array/picture", { params: { query: { bars: BARS } } })),
    ]);
    live.stats.value = stats;
    live.bars.value = bars;
  }),
  quiz: reader(async () => {
    const [{ players }, { leaderboard, count }] = await Promise.all([
      answer(api.GET("/api/quiz/players")),
      answer(api.GET("/api/quiz/leaderboard", { params: { query: { limit: RANKS } } })),
    ]);
    live.players.value = players;
    live.results.value = leaderboard;
    live.finished.value = count;
  }),
  counters: reader(async () => {
    histories.reset((await answer(api.GET("/api/counters"))).counters);
    live.counters.value = histories.all();
  }),
  connections: reader(async () => {
    // Only a host may see them.
    if (!isHost.value) {
      live.connectionCount.value = null;
      return;
    }
    const { connections, count, missing } = await answer(
      api.GET("/api/connections", { params: { query: { limit: CONNECTIONS } } }),
    );
    live.connections.value = connections;
    live.silent.value = missing.map(({ name }) => name);
    live.connectionCount.value = count;
  }),
};

const showCounters = throttled(() => Promise.resolve(void (live.counters.value = histories.all())), { ms: COUNTERS_MS });

/**
 * Follows the server while the page is looked at: a browser has six connections to a server for all of its tabs, and those that
 * nobody sees must not take them.
 *
 * @returns what ends it
 */
export function follow(parts: readonly Part[], onRoom: () => void = () => {}): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  let events: EventSource | null = null;
  const read = (part: Part) => () => parts.includes(part) && READERS[part]();
  const readAll = () => {
    readServer();
    for (const part of parts) READERS[part]();
    onRoom();
  };

  const open = () => {
    const { source: opened, on } = liveEvents();
    events = opened;
    opened.addEventListener("open", () => {
      live.link.value = "live";
      // What could not be read while the connection was lost.
      readAll();
    });
    on("reload", readAll);
    on("array", ({ added, values }) => {
      if (added > 0) live.landed.value = { values, more: added - values.length };
      read("array")();
    });
    for (const type of ["player", "answer", "result", "line"] as const) on(type, read("quiz"));
    on("counter", (counter) => {
      if (!parts.includes("counters")) return;
      histories.add(counter);
      showCounters();
    });
    on("connection", read("connections"));
    on("room", onRoom);
    opened.addEventListener("error", ({ code }) => {
      live.link.value = "away";
      // A token of the server before.
      if (code === 401) serverToken.forget();
      // It tries again by itself, unless it was refused.
      if (opened.readyState !== opened.CLOSED) return;
      setTimeout(() => events === opened && !document.hidden && !signal.aborted && open(), RETRY_MS);
    });
  };

  reopen = () => {
    events?.close();
    if (!document.hidden && !signal.aborted) open();
  };
  document.addEventListener("visibilitychange", reopen, { signal });
  addEventListener("online", reopen, { signal });
  const isSeen = () => live.link.value === "live" && !document.hidden;
  const timer = setInterval(() => isSeen() && read("connections")(), POLL_MS);
  const probe = () => api.GET("/api/array/stats");
  const serversTimer = setInterval(() => {
    if (!isSeen() || servers.value.length === 0) return;
    readServer();
    // It may be cut off while nothing happens.
    probe().catch(() => {});
  }, SERVERS_MS);
  // What could not be read is read as soon as anything can be.
  const stopProbing = effect(() => {
    if (!isCutOff.value) return;
    const probing = setInterval(() => isSeen() && probe().then(readAll, () => {}), POLL_MS);
    return () => clearInterval(probing);
  });
  // What this tab may see is known only after the server has told.
  const stopReading = effect(() => void (isHost.value && read("connections")()));
  open();
  return () => {
    ended.abort();
    stopReading();
    stopProbing();
    clearInterval(timer);
    clearInterval(serversTimer);
    events?.close();
  };
}
