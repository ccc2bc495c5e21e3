/** A class of two hundred plays one game, and the server is killed in the middle of it. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { seededRandom } from "../support/seeded_random.ts";
import { ClassPlayer, type Lines } from "../support/classroom.ts";
import { eventually } from "../support/eventually.ts";
import { RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";
import { WebSocketClient } from "../support/web_socket_client.ts";

const OVER_TCP = 120;
const OVER_WEB_SOCKET = 80;
const QUESTIONS = 20;
/** The server is killed while this question is open. */
const KILLED_AT = 7;

interface View {
  phase: string;
  number: number;
  answered: number;
  players: { name: string; marks: number; rank: number; seconds: number; away: boolean }[];
}

Deno.test("200 players and a host: every total is what the test's own record comes to, also behind a kill -9", () =>
  withFolder(async (folder) => {
    let server = await RunningServer.start(folder);
    const { port } = server.tcp;
    const httpPort = Number(new URL(server.http).port);
    const overTcp = async (): Promise<Lines> => {
      const client = await RawClient.connect({ transport: "tcp", ...server.tcp });
      return { send: (text) => client.send(text), line: () => client.line(), close: () => client[Symbol.dispose]() };
    };
    const overWebSocket = async (): Promise<Lines> => {
      const { hostname } = new URL(server.http);
      const client = await WebSocketClient.connect({ transport: "tcp", hostname, port: httpPort });
      return { send: (text) => client.send(text), line: () => client.line(), close: () => void client[Symbol.asyncDispose]() };
    };
    const players = Array.from({ length: OVER_TCP + OVER_WEB_SOCKET }, (_, i) => {
      const connect = i < OVER_TCP ? overTcp : overWebSocket;
      return new ClassPlayer(`Player ${i + 1}`, { connect, random: seededRandom(i + 1) });
    });
    const ask = async (path: string, init?: RequestInit) => {
      const response = await fetch(`${server.http}${path}`, init);
      ok(response.ok, `${path}: ${response.status}`);
      return await response.json();
    };
    const { pin } = await ask("/api/rooms", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ set: "network" }),
    });
    const room = `/api/rooms/${pin}`;
    const view = (): Promise<View> => ask(room);
    const next = async (): Promise<View> => await ask(`${room}/next`, { method: "POST" });
    try {
      for (const player of players) await player.join(pin);
      let playing = players.map((player) => player.play());
      strictEqual((await next()).phase, "question");
      for (let number = 1; number <= QUESTIONS; number++) {
        if (number === KILLED_AT) {
          await eventually(async () => (await view()).answered >= players.length / 3);
          await server.crash();
          ok((await Promise.all(playing)).every((isOver) => !isOver));
          for (const player of players) player.close();
          server = await RunningServer.start(folder, [], { tcpPort: port, httpPort });
          deepStrictEqual([(await view()).phase, (await view()).number], ["question", KILLED_AT]);
          await Promise.all(players.map((player) => player.resume()));
          playing = players.map((player) => player.play());
        }
        await eventually(() => players.every((player) => player.isThrough(number)));
        strictEqual((await next()).phase, "reveal");
        if ((await next()).phase === "standings") await next();
      }
      ok((await Promise.all(playing)).every((isOver) => isOver));
      const { phase, players: ranked } = await view();
      strictEqual(phase, "podium");
      const marks = new Map(ranked.map(({ name, marks }) => [name, marks]));
      for (const { name, marks: own, result } of players) {
        strictEqual(marks.get(name), own, name);
        match(result ?? "", new RegExp(`^\\* result marks=${own} .* games=${players.length} `), name);
      }
      const order = ranked.toSorted((a, b) => b.marks - a.marks || a.seconds - b.seconds);
      deepStrictEqual(ranked.map(({ name }) => name), order.map(({ name }) => name));
    } finally {
      for (const player of players) player.close();
      await using _ended = server;
    }
  }));
