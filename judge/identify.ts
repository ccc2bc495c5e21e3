/** Tells what listens at an address, so that nobody judges a web server by the rules of lines. */
// @ts-types="../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { messageOf } from "../protocol/message_of.ts";
import type { Subject } from "./bench.ts";
import { CannotJudge } from "./cannot_judge.ts";
import { Failure } from "./failure.ts";
import { LineClient } from "./line_client.ts";

/** How long a server may keep silent before it is asked in another way, in milliseconds. */
const SILENCE_MS = 2000;

/** What a server says that speaks something else, and what it is then. */
const OTHERS: readonly [says: RegExp, is: string][] = [
  [/^(\+PONG|-ERR |-NOAUTH |-DENIED )/, "a Redis server"],
  [/^(HTTP\/\d|<!doctype html|<html)/i, "a web server; give the port for lines, not the one for HTTP"],
  // deno-lint-ignore no-control-regex -- an alert of TLS begins with these bytes
  [/^(\x15\x03|ERR tls-required )/, "a port for TLS; give one without"],
  [/^SSH-/, "an SSH server"],
  [/^(220[ -]|\* OK .*IMAP|\+OK )/, "a mail or FTP server"],
  [/^ERROR\r?\n/, "a memcached server"],
];

/** @throws {CannotJudge} where nothing answers, or something that is known to speak another protocol */
export async function identify(subject: Subject, where: string): Promise<void> {
  // What greets, or answers a request, is told by that; what does neither may wait for HTTP, or for TLS.
  const said = await first(subject, where, "PING\r\n") || await first(subject, where, "GET / HTTP/1.0\r\n\r\n");
  const other = OTHERS.find(([says]) => says.test(said));
  if (other) throw new CannotJudge(`${where} does not speak app/1: it is ${other[1]}`);
  if (said === "" && await speaksTls(subject)) {
    throw new CannotJudge(`${where} does not speak app/1: it is a port for TLS; give one without`);
  }
}

/** What a server says first, when it is sent this. */
async function first(subject: Subject, where: string, request: string): Promise<string> {
  using client = await connect(subject, where);
  await client.offer(request, SILENCE_MS);
  try {
    for (;;) {
      const line = await client.line("a line", SILENCE_MS);
      if (!line.startsWith("# ")) return `${line}\n`;
    }
  } catch (error) {
    if (error instanceof Failure) return client.unfinished;
    throw error;
  }
}

async function connect(subject: Subject, where: string): Promise<LineClient> {
  try {
    return await LineClient.connect(subject, subject);
  } catch (error) {
    if (error instanceof Deno.errors.ConnectionRefused) {
      throw new CannotJudge(`nothing listens at ${where}: start the server, or look at its port`);
    }
    if (error instanceof DOMException) {
      throw new CannotJudge(`${where} does not answer: look at the address, and whether a firewall is in between`);
    }
    throw new CannotJudge(`can't connect to ${where} (${messageOf(error)}): look at the address`);
  }
}

/** Whether a server shakes hands over TLS; that its certificate is not trusted says so, too. */
async function speaksTls({ hostname, port }: Subject): Promise<boolean> {
  let tls: Deno.TlsConn | null = null;
  try {
    tls = await Deno.startTls(await Deno.connect({ hostname, port }), { hostname });
    await deadline(tls.handshake(), SILENCE_MS);
    return true;
  } catch (error) {
    return /certificate|alert/i.test(messageOf(error));
  } finally {
    tls?.close();
  }
}
