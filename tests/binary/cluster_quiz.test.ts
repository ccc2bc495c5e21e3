/** A class plays one game on three servers over three NATS nodes, and one of the servers is killed in the middle of a question. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { LinePlayer, overTcp, overWebSocket } from "../support/classroom.ts";
import { EventReader } from "../support/event_reader.ts";
import { eventually, inTime } from "../support/eventually.ts";
import { RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { hasNats, NatsNodes } from "../support/nats.ts";
import { QuizPlayer } from "../support/quiz_player.ts";
import { RawClient } from "../support/raw_client.ts";
import { seededRandom } from "../../server/seeded_random.ts";

const PLAYERS = 60;
const QUESTIONS = 20;
/** One of the servers is killed while this question is open. */
const KILLED_AT = 4;
/** Some of its players come back only when this one is open, to a server that was not there before. */
const BACK_AT = 6;
/** Longer than the others take to give a server up, and then a player who does not come back. */
const GIVEN_UP_MS = 30_000;
const RESUME_SECONDS = 2;

interface View {
  phase: string;
  number: number;
  answered: number;
  players: { name: string; marks: number; rank: number; seconds: number; away: boolean }[];
}

/** One of the class, and the server to which it connects next. */
class Pupil extends LinePlayer {
  server: RunningServer;

  constructor(i: number, server: RunningServer) {
    super(`Player ${i + 1}`, {
      connect: () => i % 4 === 0 ? overWebSocket(httpOf(this.server)) : overTcp(this.server.tcp),
      random: seededRandom(i + 1),
    });
    this.server = server;
  }
}

function httpOf({ http }: RunningServer): { hostname: string; port: number } {
  const { hostname, port } = new URL(http);
  return { hostname, port: Number(port) };
}

Deno.test({
  name: "a game of 60 on three servers outlives one of them: every total is what the test's own record comes to",
  ignore: !hasNats(),
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder, 3);
      const start = (name: string) => RunningServer.start(folder, ["--journal", nats.address(), "--server-name", name]);
      const [a, b, c] = await Promise.all(["a", "b", "c"].map(start));
      await using servers = new AsyncDisposableStack();
      for (const server of [a, b, c]) servers.use(server);

      using host = await RawClient.connect({ transport: "tcp", ...a.tcp });
      const [, pin, hostToken] = (await host.ask("ROOM network")).match(/^OK room=(\d+) token=(\S+)/) ?? [];
      const room = `/api/rooms/${pin}`;
      /** Goes on from a phase that every server knows of, at any of them. */
      const next = async (server: RunningServer, { phase, number }: View): Promise<View> =>
        await server.api(`${room}/next`, { body: { phase, number } });

      const pupils = Array.from({ length: PLAYERS }, (_, i) => new Pupil(i, [a, b, c][i % 3]));
      servers.defer(() => pupils.forEach((pupil) => pupil.close()));
      await Promise.all(pupils.map((pupil) => pupil.join(pin)));
      const playing = new Map(pupils.map((pupil) => [pupil, pupil.play()]));
      await host.send("START\n");

      let late: Pupil[] = [];
      for (let number = 1; number <= QUESTIONS; number++) {
        const isThrough = (some: readonly Pupil[]) => eventually(() => some.every((pupil) => pupil.isThrough(number)));
        if (number === KILLED_AT) {
          await eventually(async () => (await c.api<View>(room)).answered >= PLAYERS / 3);
          const lost = pupils.filter(({ server }) => server === b);
          await b.crash();
          ok((await Promise.all(lost.map((pupil) => playing.get(pupil)))).every((isOver) => isOver === false));
          // The others do not notice.
          await isThrough(pupils.filter(({ server }) => server !== b));
          // Of some nothing is under way: these come later.
          late = lost.filter((pupil, i) => i % 2 === 0 && pupil.isThrough(number));
          ok(late.length > 0 && late.length < lost.length);
          for (const [i, pupil] of lost.entries()) {
            pupil.close();
            if (late.includes(pupil)) continue;
            pupil.server = [a, c][i % 2];
            await pupil.resume();
            playing.set(pupil, pupil.play());
          }
        }
        if (number === BACK_AT) {
          // By now the killed server is given up: those who went on elsewhere are not lost with it.
          const namesOf = (some: readonly { name: string }[]) => some.map(({ name }) => name).sort();
          for (const server of [a, c]) {
            const away = async () => (await server.api<View>(room)).players.filter(({ away }) => away);
            await eventually(async () => (await away()).length > 0);
            deepStrictEqual(namesOf(await away()), namesOf(late));
          }
          const d = servers.use(await start("d"));
          for (const pupil of late) {
            pupil.server = d;
            await pupil.resume();
            playing.set(pupil, pupil.play());
          }
          late = [];
          // The host moves, too.
          host[Symbol.dispose]();
        }
        await isThrough(pupils.filter((pupil) => !late.includes(pupil)));
        const shown = await next([a, c][number % 2], { phase: "question", number } as View);
        strictEqual(shown.phase, "reveal");
        const standings = await next([c, a][number % 2], shown);
        if (standings.phase === "standings") await next(a, standings);
      }
      ok((await Promise.all(playing.values())).every((isOver) => isOver));

      const views = await Promise.all([a, c].map((server) => server.api<View>(room)));
      deepStrictEqual(views[0], views[1]);
      const [{ phase, players: ranked }] = views;
      strictEqual(phase, "podium");
      const marks = new Map(ranked.map(({ name, marks }) => [name, marks]));
      for (const { name, marks: own, ending } of pupils) {
        strictEqual(marks.get(name), own, name);
        deepStrictEqual({ marks: ending?.marks, games: ending?.games }, { marks: own, games: PLAYERS }, name);
      }
      const order = ranked.toSorted((a, b) => b.marks - a.marks || a.seconds - b.seconds);
      deepStrictEqual(ranked.map(({ name }) => name), order.map(({ name }) => name));
      using other = await RawClient.connect({ transport: "tcp", ...c.tcp });
      match(await other.ask(`HOST ${pin} ${hostToken}`), /^OK .* phase=podium /);
    }),
});

/** What the live feed of a server tells of who plays the quiz, until somebody has given up. */
async function untilLeft(feed: EventReader): Promise<string[]> {
  const told: string[] = [];
  while (!told.at(-1)?.endsWith(" left")) {
    const event = await inTime(feed.next(), { within: GIVEN_UP_MS });
    if (event?.type === "player") told.push(`${event.data.name} ${event.data.what}`);
  }
  return told;
}

Deno.test({
  name: "when a server is killed, a quiz and a counter go on at another one, and who does not come back is given up once",
  ignore: !hasNats(),
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      const args = ["--journal", nats.address(), "--quiz-resume-seconds", String(RESUME_SECONDS)];
      const [a, b, c] = await Promise.all(["a", "b", "c"].map((name) => {
        return RunningServer.start(folder, [...args, "--server-name", name]);
      }));
      await using used = new AsyncDisposableStack();
      for (const server of [a, b, c]) used.use(server);
      using ada = await QuizPlayer.join({ transport: "tcp", ...b.tcp }, "Ada");
      using eve = await QuizPlayer.join({ transport: "tcp", ...b.tcp }, "Eve");
      await eve.question();
      strictEqual(await ada.move(await ada.question(), "right"), "OK correct marks=1");
      const open = await ada.question();
      using counter = await RawClient.connect({ transport: "tcp", ...b.tcp });
      const [, token] = (await counter.ask("COUNTER 42")).match(/token=(\S+)/) ?? [];
      await counter.ask("VALUE 17");
      // A read waits for what was done before, so that the feed does not tell of it.
      const feeds = await Promise.all([a, c].map(async (server) => {
        await server.api("/api/quiz/players");
        return await EventReader.open(`${server.http}/api/events`);
      }));
      for (const feed of feeds) used.use(feed);

      await b.crash();
      using again = new QuizPlayer(await RawClient.connect({ transport: "tcp", ...a.tcp }));
      await again.client.send(`RESUME ${ada.token}\n`);
      strictEqual(await again.question(), open);
      using taken = await RawClient.connect({ transport: "tcp", ...c.tcp });
      strictEqual(await taken.ask(`COUNTER 42 ${token}`), `OK id=42 value=17 increment=1 token=${token}`);
      strictEqual(await again.move(open, "right"), "OK correct marks=2");

      // Eve's place is kept for a while. Ada and the counter were elsewhere already when the server was given up.
      for (const told of await Promise.all(feeds.map(untilLeft))) deepStrictEqual(told, ["Eve away", "Eve left"]);
      strictEqual(await taken.ask("VALUE 18"), "OK 18");
      match(await again.play(Array(8).fill("right")), /^\* result marks=10 correct=10 .* games=1 /);
      const names = await Promise.all([a, c].map(async (server) => {
        const { leaderboard } = await server.api<{ leaderboard: { name: string; marks: number }[] }>("/api/quiz/leaderboard");
        return leaderboard.map(({ name, marks }) => `${name} ${marks}`);
      }));
      deepStrictEqual(names, [["Ada 10"], ["Ada 10"]]);
      match(a.errors + c.errors, /^\S+ \[warning\] app: the server "b" is gone: its clients are away\s*$/);
    }),
});
