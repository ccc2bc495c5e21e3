/** What the page knows of the server: kept up to date by its events, and read anew where they say that something has changed. */
import {
  type ArrayEvent,
  type Bar,
  type Connection,
  type Counter,
  get,
  type Player,
  type Result,
  type ServerInfo,
  type Stats,
} from "./api.ts";
import { eventSource } from "./event_source.ts";
import { serverToken } from "./session_token.ts";
import { Store } from "./store.ts";

/** A counter, and the values that it had. */
export interface CounterLine extends Counter {
  readonly values: readonly number[];
}

export interface LiveState {
  /** Whether events come. */
  readonly link: "connecting" | "live" | "away";
  readonly server: ServerInfo | null;
  readonly stats: Stats | null;
  readonly bars: readonly Bar[];
  /** What was put into the array last, and how much of it was not told. */
  readonly added: readonly number[];
  readonly addedMore: number;
  readonly players: readonly Player[];
  readonly results: readonly Result[];
  readonly finished: number;
  readonly counters: Map<number, CounterLine>;
  /** The newest ones, newest first. */
  readonly connections: readonly Connection[];
  readonly connectionCount: number;
}

/** At most so many bars are drawn, on a phone as well. */
const BARS = 120;
const RANKS = 10;
const CONNECTIONS = 100;
/** So many values of a counter are drawn. */
const DRAWN_VALUES = 60;
/** What has changed is read anew after so long at the soonest, and what changes all the time so often, in milliseconds. */
const READ_MS = 150;
const POLL_MS = 1000;
/** How long a stream that was refused is left alone, in milliseconds. */
const RETRY_MS = 1000;

export const live = new Store<LiveState>({
  link: "connecting",
  server: null,
  stats: null,
  bars: [],
  added: [],
  addedMore: 0,
  players: [],
  results: [],
  finished: 0,
  counters: new Map(),
  connections: [],
  connectionCount: 0,
});

/** Does something soon, and at most every so often, however often it is asked for; one at a time. */
function throttled(what: () => Promise<void>): () => void {
  let wanted = false;
  let busy = false;
  const run = async () => {
    busy = true;
    while (wanted) {
      wanted = false;
      const read = await what().then(() => true, () => false);
      await new Promise((resolve) => setTimeout(resolve, read ? READ_MS : RETRY_MS));
      // What can't be read while the server is away is read when it is back.
      wanted ||= !read && live.state.link === "live";
    }
    busy = false;
  };
  return () => {
    wanted = true;
    if (!busy) run();
  };
}

const readServer = throttled(async () => {
  live.set({ server: await get("/api/server") });
  readConnections();
});

const readArray = throttled(async () => {
  const [stats, { bars }] = await Promise.all([
    get("/api/array/stats"),
    get("/api/array/picture", { bars: BARS }),
  ]);
  live.set({ stats, bars });
});

const readQuiz = throttled(async () => {
  const [{ players }, { leaderboard, count }] = await Promise.all([
    get("/api/quiz/players"),
    get("/api/quiz/leaderboard", { limit: RANKS }),
  ]);
  live.set({ players, results: leaderboard, finished: count });
});

const readCounters = throttled(async () => {
  const { counters } = await get("/api/counters");
  const known = live.state.counters;
  live.set({
    counters: new Map(
      counters.map((counter) => [counter.id, { ...counter, values: known.get(counter.id)?.values ?? [counter.value] }]),
    ),
  });
});

/** Only a host may see them. */
const readConnections = throttled(async () => {
  if (live.state.server?.role !== "host") return;
  const { connections, count } = await get("/api/connections", { limit: CONNECTIONS });
  live.set({ connections, connectionCount: count });
});

/** Reads all that is shown anew. */
export function readAll(): void {
  for (const read of [readServer, readArray, readQuiz, readCounters]) read();
}

/** There may be thousands of them, twice a second each: the map is changed in place, and the page told. */
function onCounter(counter: Counter): void {
  const { counters } = live.state;
  const values = counters.get(counter.id)?.values ?? [];
  const next = values.at(-1) === counter.value ? values : [...values.slice(1 - DRAWN_VALUES), counter.value];
  counters.set(counter.id, { ...counter, values: next });
  live.set({ counters });
}

function onArray({ added, values }: ArrayEvent): void {
  if (added > 0) live.set({ added: values, addedMore: added - values.length });
  readArray();
}

/** What the events have in them; of some it is enough that they came. */
interface LiveEvents extends Record<"reload" | "player" | "answer" | "result" | "line" | "connection", unknown> {
  array: ArrayEvent;
  counter: Counter;
}

let following: ReturnType<typeof eventSource> | null = null;

/**
 * Begins to follow the server, while the page is looked at: a browser has six connections to a server for all of its tabs, and
 * those that nobody sees must not take them.
 */
export function follow(): void {
  document.addEventListener("visibilitychange", () => {
    following?.close();
    if (!document.hidden) open();
  });
  open();
  setInterval(() => {
    if (live.state.link === "live" && !document.hidden) readConnections();
  }, POLL_MS);
}

function open(): void {
  const events = following = eventSource("/api/events");
  const on = <Type extends keyof LiveEvents>(type: Type, handle: (data: LiveEvents[Type]) => void) =>
    events.addEventListener(type, (event) => handle(JSON.parse(event.data)));
  events.addEventListener("open", () => {
    live.set({ link: "live" });
    // What could not be read while the connection was lost.
    readAll();
  });
  on("reload", readAll);
  on("array", onArray);
  on("player", readQuiz);
  on("answer", readQuiz);
  on("result", readQuiz);
  on("line", readQuiz);
  on("counter", onCounter);
  on("connection", readConnections);
  events.addEventListener("error", ({ code }) => {
    live.set({ link: "away" });
    // A token of the server before.
    if (code === 401) serverToken.forget();
    // It tries again by itself, but where it was refused.
    if (events.readyState !== events.CLOSED) return;
    setTimeout(() => events === following && !document.hidden && open(), RETRY_MS);
  });
}
