// A client of the line protocol: deno run -NE client.ts sort N... | quiz NAME | counter ID [STEPS]
// The server is at APP_HOST (127.0.0.1) and APP_PORT (4000).
// deno-lint-ignore-file no-console

const REPLY_MS = 5000; // a server that is silent for longer is lost
const STEP_MS = 500;
const STEPS_PER_INCREMENT = 8;

/** The reply was ERR: a code for programs, and a message for people. */
class Refused extends Error {
  get code(): string {
    return this.message.split(" ")[0];
  }
}

/**
 * The lines of a stream. TCP carries bytes, not messages: a chunk may be half a line, or three lines and a half. So never take a
 * read for a message: keep what came, and take whole lines out of it. What comes after the last newline is no line.
 */
async function* linesOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string, void> {
  let rest = "";
  for await (const chunk of stream.pipeThrough(new TextDecoderStream())) { // a chunk may end inside a character, too
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield line.replace(/\r$/, "");
  }
}

class Connection {
  /** What the server said between replies, oldest first. */
  readonly events: string[] = [];
  readonly #lines: AsyncGenerator<string, void>;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;

  constructor({ readable, writable }: Deno.TcpConn) {
    this.#lines = linesOf(readable);
    this.#writer = writable.getWriter();
  }

  async #readLine(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("the server closed the connection");
    return value;
  }

  /** Sends a request. Returns what follows OK in the reply. Throws Refused if the reply is ERR. */
  async ask(request: string): Promise<string> {
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(new Error(`no reply within ${REPLY_MS} ms`)), REPLY_MS);
    try {
      await this.#writer.write(new TextEncoder().encode(`${request}\n`));
      return await Promise.race([this.#reply(), late.promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #reply(): Promise<string> {
    while (true) {
      const line = await this.#readLine();
      const [kind] = line.split(" ");
      const text = line.slice(kind.length + 1);
      if (kind === "OK") return text;
      if (kind === "ERR") throw new Refused(text);
      if (kind === "*") this.events.push(text); // an event can come between any two lines: keep it for later
      else if (line && !line.startsWith("#")) throw new Error(`this is not the line protocol: ${line}`); // "#" is a note
    }
  }

  /** Returns the next event. Each PING also shows that the server is still there. */
  async nextEvent(): Promise<string> {
    while (true) {
      const event = this.events.shift();
      if (event !== undefined) return event;
      await this.ask("PING"); // its reply comes after all events so far
      if (this.events.length === 0) await sleep(1000);
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function sort(server: Connection, numbers: string[]): Promise<void> {
  console.log(await server.ask(`SORT ${numbers.join(" ")}`));
}

async function quiz(server: Connection, name: string): Promise<void> {
  const typed = linesOf(Deno.stdin.readable);
  console.log(await server.ask(`QUIZ ${name}`)); // with a token, and the place in line if all seats are taken
  for (let kind = ""; kind !== "result";) {
    const event = await server.nextEvent();
    [kind] = event.split(" ");
    if (kind === "question") await answer(server, { typed, question: event.slice("question ".length) });
    else console.log(event);
  }
}

async function answer(
  server: Connection,
  { typed, question }: { typed: AsyncGenerator<string, void>; question: string },
): Promise<void> {
  while (true) {
    await Deno.stdout.write(new TextEncoder().encode(`${question} = `));
    const { value, done } = await typed.next();
    if (done) throw new Error("the answers ended before the questions did");
    await server.ask("PING");
    if (server.events.length > 0) return; // while the player was thinking, the time for this question ran out
    try {
      return console.log(await server.ask(value.trim() ? `ANSWER ${value.trim()}` : "SKIP"));
    } catch (error) {
      if (!(error instanceof Refused && ["not-an-integer", "bad-arguments"].includes(error.code))) throw error;
      console.log(error.message); // a failed request changes nothing: the question is still open
    }
  }
}

async function counter(server: Connection, id: string, { steps }: { steps: number }): Promise<void> {
  const reply = await server.ask(`COUNTER ${id}`);
  const facts = new Map(reply.split(" ").map((fact): [string, string] => [fact.split("=")[0], fact.split("=")[1]]));
  let value = integer(facts.get("value"));
  let increment = integer(facts.get("increment"));
  for (let step = 1; step <= steps; step++) {
    await sleep(STEP_MS);
    value += increment;
    console.log(await server.ask(`VALUE ${value}`));
    if (step % STEPS_PER_INCREMENT === 0) increment = integer(await server.ask(Math.random() < 0.5 ? "ODD" : "EVEN"));
  }
}

function integer(text = ""): number {
  if (!/^-?\d+$/.test(text)) throw new Error(`this is not an integer: ${text}`);
  return Number(text);
}

const [mode, ...args] = Deno.args;
const hostname = Deno.env.get("APP_HOST") ?? "127.0.0.1";
const port = Number(Deno.env.get("APP_PORT") ?? 4000);
const programs = new Map([
  ["sort", (server: Connection) => sort(server, args)],
  ["quiz", (server: Connection) => quiz(server, args.join(" "))],
  ["counter", (server: Connection) => counter(server, args[0], { steps: Number(args[1] ?? Infinity) })],
]);
const program = programs.get(mode);
if (program === undefined || args.length === 0 || (mode === "counter" && !/^\d*$/.test(args[1] ?? ""))) {
  console.error("usage: client.ts sort N... | quiz NAME | counter ID [STEPS]");
  Deno.exit(2);
}
try {
  await program(new Connection(await Deno.connect({ hostname, port })));
  Deno.exit(0);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(
    error instanceof Refused ? `The server refused: ${reason}` : `Cannot continue with ${hostname}:${port}: ${reason}`,
  );
  Deno.exit(1);
}
