import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { Share, TURN_MS, Turns } from "../../server/turns.ts";

/** Turns whose clock goes on only when somebody works. */
function startTurns(): { turns: Turns; work: (ms: number) => void } {
  let now = 0;
  return { turns: new Turns(() => now), work: (ms) => void (now += ms) };
}

/** Resolves when all that waited has had its turn. */
function turn(turns: Turns): Promise<void> {
  return new Promise((resolve) => turns.later(resolve, Infinity));
}

Deno.test("a piece of work is done at once, and when a turn's worth was done greedy ones wait for the next", async () => {
  const { turns, work } = startTurns();
  const [greedy, modest] = [new Share(turns), new Share(turns)];
  const done: string[] = [];
  greedy.run(() => {
    work(TURN_MS + 2);
    done.push("greedy 1");
  });
  ok(turns.over);
  greedy.run(() => void done.push("greedy 2"));
  modest.run(() => void done.push("modest 1"));
  deepStrictEqual(done, ["greedy 1", "modest 1"]);
  await turn(turns);
  deepStrictEqual(done, ["greedy 1", "modest 1", "greedy 2"]);
  strictEqual(turns.over, false);
});

Deno.test("those who are not greedy come first, and of the greedy in each turn at least whoever used least", async () => {
  const { turns, work } = startTurns();
  const done: string[] = [];
  for (const [name, usedMs] of [["c", 40], ["a", 10], ["b", 20]] as const) {
    turns.later(() => {
      const startedAt = turns.begin();
      work(TURN_MS + 2);
      turns.end(startedAt);
      done.push(`greedy ${name}`);
    }, usedMs);
  }
  turns.later(() => void done.push("modest 1"));
  await new Promise<void>((resolve) => turns.later(resolve));
  turns.later(() => void done.push("modest 2"));
  await new Promise<void>((resolve) => turns.later(resolve));
  deepStrictEqual(done, ["modest 1", "greedy a", "modest 2", "greedy b"]);
  await turn(turns);
  deepStrictEqual(done, ["modest 1", "greedy a", "modest 2", "greedy b", "greedy c"]);
});

Deno.test("what takes little is not counted, however often it is done", () => {
  const { turns, work } = startTurns();
  const share = new Share(turns);
  for (let i = 0; i < 1000; i++) share.run(() => work(0.1));
  strictEqual(turns.over, false);
  strictEqual(share.mustWait, false);
});

Deno.test("a piece of what takes long in all counts however little it is, and leaves the rest of a turn to others", async () => {
  const { turns, work } = startTurns();
  const share = new Share(turns);
  const done: string[] = [];
  const resume = () => void done.push("resumed");
  for (let i = 0; i < 8; i++) {
    ok(share.mayWork(resume, { isLong: true }));
    const startedAt = share.begin();
    work(0.1);
    share.end(startedAt, { isLong: true });
  }
  new Share(turns).run(() => work(TURN_MS));
  // It has used less than others may.
  ok(share.mayWork(resume));
  strictEqual(share.mayWork(resume, { isLong: true }), false);
  await turn(turns);
  deepStrictEqual(done, ["resumed"]);
});

Deno.test("of those who wait whoever used least comes first", async () => {
  const { turns } = startTurns();
  const done: number[] = [];
  for (const usedMs of [0.5, 0, 0.9, 0]) turns.later(() => void done.push(usedMs), usedMs);
  await turn(turns);
  deepStrictEqual(done, [0, 0, 0.5, 0.9]);
});

Deno.test("who may not work now is called once, in a turn in which it may, however often it asks", async () => {
  const { turns, work } = startTurns();
  const share = new Share(turns);
  const done: string[] = [];
  const resume = () => void done.push(`resumed, may work: ${share.mayWork(resume)}`);
  ok(share.mayWork(resume));
  share.run(() => work(TURN_MS + 2));
  strictEqual(share.mayWork(resume), false);
  strictEqual(share.mayWork(resume), false);
  share.waitForTurn(resume);
  ok(share.isWaiting);
  deepStrictEqual(done, []);
  await turn(turns);
  deepStrictEqual(done, ["resumed, may work: true"]);
  strictEqual(share.isWaiting, false);
});

Deno.test("of a connection's small pieces one in eight is measured, as long as that is little", () => {
  const { turns, work } = startTurns();
  const [light, heavy] = [new Share(turns), new Share(turns)];
  const measured = { light: 0, heavy: 0 };
  for (let i = 1; i <= 64; i++) {
    for (const [name, share, ms] of [["light", light, 0.1], ["heavy", heavy, 1]] as const) {
      if (share.skipMeasuring()) continue;
      measured[name]++;
      const startedAt = share.begin();
      work(ms);
      share.end(startedAt);
    }
  }
  deepStrictEqual(measured, { light: 8, heavy: 64 });
  strictEqual(light.mustWait, false);
  ok(heavy.mustWait);
});

Deno.test("work that throws is counted and harms no other", async () => {
  const { turns, work } = startTurns();
  const share = new Share(turns);
  let thrown = "";
  try {
    share.run(() => {
      work(TURN_MS + 2);
      throw new Error("broken");
    });
  } catch (error) {
    thrown = (error as Error).message;
  }
  strictEqual(thrown, "broken");
  ok(turns.over);
  await turn(turns);
  strictEqual(turns.over, false);
});

Deno.test("work whose duration is unknown is done one piece per turn", async () => {
  const { turns } = startTurns();
  const order: string[] = [];
  const long = async (name: string) => {
    await turns.own();
    order.push(`${name} begins`);
    for (let i = 0; i < 5; i++) await Promise.resolve();
    order.push(`${name} ends`);
  };
  await Promise.all([long("a"), long("b")]);
  deepStrictEqual(order, ["a begins", "a ends", "b begins", "b ends"]);
});
