/** Level 2: where a line begins and ends, however its bytes arrive. */
import type { Check } from "../check.ts";

/** Long enough for a piece to arrive alone, in milliseconds. */
const GAP_MS = 30;
/** The length of a line that every server should take, in characters. */
const LONG = 8000;

export const FRAMING_CHECKS: readonly Check[] = [
  {
    name: "framing.split",
    level: 2,
    title: "a request that arrives in pieces is one request",
    because: "One line is one message, and TCP carries bytes, not messages: a line may arrive in any number of pieces.",
    section: "Messages",
    hint: "A read is not a message. Append what you read to a buffer, and take lines out of it while it has a newline.",
    async run(bench) {
      const client = await bench.connect();
      for (const piece of ["EC", "HO spl"]) {
        await client.send(piece);
        await bench.pause(GAP_MS);
      }
      await client.send("it\n");
      await client.gets("OK split");
      for (const byte of "ECHO byte") {
        await client.send(byte);
        await bench.pause(2);
      }
      await client.send("\n");
      await client.gets("OK byte");
    },
  },
  {
    name: "framing.merged",
    level: 2,
    title: "requests that arrive together are answered one by one",
    because: "Requests can be pipelined: each gets exactly one reply, in their order.",
    section: "Requests and replies",
    hint: "After a line, look whether the buffer holds another one before you read again.",
    async run(bench) {
      const client = await bench.connect();
      await client.send("ECHO a\nECHO b\nECHO c\n");
      for (const text of ["a", "b", "c"]) await client.gets(`OK ${text}`);
      // The end of one line and the beginning of the next in one piece.
      await client.send("ECHO d\nECHO ");
      await client.gets("OK d");
      await client.send("e\n");
      await client.gets("OK e");
    },
  },
  {
    name: "framing.crlf",
    level: 2,
    title: "a line may end with \\r\\n",
    because: "A line ends with \\n or \\r\\n: telnet and many libraries send \\r\\n.",
    section: "Messages",
    hint: "When you have found the newline, drop one \\r before it; it may have come in the piece before.",
    async run(bench) {
      const client = await bench.connect();
      await client.send("PING\r\n");
      await client.gets("OK");
      await client.send("ECHO [end]\r\n");
      await client.gets("OK [end]");
      await client.send("ECHO split\r");
      await bench.pause(GAP_MS);
      await client.send("\nPING after\r\n");
      await client.gets("OK split");
      await client.gets("OK after");
      // If the \r is kept, one of these has two, and is another text.
      await client.send("ECHO\tx\r\r\n");
      await client.gets({ text: "OK x, without \\r", test: (reply) => reply === "OK x" });
    },
  },
  {
    name: "framing.empty",
    level: 2,
    title: "empty lines are ignored",
    because: "Empty lines are ignored: they get no reply.",
    section: "Messages",
    hint: "Go on to the next line if nothing is left of this one without its line ending.",
    async run(bench) {
      const client = await bench.connect();
      await client.send("\n\r\n\nECHO first\n\n\nECHO second\n");
      await client.gets("OK first");
      await client.gets("OK second");
    },
  },
  {
    name: "framing.spaces",
    level: 2,
    title: "words can be separated by several spaces or tabs",
    because: "A request is a verb and its arguments, separated by spaces or tabs.",
    section: "Messages",
    hint: "Split at runs of spaces and tabs, not at each single space.",
    async run(bench) {
      const client = await bench.connect();
      await client.answers("  PING \t x", "OK x");
      await client.answers("ECHO\ttab", "OK tab");
    },
  },
  {
    name: "framing.long",
    level: 2,
    title: `a line of ${LONG} characters is one request`,
    because: "A line may be longer than what one read returns.",
    section: "Messages",
    hint: "Let the buffer grow up to a limit of your own, such as 64 KiB, instead of reading into a fixed one once.",
    async run(bench) {
      const client = await bench.connect();
      const text = `${"0123456789".repeat(LONG / 10)}end`;
      await client.answers(`ECHO ${text}`, { text: "OK and the same characters", test: (reply) => reply === `OK ${text}` });
      await client.answers("PING still", "OK still");
    },
  },
  {
    name: "framing.utf8",
    level: 2,
    title: "a character of several bytes may arrive in pieces",
    because: "Text is UTF-8, and a piece can end in the middle of a character.",
    section: "Messages",
    hint: "Cut the bytes into lines first, and decode each whole line; or use a decoder that keeps what is unfinished.",
    async run(bench) {
      const client = await bench.connect();
      const bytes = new TextEncoder().encode("ECHO zwölf 👍\n");
      for (const [start, end] of [[0, 8], [8, 14], [14, bytes.length]]) {
        await client.send(bytes.subarray(start, end));
        await bench.pause(GAP_MS);
      }
      await client.gets("OK zwölf 👍");
    },
  },
  {
    name: "framing.half_close",
    level: 2,
    title: "a client that has closed its sending side still gets its replies",
    because:
      "When the client closes its sending side, the server answers every request that it received, and then closes its own.",
    section: "Requests and replies",
    hint: "A read of 0 bytes means that no more requests come. Finish the replies first, and then close.",
    async run(bench) {
      const client = await bench.connect();
      await client.send("ECHO first\nECHO last\n");
      await client.end();
      await client.gets("OK first");
      await client.gets("OK last");
      await client.isClosed();
    },
  },
  {
    name: "framing.unfinished",
    level: 2,
    title: "bytes after the last newline are not a request",
    because: "Bytes after the last newline are not a request: the client may have died in the middle of it.",
    section: "Requests and replies",
    hint: "At the end of the stream, drop what is left in the buffer. REMOVE 12 could be the beginning of REMOVE 123.",
    async run(bench) {
      const client = await bench.connect();
      await client.send("ECHO whole\nECHO half");
      await client.end();
      await client.gets("OK whole");
      await client.isClosed();
    },
  },
];
