/** Cuts servers and NATS nodes off from the others, and writes down what was wrong. For a process in a network of its own. */
// @ts-types="../../std/delay.d.ts"
import { delay } from "@std/async/delay";
import { type Fault, FaultRounds } from "./cluster_faults.ts";
import { Partition } from "./partition.ts";
import { seededRandom } from "../../server/seeded_random.ts";

/** A change is tried for 12 s; then others are refused at once. */
const FIRST_MS = 14_000;
const AT_ONCE_MS = 1500;

const problems: string[] = [];

function expect(holds: boolean, what: string): void {
  if (!holds) problems.push(what);
}

/** A server is cut off, and is asked by somebody who is cut off with it. */
async function expectRefusals(partition: Partition, i: number): Promise<void> {
  const first = await partition.askInside(i, "POST");
  expect([503, 504].includes(first.status) && first.ms < FIRST_MS, `first, a cut off server answers ${JSON.stringify(first)}`);
  await delay(200);
  for (const method of ["POST", "GET"] as const) {
    const later = await partition.askInside(i, method);
    expect(
      later.status === 503 && later.ms < AT_ONCE_MS,
      `later, a cut off server answers ${method} with ${JSON.stringify(later)}`,
    );
  }
}

const CUTS: readonly Fault<Partition>[] = [
  {
    // Not the leader: in NATS 2.9, it would keep messages that no other node has.
    name: "a NATS node is cut off",
    async strike(partition) {
      const node = await partition.follower();
      await node.setCut(true);
      await delay(10_000);
      await node.setCut(false);
    },
  },
  {
    name: "a server is cut off",
    async strike(partition) {
      await partition.hosts[0].setCut(true);
      await expectRefusals(partition, 0);
      await partition.hosts[0].setCut(false);
    },
  },
  {
    name: "a server and a NATS node are cut off together",
    async strike(partition) {
      const cut = [partition.hosts[1], await partition.follower()];
      await Promise.all(cut.map((host) => host.setCut(true)));
      await expectRefusals(partition, 1);
      await Promise.all(cut.map((host) => host.setCut(false)));
    },
  },
];

const [folder] = Deno.args;
const partition = await Partition.start(folder);
const rounds = new FaultRounds(partition, seededRandom(3));
const print = (line: string) => Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
for (const cut of CUTS) {
  const { fault, isExplained, isSame, history, ...figures } = await rounds.run(cut);
  print(JSON.stringify({ fault, isExplained, isSame, requests: history.length, ...figures }));
  expect(isExplained, `what clients saw while ${fault} can't be explained`);
  expect(isSame, `servers differ after ${fault}`);
}
for (const problem of problems) print(`PROBLEM: ${problem}`);
// All other processes end with this one.
Deno.exit(problems.length === 0 ? 0 : 1);
