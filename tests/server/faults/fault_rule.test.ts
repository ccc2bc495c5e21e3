import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { formatFaultRule, NewFaults, parseFaultFlag, parseFaultRule } from "../../../server/faults/fault_rule.ts";
import { parseServerConfig } from "../../../server/config.ts";
import { seededRandom } from "../../../server/seeded_random.ts";

/** What so many new connections get by a rule, in the words of the log. */
function outcomes(rule: string, { count, random = seededRandom(1) }: { count: number; random?: () => number }): string[] {
  const faults = new NewFaults({ random });
  faults.set(parseFaultRule(rule));
  return Array.from({ length: count }, () => {
    const next = faults.next();
    return next === null ? "none" : `faults with seed ${next.seed}`;
  });
}

Deno.test("a rule is a share and faults, in any order, and reads back as it is written", () => {
  const rule = parseFaultRule("delay=200±50, share=0.2; chop=1 seed=7");
  strictEqual(rule.share, 0.2);
  strictEqual(formatFaultRule(rule), "share=0.2 delay=200±50 chop=1 seed=7");
  deepStrictEqual(parseFaultRule(formatFaultRule(rule)), rule);
  strictEqual(parseFaultRule("refuse").share, 1);
  const seldom = parseFaultRule("share=.0000001 chop=1 rate=0.00000025");
  deepStrictEqual(parseFaultRule(formatFaultRule(seldom)), seldom);
  throws(() => parseFaultRule("share=9e-0 chop"), /share=P takes/);
});

Deno.test("a wrong rule is refused with what is right", () => {
  throws(() => parseFaultRule("share=2 delay=5"), /share=P takes a number from 0 to 1, such as 0\.2, not "2"/);
  throws(() => parseFaultRule("share delay=5"), /share=P takes/);
  throws(() => parseFaultRule("share=0.5"), /no fault is named: there are delay, jitter, /);
  throws(() => parseFaultRule("share=0.5 dely=5"), /did you mean delay\?/);
  throws(() => parseFaultFlag("dely=5"), /^Error: a rule such as "share=0\.2 delay=200 chop=1": "dely" is not a fault/);
  throws(
    () => parseServerConfig(["--fault", "share=2"], {}),
    /--fault "share=2" is not a rule such as "share=0\.2 delay=200 chop=1": share=P takes/,
  );
});

Deno.test("the share of the new connections gets the faults, each with a seed of its own", () => {
  const all = outcomes("share=0.3 chop seed=7", { count: 1000 });
  const count = all.filter((outcome) => outcome !== "none").length;
  ok(count > 250 && count < 350, `${count} of 1000`);
  strictEqual(new Set(all).size, count + 1);
  deepStrictEqual(outcomes("share=0 chop", { count: 3 }), ["none", "none", "none"]);
});

Deno.test("the same seed gives the same connections the same faults, whatever else is random", () => {
  const first = outcomes("share=0.5 chop seed=7", { count: 100 });
  deepStrictEqual(outcomes("share=0.5 chop seed=7", { count: 100, random: Math.random }), first);
  ok(outcomes("share=0.5 chop seed=8", { count: 100 }).join() !== first.join());
  ok(first.includes("none") && first.some((outcome) => outcome.startsWith("faults")));
});

Deno.test("a rule begins anew when it is set, and ends", () => {
  const faults = new NewFaults({ random: seededRandom(1) });
  strictEqual(faults.next(), null);
  const rule = parseFaultRule("chop=2 seed=3");
  faults.set(rule);
  const [first, second] = [faults.next(), faults.next()];
  ok(first !== second);
  faults.set(rule);
  deepStrictEqual(faults.next(), first);
  faults.set(null);
  deepStrictEqual([faults.rule, faults.next()], [null, null]);
  faults.set(parseFaultRule("chop=2"));
  deepStrictEqual(faults.next(), { kinds: { chop: { value: 2, spread: 0 } }, rate: 1, seed: null });
});
