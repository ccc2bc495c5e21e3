/**
 * The old quiz, port 5000: a lesson in what a read is.
 *
 * The client takes one read, `recv(1024)`, for one message. But TCP carries a stream of bytes: a read gives what has come by then, which
 * may be a part of a message, or several. So whether this works is a matter of timing:
 *
 * ```text
 * client             server
 * yes                                                         the word typed at "ready?"
 * Ada                                                         may come in the same read: yesAda
 *                     ` -> 7+5  `                             three seconds later; two blanks at the end
 * 12
 *                     `⭐ Correct answer ⭐`, ` -> 3*3  `      two messages at once
 * …                                                           ten questions
 *                     `Wrong answer👎`, `7.5`, `You did great!`
 * ```
 *
 * If verdict and question come in one read, the client takes both for the verdict, and waits for a question that it has already. The
 * server waits for the answer to it. That happened in half of the games with the server that this client was written for.
 *
 * What can be done without changing the client: it reads 1024 bytes at most. So a verdict gets NUL bytes behind it, 1024 together, which
 * a terminal does not show. Then a read ends where the verdict does, whatever has come behind it. The marks get the same; a question and
 * the last message get nothing, since nothing is sent behind them.
 *
 * The other direction can't be cured that way. Where an answer ends, only silence tells: see {@linkcode QUIET_MS}. With frames, as in
 * the line protocol, where each message ends with a newline, none of this is needed.
 */
import { charactersOf } from "../../protocol/characters.ts";
import { integer, type TextOf } from "../../protocol/facts.ts";
import { checkName } from "../../protocol/player_name.ts";
import { JUDGED, QUIZ_EVENT } from "../../protocol/quiz_text.ts";
import { RequestError } from "../../protocol/request_error.ts";
import { type Dialogue, type Message, message, type Peer, QUIET_MS, text } from "./peer.ts";

/** The client reads this many bytes at a time. */
const READ_BYTES = 1024;
/** For so long the client sleeps when it has sent its name, in milliseconds; the time of its game begins after that. */
const SLEEP_MS = 3000;
const NOT_READY = "I hope you make a wise choice next time!";
const VERDICTS = { correct: padded("⭐ Correct answer ⭐"), wrong: padded("Wrong answer👎") };
/** An answer that no question has. */
const WRONG = 1_000_000;
/** Who has sent no name that can be used. */
const NAMELESS = "Player";
const MAX_NAME_CHARACTERS = 40;

export const quiz: Dialogue = async (peer) => {
  const name = await nameOfPlayer(peer);
  if (name === null) return await peer.send(text(NOT_READY));
  await peer.ask(`QUIZ ${name}`);
  let next = await nextStep(peer);
  let verdict: Message[] = [];
  while (next.type === "question") {
    // In one write, so that a client that reads late gets the same as one that reads soon.
    await peer.send(...verdict, text(` -> ${next.question.replaceAll(" ", "")}  `));
    verdict = [await judged(peer, await message(peer))];
    next = await nextStep(peer);
  }
  await peer.send(...verdict, padded(marksInPython(next)), text(next.message));
};

/** The name of who is ready to play; `null` for who is not. */
async function nameOfPlayer(peer: Peer): Promise<string | null> {
  const first = await readyWord(peer);
  const [yes = ""] = latin1(first).match(/^\s*yes/i) ?? [];
  if (!isYes(first) && yes === "") return null;
  const beginning = isYes(first) ? null : first.subarray(yes.length);
  // The client sleeps now, so whatever comes before it wakes up belongs to the name.
  return cleanName(new TextDecoder().decode(await message(peer, { quietMs: SLEEP_MS, beginning })));
}

/** What was typed at "ready?", maybe with the name behind it. */
async function readyWord(peer: Peer): Promise<Uint8Array> {
  let word = await peer.receive() ?? new Uint8Array(0);
  // The beginning of a yes may have been torn off.
  while (/^\s*(ye)?$/i.test(latin1(word))) {
    const more = await peer.receive(QUIET_MS);
    if (more === null) break;
    word = Uint8Array.of(...word, ...more);
  }
  return word;
}

function isYes(bytes: Uint8Array): boolean {
  return /^(y|yess?)$/i.test(latin1(bytes).trim());
}

/** A name that the server takes, as close to what was sent as can be. */
function cleanName(sent: string): string {
  const visible = sent.replace(/[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, " ");
  const name = charactersOf(visible.replace(/\s+/g, " ").trim()).slice(0, MAX_NAME_CHARACTERS).join("").trim();
  try {
    return checkName(name);
  } catch (error) {
    if (error instanceof RequestError) return NAMELESS;
    throw error;
  }
}

/** Has an answer judged. What is no integer is wrong. */
async function judged(peer: Peer, answer: Uint8Array): Promise<Message> {
  const value = integer.parse(latin1(answer).trim().replace(/^\+/, "")) ?? WRONG;
  const reply = JUDGED.parse(await peer.ask(`ANSWER ${value}`));
  return reply?.verdict === "correct" ? VERDICTS.correct : VERDICTS.wrong;
}

type Step = TextOf<typeof QUIZ_EVENT> & { readonly type: "question" | "result" };

/** The next question, or how the game ended. Who waits in line hears nothing until then. */
async function nextStep(peer: Peer): Promise<Step> {
  for (;;) {
    const event = QUIZ_EVENT.parse(await peer.event());
    if (event?.type === "question" || event?.type === "result") return event;
  }
}

/** Marks are an integer in Python until a wrong answer has taken a quarter off; from then on they are a float. */
function marksInPython({ marks, wrong }: Step & { readonly type: "result" }): string {
  return wrong > 0 && Number.isInteger(marks) ? `${marks}.0` : String(marks);
}

/** A text, and as many NUL bytes as make it fill a read of the client's. */
function padded(written: string): Message {
  const { bytes } = text(written);
  return { bytes, padding: READ_BYTES - bytes.length };
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
