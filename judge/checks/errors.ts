/** Level 3: what a server says of requests that it can't do. */
import type { Check } from "../check.ts";

/** The longest line that the judge sends, and the pieces in which it does, in bytes. */
const ENDLESS = 4 * 1024 * 1024;
const PIECE = 64 * 1024;

export const ERROR_CHECKS: readonly Check[] = [
  {
    name: "errors.unknown",
    level: 3,
    title: "an unknown verb gets ERR unknown-command, and a message",
    because: "A request that failed gets ERR, a code for programs, and a message that says what is wrong and what to send.",
    section: "Error codes",
    hint: "Answer every line that is not empty; one without a reply leaves the client waiting.",
    async run(bench) {
      const client = await bench.connect();
      await client.refuses("FROBNICATE 1 2", "unknown-command");
      await client.refuses("PINGPONG", "unknown-command");
      await client.refuses("ÄCHO x", "unknown-command");
    },
  },
  {
    name: "errors.stays_open",
    level: 3,
    title: "after an error the connection stays open, in step",
    because: "A failed request leaves the connection open, and gets one reply like any other.",
    section: "Requests and replies",
    hint: "Catch what goes wrong with one request around that request, not around the loop that reads.",
    async run(bench) {
      const client = await bench.connect();
      await client.send("ECHO a\nNOPE\nECHO b\nNOPE 1\nECHO c\n");
      await client.gets("OK a");
      await client.getsError("unknown-command");
      await client.gets("OK b");
      await client.getsError("unknown-command");
      await client.gets("OK c");
    },
  },
  {
    name: "errors.missing_argument",
    level: 3,
    title: "ECHO without a text gets ERR bad-arguments",
    because:
      "The code for too few or too many arguments is bad-arguments; programs go by codes, and the list of them is closed.",
    section: "Error codes",
    hint: "Write the code as one word in lower case, with hyphens, right behind ERR; the message follows it.",
    async run(bench) {
      const client = await bench.connect();
      await client.refuses("ECHO", "bad-arguments");
    },
  },
  {
    name: "errors.not_utf8",
    level: 3,
    title: "a line that is not UTF-8 gets ERR not-utf8, and the connection is closed",
    because: "Text is UTF-8. After a line that is not, the server says so and closes the connection.",
    section: "Error codes",
    hint: "Decode strictly, and only whole lines; a decoder that puts in � hides what went wrong.",
    async run(bench) {
      const client = await bench.connect();
      await client.refuses(new Uint8Array([...new TextEncoder().encode("ECHO "), 0xff, 0xfe, 0x0a]), "not-utf8");
      await client.isClosed();
    },
  },
  {
    name: "errors.too_long",
    level: 3,
    title: "a line without an end is refused before it fills the memory",
    because: "A line longer than the server's limit gets ERR line-too-long, and the connection is closed.",
    section: "Error codes",
    hint: "Look at the length of the buffer after each read, also while it has no newline.",
    async run(bench) {
      const client = await bench.connect();
      client.says(`up to ${ENDLESS / 1024 / 1024} MiB without a newline`);
      const piece = new Uint8Array(PIECE).fill(0x78);
      let sent = 0;
      while (sent < ENDLESS && client.isOpen && !await client.hasReply(1)) {
        if (!await client.offer(piece)) break;
        sent += PIECE;
      }
      // A server that closes with bytes unread resets the connection, and its last line may be lost with it.
      try {
        await client.getsError("line-too-long");
      } catch (error) {
        if (!client.wasReset) throw error;
      }
      await (await bench.connect()).answers("PING after", "OK after");
    },
  },
  {
    name: "errors.after_quit",
    level: 3,
    title: "what comes behind QUIT is ignored",
    because: "After QUIT, the server closes the connection and ignores what was sent next.",
    section: "Every connection",
    hint: "Stop taking lines out of the buffer at QUIT.",
    async run(bench) {
      const client = await bench.connect();
      await client.send("ECHO before\nQUIT\nECHO behind\n");
      await client.gets("OK before");
      await client.gets("OK bye");
      await client.isClosed();
    },
  },
];
