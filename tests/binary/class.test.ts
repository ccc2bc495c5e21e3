/** A class of two hundred plays one game, and the server is killed in the middle of it. */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { Random } from "../../server/random.ts";
import { hasBrowser, TestBrowser } from "../support/browser.ts";
import { LinePlayer, overTcp, overWebSocket, type Player } from "../support/classroom.ts";
import { eventually } from "../support/eventually.ts";
import { RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { PagePlayer } from "../support/page_player.ts";
import { seededRandom } from "../../server/seeded_random.ts";

const OVER_TCP = 100;
const OVER_WEB_SOCKET = 60;
const ON_PAGES = 40;
const QUESTIONS = 20;
/** The server is killed while this question is open. */
const KILLED_AT = 7;
/** So many pages are opened at a time. */
const OPENED_AT_ONCE = 4;
/** Otherwise each page has a process of its own. */
const FEW_PROCESSES = "--renderer-process-limit=4";
/** How long the class may take for a step, in milliseconds: a question is open for no longer. */
const STEP_MS = 30_000;

interface View {
  phase: string;
  number: number;
  answered: number;
  players: { name: string; marks: number; rank: number; seconds: number }[];
}

Deno.test("160 players over lines and a host: every total is what the test's own record comes to, also behind a kill -9", () =>
  withFolder((folder) => playGame(folder)));

Deno.test({
  name: "200 players, 40 of them on pages in a browser, and a host: the same, and the pages come back by themselves",
  // Where there is no browser, the list of tests says that this one was left out.
  ignore: !hasBrowser(),
  // What drives the browser has timers of its own, which outlive a test.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withFolder(async (folder) => {
      await using browser = await TestBrowser.start([FEW_PROCESSES]);
      const window = await browser.window({ width: 360, height: 640 });
      await playGame(folder, (name, options) => new PagePlayer(name, { browser, window, ...options }));
    }),
});

/** Plays a game from the lobby to the podium. @param onPage makes a player on a page, if there is a browser */
async function playGame(
  folder: string,
  onPage?: (name: string, options: { http: string; random: Random }) => PagePlayer,
): Promise<void> {
  let server = await RunningServer.start(folder);
  const ports = { tcpPort: server.tcp.port, httpPort: Number(new URL(server.http).port) };
  const { tcp, http } = server;
  const { hostname } = new URL(http);
  const lines = Array.from({ length: OVER_TCP + OVER_WEB_SOCKET }, (_, i) => {
    const connect = () => i < OVER_TCP ? overTcp(tcp) : overWebSocket({ hostname, port: ports.httpPort });
    return new LinePlayer(`Player ${i + 1}`, { connect, random: seededRandom(i + 1) });
  });
  const pages = onPage === undefined ? [] : Array.from({ length: ON_PAGES }, (_, i) => {
    return onPage(`Page ${i + 1}`, { http, random: seededRandom(1000 + i) });
  });
  const players: readonly Player[] = [...lines, ...pages];

  const failures: unknown[] = [];
  const play = (players: readonly Player[]) =>
    Promise.all(players.map((player) =>
      player.play().catch((error) => {
        failures.push(error);
        return false;
      })
    ));
  /** Waits until it is so, unless a player found a fault meanwhile. */
  const comesTo = (isSo: () => boolean | Promise<boolean>) =>
    eventually(() => {
      if (failures.length > 0) throw failures[0];
      return isSo();
    }, { within: STEP_MS });

  const { pin } = await server.api<{ pin: string }>("/api/rooms", { body: { set: "network" } });
  const room = `/api/rooms/${pin}`;
  const view = () => server.api<View>(room);
  const next = () => server.api<View>(`${room}/next`, { method: "POST" });
  try {
    for (const player of lines) await player.join(pin);
    const waiting = [...pages];
    const openPages = async () => {
      for (let page; (page = waiting.shift());) await page.join(pin);
    };
    await Promise.all(Array.from({ length: OPENED_AT_ONCE }, openPages));
    const joined = (await view()).players.map(({ name }) => name);
    let playingLines = play(lines);
    const playingPages = play(pages);
    strictEqual((await next()).phase, "question");
    for (let number = 1; number <= QUESTIONS; number++) {
      if (number === KILLED_AT) {
        await comesTo(async () => (await view()).answered >= players.length / 3);
        await server.crash();
        ok((await playingLines).every((isOver) => !isOver));
        for (const player of lines) player.close();
        server = await RunningServer.start(folder, [], ports);
        deepStrictEqual([(await view()).phase, (await view()).number], ["question", KILLED_AT]);
        await Promise.all(lines.map((player) => player.resume()));
        playingLines = play(lines);
        await comesTo(() => pages.every(({ connections }) => connections > 1));
      }
      await comesTo(() => players.every((player) => player.isThrough(number)));
      strictEqual((await next()).phase, "reveal");
      // Who goes on at once has some told of the next question alone.
      await comesTo(() => pages.every(({ judged }) => judged === number));
      if ((await next()).phase === "standings") await next();
    }
    await comesTo(() => players.every(({ ending }) => ending !== null));
    ok([...await playingLines, ...await playingPages].every((isOver) => isOver));

    const { phase, players: ranked } = await view();
    strictEqual(phase, "podium");
    const seconds = new Map(ranked.map(({ name, seconds }) => [name, seconds]));
    const came = new Map(joined.map((name, i) => [name, i]));
    const by = (places: Map<string, number>, { name }: Player) => places.get(name) ?? NaN;
    const wanted = players.toSorted((a, b) =>
      b.marks - a.marks || by(seconds, a) - by(seconds, b) || by(came, a) - by(came, b)
    );
    deepStrictEqual(ranked.map(({ name, marks }) => ({ name, marks })), wanted.map(({ name, marks }) => ({ name, marks })));
    for (const [i, { name, marks, ending }] of wanted.entries()) {
      deepStrictEqual(ending, { marks, rank: i + 1, games: players.length }, name);
    }
    for (const { name, faults, connections } of pages) deepStrictEqual([faults, connections], [[], 2], name);
  } finally {
    for (const player of lines) player.close();
    await using _ended = server;
  }
}
