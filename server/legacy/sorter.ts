/**
 * The old sorter, port 6000: a lesson in trusting what comes.
 *
 * ```text
 * client                                            server
 * \x80\x04\x95\x09\0\0\0\0\0\0\0]\x94(K\x03K\x01e.                          a pickled list: [3, 1]
 *                                                   \x80\x02](K\x01K\x03e.  the same, ascending: [1, 3]
 * …                                                                         again and again, until the client closes
 * ```
 *
 * Python's pickle can write nearly any object, and needs no frames: a pickle ends with the opcode `.`, so it does not matter how the
 * network cuts it. But reading a pickle means to run a program: it can import any function and call it, so who unpickles what a stranger
 * has sent does what the stranger wants. The server that this client was written for did so. {@linkcode readPickle} knows only the
 * opcodes that a list of integers is made of, and none that can name or call anything.
 *
 * The client takes one read of 1024 bytes for the reply: a list whose reply is longer has to be refused, by closing the connection.
 */
import { joined } from "../joined.ts";
import { type Dialogue, DialogueEnd, MAX_MESSAGE_BYTES } from "./peer.ts";
import { PickleError, readPickle, writePickle } from "./pickle.ts";

/** The client reads this many bytes at a time. */
const READ_BYTES = 1024;

export const sorter: Dialogue = async (peer) => {
  for (let unread: Uint8Array = new Uint8Array(0);;) {
    const pickle = read(unread);
    if (pickle === null) {
      unread = joined([unread, await peer.receive() ?? new Uint8Array(0)]);
      continue;
    }
    unread = unread.subarray(pickle.length);
    // It is as long as the reply, whatever the order.
    if (writePickle(pickle.integers).length > READ_BYTES) {
      throw new DialogueEnd(
        `a list of ${pickle.integers.length} integers: the client could not read more than ${READ_BYTES} bytes`,
      );
    }
    const sorted = pickle.integers.length === 0 ? "" : await peer.ask(`SORT ${pickle.integers.join(" ")}`);
    await peer.send({ bytes: writePickle(sorted.split(" ").filter(Boolean).map(Number)) });
  }
};

/** The first pickle; `null` if it has not all come. @throws {DialogueEnd} */
function read(bytes: Uint8Array): ReturnType<typeof readPickle> {
  try {
    const pickle = readPickle(bytes);
    if (pickle !== null || bytes.length < MAX_MESSAGE_BYTES) return pickle;
  } catch (error) {
    throw error instanceof PickleError ? new DialogueEnd(error.message) : error;
  }
  throw new DialogueEnd(`a pickle can have at most ${MAX_MESSAGE_BYTES} bytes: no list that can be answered needs more`);
}
