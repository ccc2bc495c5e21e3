#!/usr/bin/env node
// A client of the line protocol: node client.mjs sort N... | quiz NAME | counter ID [STEPS]
// The server is at APP_HOST (127.0.0.1) and APP_PORT (4000).
// deno-lint-ignore-file no-console
import { once } from "node:events";
import { connect } from "node:net";
import process from "node:process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

const REPLY_MS = 5000; // a server that is silent for longer is lost
const STEP_MS = 500;
const STEPS_PER_INCREMENT = 8;

/** The reply was ERR: a code for programs, and a message for people. */
class Refused extends Error {
  get code() {
    return this.message.split(" ")[0];
  }
}

/**
 * The lines of a socket. TCP carries bytes, not messages: a chunk may be half a line, or three lines and a half. So never take a
 * read for a message: keep what came, and take whole lines out of it. (node:readline would give out the first half of a line when
 * the server vanishes in the middle of it.)
 */
async function* linesOf(socket) {
  let rest = "";
  socket.setEncoding("utf8"); // a chunk may end inside a character, too
  for await (const chunk of socket) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop();
    for (const line of lines) yield line.replace(/\r$/, "");
  }
}

class Connection {
  /** What the server said between replies, oldest first. */
  events = [];

  constructor(socket) {
    this.socket = socket.on("error", () => {}); // whoever reads the lines gets the error
    this.lines = linesOf(socket);
  }

  static async open(host, port) {
    const socket = connect({ host, port });
    await once(socket, "connect");
    return new Connection(socket);
  }

  async readLine() {
    const { value, done } = await this.lines.next();
    if (done) throw new Error("the server closed the connection");
    return value;
  }

  /** Sends a request. Returns what follows OK in the reply. Throws Refused if the reply is ERR. */
  async ask(request) {
    this.socket.write(`${request}\n`);
    const timer = setTimeout(() => this.socket.destroy(new Error(`no reply within ${REPLY_MS} ms`)), REPLY_MS);
    try {
      while (true) {
        const line = await this.readLine();
        const [, kind, text] = line.match(/^(\S*) ?(.*)$/);
        if (kind === "OK") return text;
        if (kind === "ERR") throw new Refused(text);
        if (kind === "*") this.events.push(text); // an event can come between any two lines: keep it for later
        else if (line && !line.startsWith("#")) throw new Error(`this is not the line protocol: ${line}`); // "#" is a note
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Returns the next event. Each PING also shows that the server is still there. */
  async nextEvent() {
    while (this.events.length === 0) {
      await this.ask("PING"); // its reply comes after all events so far
      if (this.events.length === 0) await sleep(1000);
    }
    return this.events.shift();
  }
}

async function sort(server, numbers) {
  console.log(await server.ask(`SORT ${numbers.join(" ")}`));
}

async function quiz(server, name) {
  const typed = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  console.log(await server.ask(`QUIZ ${name}`)); // with a token, and the place in line if all seats are taken
  for (let kind = ""; kind !== "result";) {
    const event = await server.nextEvent();
    kind = event.split(" ")[0];
    if (kind === "question") await answer(server, typed, event.slice("question ".length));
    else console.log(event);
  }
}

async function answer(server, typed, question) {
  while (true) {
    process.stdout.write(`${question} = `);
    const { value, done } = await typed.next();
    if (done) throw new Error("the answers ended before the questions did");
    await server.ask("PING");
    if (server.events.length > 0) return; // while the player was thinking, the time for this question ran out
    try {
      return console.log(await server.ask(value.trim() ? `ANSWER ${value.trim()}` : "SKIP"));
    } catch (error) {
      if (!["not-an-integer", "bad-arguments"].includes(error.code)) throw error;
      console.log(error.message); // a failed request changes nothing: the question is still open
    }
  }
}

async function counter(server, id, steps) {
  const facts = new Map((await server.ask(`COUNTER ${id}`)).split(" ").map((fact) => fact.split("=")));
  let value = integer(facts.get("value"));
  let increment = integer(facts.get("increment"));
  for (let step = 1; step <= steps; step++) {
    await sleep(STEP_MS);
    value += increment;
    console.log(await server.ask(`VALUE ${value}`));
    if (step % STEPS_PER_INCREMENT === 0) increment = integer(await server.ask(Math.random() < 0.5 ? "ODD" : "EVEN"));
  }
}

function integer(text) {
  if (!/^-?\d+$/.test(text)) throw new Error(`this is not an integer: ${text}`);
  return Number(text);
}

const [mode, ...args] = process.argv.slice(2);
const { APP_HOST: host = "127.0.0.1", APP_PORT: port = "4000" } = process.env;
const programs = {
  sort: (server) => sort(server, args),
  quiz: (server) => quiz(server, args.join(" ")),
  counter: (server) => counter(server, args[0], Number(args[1] ?? Infinity)),
};
if (!Object.hasOwn(programs, mode) || args.length === 0 || (mode === "counter" && !/^\d*$/.test(args[1] ?? ""))) {
  console.error("usage: client.mjs sort N... | quiz NAME | counter ID [STEPS]");
  process.exit(2);
}
try {
  await programs[mode](await Connection.open(host, port));
  process.exit(0);
} catch (error) {
  console.error(
    error instanceof Refused
      ? `The server refused: ${error.message}`
      : `Cannot continue with ${host}:${port}: ${error.message}`,
  );
  process.exit(1);
}
