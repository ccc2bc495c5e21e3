import { match, strictEqual } from "node:assert/strict";
import { problemOf, type Vote } from "../../../server/cluster/audit.ts";

/** What servers say whose hashes are these. */
function votesOf(hashes: string, forms = "f".repeat(hashes.length)): Vote[] {
  return [...hashes].map((hash, i) => ({ mark: "m", member: i + 1, form: forms[i], hash }));
}

Deno.test("a server is right if most of those that answered have the same state", () => {
  for (const hashes of ["a", "aa", "aab", "aaab"]) {
    const votes = votesOf(hashes);
    strictEqual(problemOf(votes[0], votes), null, hashes);
  }
});

Deno.test("a server that is not with most of those that answered is told what to do, also if nobody is", () => {
  const [a, b] = [votesOf("aab"), votesOf("ab")];
  match(problemOf(a[2], a) ?? "", /of 3 servers, only this one had the state with the hash b\. Start this server again: /);
  for (const vote of b) match(problemOf(vote, b) ?? "", /of 2 servers, only this one/);
  const four = votesOf("aabb");
  match(problemOf(four[0], four) ?? "", /of 4 servers, 2 of them, this one among them, had the state/);
});

Deno.test("servers of other versions, which may hash in another way, are not compared", () => {
  const votes = votesOf("abb", "fgg");
  for (const vote of votes) strictEqual(problemOf(vote, votes), null);
});
