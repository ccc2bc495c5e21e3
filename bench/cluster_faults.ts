/**
 * Breaks servers that share a state, and the NATS nodes that keep it, again and again, while clients use them; prints what the clients
 * saw as a table in Markdown. `deno run --allow-all bench/cluster_faults.ts [rounds] [seed] [paused]`, with dist/app built. With `paused`,
 * the leader of the NATS nodes is paused as well, which NATS 2.9 does not survive.
 */
import { FaultRounds, FAULTS, PAUSED_LEADER } from "../tests/support/cluster_faults.ts";
import { withFolder } from "../tests/support/folder.ts";
import { seededRandom } from "../server/seeded_random.ts";
import { ServerGroup } from "../tests/support/server_group.ts";

const COLUMNS = [
  "round",
  "what broke",
  "explained",
  "servers agree",
  "requests",
  "refused",
  "unknown",
  "longest pause, s",
  "longest wait, s",
  "recovery, s",
];

const [rounds = 50, seed = 1] = Deno.args.slice(0, 2).map(Number);
const faults = Deno.args[2] === "paused" ? [...FAULTS, PAUSED_LEADER] : FAULTS;
const print = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
const seconds = (ms: number) => (ms / 1000).toFixed(1);
const yes = (is: boolean) => is ? "yes" : "**no**";

await withFolder(async (folder) => {
  const random = seededRandom(seed);
  await using group = await ServerGroup.start(folder);
  const running = new FaultRounds(group, random);
  print(`| ${COLUMNS.join(" | ")} |\n|${"---|".repeat(COLUMNS.length)}`);
  for (let i = 0; i < rounds; i++) {
    const round = await running.run(faults[i % faults.length]);
    const { fault, isExplained, isSame, history, refused, unknown, longestPause, longestWait, recovery } = round;
    const times = [longestPause, longestWait, recovery].map(seconds);
    print(`| ${[i + 1, fault, yes(isExplained), yes(isSame), history.length, refused, unknown, ...times].join(" | ")} |`);
    if (isExplained && isSame) continue;
    const path = Deno.makeTempFileSync({ prefix: "history-", suffix: ".json" });
    Deno.writeTextFileSync(path, JSON.stringify(round));
    print(`\nRound ${i + 1} can't be explained; its history is in ${path}`);
    Deno.exitCode = 1;
    break;
  }
  await Deno.stderr.write(new TextEncoder().encode(group.errors));
});
