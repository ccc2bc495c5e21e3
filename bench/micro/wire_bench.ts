/** The framer and the request parser: one iteration is one buffer of lines, whose bytes the group tells. */
import { CommandTable } from "../../protocol/command.ts";
import { LineFramer } from "../../protocol/line_framer.ts";
import { Request } from "../../protocol/request.ts";
import { CONNECTION_COMMANDS, CONNECTION_TITLE } from "../../server/line/connection_commands.ts";
import { SECTIONS } from "../../server/services/mod.ts";
import { LINES } from "./lines.ts";

const BUFFER_BYTES = 65_536;
const MAX_LINE_BYTES = 1_048_576;

const request = new Request(
  new CommandTable([
    { title: CONNECTION_TITLE, commands: CONNECTION_COMMANDS },
    ...SECTIONS,
  ]),
);

for (const [name, line] of Object.entries(LINES)) {
  const bytes = new TextEncoder().encode(line.repeat(Math.ceil(BUFFER_BYTES / line.length)).slice(0, BUFFER_BYTES));
  const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1);
  const starts: number[] = [];
  for (let at = 0; at < whole.length; at = whole.indexOf(0x0a, at) + 1) starts.push(at);

  const framer = new LineFramer({ maxLineBytes: MAX_LINE_BYTES });
  Deno.bench({ name, group: `framer; ${whole.length} bytes`, fn: () => frame(framer, whole) });

  Deno.bench({
    name,
    group: `request; ${whole.length} bytes`,
    fn() {
      for (let i = 0; i < starts.length; i++) request.parse(whole, starts[i], (starts[i + 1] ?? whole.length) - 1);
    },
  });

  Deno.bench({
    name,
    group: `framer and request; ${whole.length} bytes`,
    fn: () => frame(framer, whole, request),
  });
}

/** Puts the bytes into the framer as reads from a socket do, and takes the lines out. */
function frame(framer: LineFramer, bytes: Uint8Array, request?: Request): void {
  for (let at = 0; at < bytes.length;) {
    const space = framer.space();
    const length = Math.min(space.length, bytes.length - at);
    space.set(bytes.subarray(at, at + length));
    framer.filled(length);
    at += length;
    while (framer.next() === "line") request?.parse(framer.bytes, framer.start, framer.end);
  }
}
