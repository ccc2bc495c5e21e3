import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { interleave, LOSING_SCHEDULES, losingSeed, scheduleOf, SCHEDULES } from "../../demo/race/interleaving.ts";
import { shownMove, verdict } from "../../demo/race/words.ts";
import { seededRandom } from "../../server/seeded_random.ts";

/** The steps as lines, such as `A reads [3 7]`. */
function steps(schedule: string, semaphore: boolean): string[] {
  return interleave(schedule, { semaphore }).moves.map((move) => `${move.client} ${shownMove(move)}`);
}

Deno.test("two clients that read before either writes lose the value that was written first", () => {
  deepStrictEqual(steps("ABABAB", false), [
    "A reads [3 7]",
    "B reads [3 7]",
    "A computes [3 5 7]",
    "B computes [3 7 9]",
    "A writes [3 5 7]",
    "B writes [3 7 9]",
  ]);
  const { stored, loser } = interleave("ABABAB", { semaphore: false });
  deepStrictEqual({ stored, loser }, { stored: [3, 7, 9], loser: "A" });
});

Deno.test("with the semaphore, the same schedule has one client wait until the other has written", () => {
  deepStrictEqual(steps("ABABAB", true), [
    "A reads [3 7]",
    "B waits for A",
    "A computes [3 5 7]",
    "A writes [3 5 7]",
    "B reads [3 5 7]",
    "B computes [3 5 7 9]",
    "B writes [3 5 7 9]",
  ]);
  const { moves } = interleave("ABABAB", { semaphore: true });
  deepStrictEqual(moves.map(({ takes }) => takes), ["acquires", null, null, "releases", "acquires", null, "releases"]);
});

Deno.test("of all 20 schedules 18 lose a value without the semaphore, and none with it", () => {
  strictEqual(new Set(SCHEDULES).size, 20);
  const losers = SCHEDULES.filter((schedule) => interleave(schedule, { semaphore: false }).loser !== null);
  deepStrictEqual([losers.length, LOSING_SCHEDULES], [18, 18]);
  deepStrictEqual(SCHEDULES.filter((schedule) => !losers.includes(schedule)), ["AAABBB", "BBBAAA"]);
  for (const schedule of SCHEDULES) {
    const { stored, loser, moves } = interleave(schedule, { semaphore: true });
    deepStrictEqual({ stored, loser }, { stored: [3, 5, 7, 9], loser: null }, schedule);
    strictEqual(moves[0].client, schedule[0]);
    strictEqual(moves.filter(({ does }) => does !== "waits").length, 6);
    ok(moves.length <= 7, schedule);
  }
});

Deno.test("a seed picks the same schedule each time, and all seeds together pick each", () => {
  const picked = Array.from({ length: 500 }, (_, seed) => scheduleOf(seed));
  deepStrictEqual(picked, Array.from({ length: 500 }, (_, seed) => scheduleOf(seed)));
  strictEqual(new Set(picked).size, 20);
  ok(SCHEDULES.includes(scheduleOf(2 ** 32 - 1)));
  const random = seededRandom(1);
  for (let i = 0; i < 100; i++) ok(interleave(scheduleOf(losingSeed(random)), { semaphore: false }).loser);
});

Deno.test("the verdict says what was lost and why, and is honest about luck", () => {
  const said = (schedule: string, semaphore: boolean) => verdict(interleave(schedule, { semaphore }));
  strictEqual(said("ABABAB", false), "5 is lost: client B had read the array before client A wrote, and wrote over it.");
  strictEqual(said("ABBBAA", false), "9 is lost: client A had read the array before client B wrote, and wrote over it.");
  match(
    said("AAABBB", false),
    /^Nothing is lost this time: client B read only after client A had written, by luck\. 18 of the 20 /,
  );
  strictEqual(said("BABABA", true), "Nothing is lost: client A read only after client B had written.");
});
