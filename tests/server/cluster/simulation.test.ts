import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { ClusterSimulation } from "../../support/cluster_simulation.ts";
import { isLinearizable } from "../../../judge/linearizability.ts";

/** How many worlds there are, and how long each is looked at, in milliseconds of its own. */
const SEEDS = 8;
const MS = 60_000;

for (let seed = 1; seed <= SEEDS; seed++) {
  Deno.test(`simulated, seed ${seed}: servers are killed and paused, messages get lost, late and double; all see one state`, async () => {
    const simulation = new ClusterSimulation(seed);
    await simulation.run(MS);
    const { servers, history, story, failures } = simulation;
    ok(story.length > 0 && history.some(({ result }) => result !== null), story.join("\n"));
    ok(isLinearizable(history), story.join("\n"));
    for (const { state } of servers) strictEqual(state.hash(), servers[0].state.hash());
    for (const { errors } of servers) deepStrictEqual(errors, []);
    for (const failure of failures) ok(/away for too long|gave nothing|takes nothing/.test(String(failure)), String(failure));
    await simulation.stop();
  });
}
