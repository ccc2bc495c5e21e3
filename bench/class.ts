/**
 * How soon a class gets its questions: `deno run --allow-all bench/class.ts [APP]` starts the executable on one processor with a data
 * folder, and has a class play a live game from the other: half over TCP, half over WebSockets. It prints how long it took from the
 * host's `NEXT` to each player's question.
 */
import { RawClient } from "../tests/support/raw_client.ts";
import { LinePlayer, overTcp, overWebSocket } from "../tests/support/classroom.ts";
import { seededRandom } from "../server/seeded_random.ts";
import { APP, withApp } from "./running_app.ts";

const PLAYERS = 200;
const QUESTIONS = 20;
const LOOK_MS = 5;
const hostname = "127.0.0.1";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await pause(LOOK_MS);
}

/** The value below which such a share of them lies. */
function quantile(sorted: readonly number[], share: number): number {
  return Number(sorted[Math.ceil(share * sorted.length) - 1].toFixed(1));
}

const [executable = APP] = Deno.args;
await withApp({ executable }, async ({ tcpPort, httpPort }) => {
  const host = await RawClient.connect({ transport: "tcp", hostname, port: tcpPort });
  const [, pin = ""] = (await host.ask("ROOM network")).match(/room=(\d+)/) ?? [];
  const players = Array.from({ length: PLAYERS }, (_, i) => {
    const connect = () => i % 2 ? overTcp({ hostname, port: tcpPort }) : overWebSocket({ hostname, port: httpPort });
    return new LinePlayer(`Player ${i + 1}`, { connect, random: seededRandom(i + 1) });
  });
  for (const player of players) await player.join(pin);
  const playing = players.map((player) => player.play());
  const waits: number[] = [];
  for (let number = 1; number <= QUESTIONS; number++) {
    const sentAt = performance.now();
    await host.send("NEXT\n");
    await until(() => players.every((player) => player.isThrough(number)));
    for (const { askedAt } of players) waits.push(askedAt - sentAt);
    // The answer, and the standings.
    await host.send("NEXT\nNEXT\n");
    await pause(100);
  }
  await Promise.all(playing);
  host[Symbol.dispose]();
  for (const player of players) player.close();
  const wrong = players.filter(({ marks, ending }) => ending?.marks !== marks).length;
  waits.sort((a, b) => a - b);
  const [p50, p99, max] = [0.5, 0.99, 1].map((share) => quantile(waits, share));
  const result = { players: PLAYERS, questions: QUESTIONS, p50_ms: p50, p99_ms: p99, max_ms: max, wrong_totals: wrong };
  Deno.stdout.writeSync(new TextEncoder().encode(`${JSON.stringify(result)}\n`));
});
