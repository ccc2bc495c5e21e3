/** Opens the connections of a load, and says hello on each. */
// @ts-types="../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { messageOf } from "../protocol/message_of.ts";
import { quote } from "../protocol/quote.ts";
import { CannotBench } from "./cannot_bench.ts";
import { type Dialect, type ReplyReader, WrongProtocol } from "./dialects/dialect.ts";
import type { Target } from "./load.ts";

/** How long it may take to connect, and a reply before the load begins, in milliseconds. */
const WITHIN_MS = 10_000;
const READ_BYTES = 4096;

/** What to do about errors that many servers answer. */
const ADVICE: readonly [says: RegExp, advice: string][] = [
  [/^(ERR unauthorized|HTTP 401|HTTP 403|NOAUTH|WRONGPASS)/, "give the server's token with --token-file or --token"],
  [/^ERR too-many-connections|max number of clients/, "use fewer --clients, or raise the server's limit"],
  [/^(ERR rate-limited|HTTP 429)/, "turn off the server's limit of requests, or use a lower --rate"],
  [/^HTTP 404/, "is this the address of app serve, without /api?"],
];

/** A connection that is open and let in. */
export interface Dialed {
  readonly conn: Deno.TcpConn;
  readonly reader: ReplyReader;
}

/** @param which which connection it is, for people. @throws {CannotBench} where nobody listens, or the server refuses it */
export async function dial(target: Target, { dialect, which }: { dialect: Dialect; which: string }): Promise<Dialed> {
  const conn = await connect(target);
  try {
    const reader = dialect.reader();
    for (const request of dialect.hello(target.token)) {
      const error = await ask({ conn, reader }, { request, target, dialect });
      if (error !== null) throw new CannotBench(`${target.where} refuses ${which}: ${withAdvice(error)}`);
    }
    return { conn, reader };
  } catch (error) {
    conn.close();
    throw error;
  }
}

/** Sends one request. @returns the error that it is answered with; `null` for none */
export async function ask(
  { conn, reader }: Dialed,
  { request, target: { where }, dialect }: { request: string; target: Target; dialect: Dialect },
): Promise<string | null> {
  const replies: (string | null)[] = [];
  const exchange = async () => {
    const bytes = new TextEncoder().encode(request);
    for (let sent = 0; sent < bytes.length;) sent += await conn.write(bytes.subarray(sent));
    const buffer = new Uint8Array(READ_BYTES);
    while (replies.length === 0) {
      const length = await conn.read(buffer);
      if (length === null) throw new CannotBench(`${where} closes the connection without a reply: look at the server's log`);
      reader.take(buffer, length, (error) => replies.push(error));
    }
  };
  try {
    await deadline(exchange(), WITHIN_MS);
  } catch (error) {
    if (error instanceof CannotBench) throw error;
    if (error instanceof WrongProtocol) {
      throw new CannotBench(`${where} does not speak ${dialect.name}: it answers ${quote(error.message)}`);
    }
    if (error instanceof DOMException) throw new CannotBench(`${where} does not answer within ${WITHIN_MS / 1000} s`);
    throw new CannotBench(`${where} breaks the connection (${messageOf(error)}): look at the server's log`);
  }
  return replies[0];
}

/** An error of the server, and what to do about it if that is known. */
export function withAdvice(error: string): string {
  const advice = ADVICE.find(([says]) => says.test(error))?.[1];
  return advice === undefined ? error : `${error}; ${advice}`;
}

async function connect({ hostname, port, where }: Target): Promise<Deno.TcpConn> {
  const connecting = Deno.connect({ hostname, port });
  try {
    const conn = await deadline(connecting, WITHIN_MS);
    conn.setNoDelay(true);
    return conn;
  } catch (error) {
    connecting.then((conn) => conn.close(), () => {});
    if (error instanceof Deno.errors.ConnectionRefused) {
      throw new CannotBench(`nothing listens at ${where}: start the server, or look at its port`);
    }
    if (error instanceof DOMException) {
      throw new CannotBench(`${where} does not answer: look at the address, and whether a firewall is in between`);
    }
    const why = messageOf(error);
    if (/too many open files/i.test(why)) {
      throw new CannotBench(
        "this computer allows no more open files here: use fewer --clients, or raise the limit with ulimit -n",
      );
    }
    throw new CannotBench(`can't connect to ${where} (${why}): look at the address`);
  }
}
