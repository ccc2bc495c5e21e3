/** Lines through connection, dispatcher and reply, with a channel in memory: an iteration sends so many lines and waits for all replies. */
import { lineOptions, MemoryChannel } from "./line_server.ts";
import { LINES } from "./lines.ts";

const IN_FLIGHT = [1, 16, 1000];
/** How many values the array may come to before it is emptied. */
const MAX_VALUES = 1_000_000;
const CLEAR = new TextEncoder().encode("CLEAR\n");

for (const [name, line] of Object.entries(LINES)) {
  const valuesPerLine = line.split(" ").length - 1;
  if (valuesPerLine > 100) continue;
  for (const lines of IN_FLIGHT) {
    const bytes = new TextEncoder().encode(line.repeat(lines));
    let channel: MemoryChannel | null = null;
    let values = 0;
    Deno.bench({
      name,
      group: `line; ${lines} per iteration`,
      warmup: 1000,
      async fn(b) {
        channel ??= await connected();
        values += valuesPerLine * lines;
        if (values > MAX_VALUES) {
          values = 0;
          await channel.ask(CLEAR, 1);
        }
        b.start();
        await channel.ask(bytes, lines);
        b.end();
      },
    });
  }
}

/** A connection whose banner has come. */
async function connected(): Promise<MemoryChannel> {
  const channel = MemoryChannel.connect(lineOptions());
  await channel.ask(new TextEncoder().encode("PING\n"), 1);
  return channel;
}
