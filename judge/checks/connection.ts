/** Level 1: what every server answers, whatever it is for. */
import type { Check } from "../check.ts";

const FACTS = /^OK( [a-z_]+=\S*)+$/;

export const CONNECTION_CHECKS: readonly Check[] = [
  {
    name: "hello.greeting",
    level: 1,
    title: "the first line is # app/1 ready",
    because: "On connect, the server sends # app/1 ready, type HELP, so that people see what they have reached.",
    section: "Messages",
    hint: "Send the line as soon as you have accepted the connection, before you read anything.",
    async run(bench) {
      const client = await bench.connectOnly();
      const wanted = { text: "# app/1 ready …", test: (line: string) => line.startsWith("# app/1 ready") };
      const line = await client.line(wanted);
      if (!wanted.test(line)) throw client.failure(wanted, JSON.stringify(line));
    },
  },
  {
    name: "hello.ping",
    level: 1,
    title: "PING is answered with OK, and PING text with OK text",
    because: "Each request gets exactly one reply: OK, or ERR with a code and a message.",
    section: "Every connection",
    hint: "Read up to a newline, look at the first word, and write one line that ends with a newline.",
    async run(bench) {
      const client = await bench.connect();
      await client.answers("PING", "OK");
      await client.answers("PING one two", "OK one two");
      if (!await client.isQuiet(100)) throw client.failure("one reply to each request", "more lines than requests");
    },
  },
  {
    name: "hello.echo",
    level: 1,
    title: "ECHO text is answered with OK text",
    because: "ECHO text gets OK text: what is behind the verb, as it is.",
    section: "Every connection",
    hint: "Do not lower the case of the text, nor join its words anew: only the verb is case-insensitive.",
    async run(bench) {
      const client = await bench.connect();
      await client.answers("ECHO hello", "OK hello");
      await client.answers("ECHO Two  spaces, = # * and Case", "OK Two  spaces, = # * and Case");
    },
  },
  {
    name: "hello.case",
    level: 1,
    title: "verbs can be written in any case",
    because: "Verbs are case-insensitive: people type the protocol.",
    section: "Messages",
    hint: "Compare the verb in upper case; leave the arguments as they are.",
    async run(bench) {
      const client = await bench.connect();
      await client.answers("ping", "OK");
      await client.answers("Echo Mixed Case", "OK Mixed Case");
    },
  },
  {
    name: "hello.quit",
    level: 1,
    title: "QUIT is answered with OK bye, and the connection is closed",
    because: "After QUIT, the server replies OK bye, closes the connection and ignores what was sent next.",
    section: "Every connection",
    hint: "Write the reply first; then close the socket, and leave the loop that reads.",
    async run(bench) {
      const client = await bench.connect();
      await client.answers("QUIT", "OK bye");
      await client.isClosed();
    },
  },
  {
    name: "hello.help",
    level: 1,
    title: "HELP is answered with OK and # lines",
    because: "HELP gets OK, and then # lines that explain the protocol.",
    section: "Every connection",
    hint: "The reply comes first, the # lines follow; a # in front tells programs to skip a line.",
    optional: "HELP",
    async run(bench) {
      const client = await bench.connect();
      await client.answers("HELP", { text: "OK", test: (reply) => /^OK( |$)/.test(reply) });
      const wanted = { text: "a line that begins with #", test: (line: string) => line.startsWith("#") };
      const line = await client.line(wanted);
      if (!wanted.test(line)) throw client.failure(wanted, line);
    },
  },
  {
    name: "hello.info",
    level: 1,
    title: "INFO is answered with facts",
    because: "INFO gets OK and key=value pairs, such as version=1.0 uptime_s=12 connections=3.",
    section: "Every connection",
    hint: "Separate the pairs with one space, and put no space around the equals sign.",
    optional: "INFO",
    async run(bench) {
      const client = await bench.connect();
      await client.answers("INFO", { text: "OK version=… uptime_s=… …", test: (reply) => FACTS.test(reply) });
    },
  },
];
