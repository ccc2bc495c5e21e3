/**
 * The old counter, port 2004: a lesson in separators that are not everywhere.
 *
 * ```text
 * client             server
 * 42                                 the ID of the counter: where it ends, nothing tells
 *                     17             the last value, in decimal
 * `18 `                              a value each half second, with a blank behind it
 * `19 odd `                          now and then a request for a new increment
 *                     57
 * `76 `
 * ```
 *
 * What the client sends after its ID is framed, after a fashion: each message ends with a blank, so it does not matter how the network
 * cuts the bytes. What it is sent is not framed: two replies that come in one read, `57` and `12`, are the number 5712. That goes well
 * only since the client asks seldom. And since the ID is not framed either, the first read has to be it.
 *
 * There is no way to say that something is wrong, so an ID that is in use, or is none, is answered by closing the connection.
 */
import { COUNTER_TAKEN, MAX_COUNTER_ID } from "../../protocol/counter_text.ts";
import { integer } from "../../protocol/facts.ts";
import { quote } from "../../protocol/quote.ts";
import { type Dialogue, DialogueEnd, MAX_MESSAGE_BYTES, type Peer, QUIET_MS, text } from "./peer.ts";

export const counter: Dialogue = async (peer) => {
  const [id, behind] = await idOf(peer);
  const taken = COUNTER_TAKEN.parse(await peer.ask(`COUNTER ${id}`));
  await peer.send(text(String(taken?.value ?? 0)));
  for (let unfinished = behind;;) {
    const messages = unfinished.split(" ");
    unfinished = messages.pop() ?? "";
    for (const message of messages) await take(peer, message.trim());
    if (unfinished.length > MAX_MESSAGE_BYTES) {
      throw new DialogueEnd(`no blank came in ${unfinished.length} bytes: each value, odd and even must end with one`);
    }
    unfinished += await received(peer) ?? "";
  }
};

/** The ID, and what came behind it. Nothing should: the client waits for the value. */
async function idOf(peer: Peer): Promise<[id: number, behind: string]> {
  let id = "";
  for (let piece = await received(peer); piece !== null; piece = await received(peer, QUIET_MS)) {
    const blank = piece.indexOf(" ");
    // Messages with a blank come after the ID, so what came before is all of it.
    if (id !== "" && blank >= 0) return [checkedId(id), piece];
    if (blank >= 0) return [checkedId(piece.slice(0, blank)), piece.slice(blank + 1)];
    id += piece;
    if (id.length > MAX_MESSAGE_BYTES) break;
  }
  return [checkedId(id), ""];
}

/** @throws {DialogueEnd} */
function checkedId(text: string): number {
  const id = /^\d{1,5}$/.test(text.trim()) ? Number(text) : Infinity;
  if (id <= MAX_COUNTER_ID) return id;
  throw new DialogueEnd(`${quote(text)} is no ID of a counter: it must be an integer from 0 to ${MAX_COUNTER_ID}`);
}

/** Does what a message says. What says nothing is passed over: the client expects no answer to it. */
async function take(peer: Peer, message: string): Promise<void> {
  if (/^(odd|even)$/i.test(message)) await peer.send(text(await peer.ask(message.toUpperCase())));
  else if (integer.parse(message) !== null) await peer.ask(`VALUE ${message}`);
}

async function received(peer: Peer, within?: number): Promise<string | null> {
  const piece = await peer.receive(within);
  return piece && String.fromCharCode(...piece);
}
