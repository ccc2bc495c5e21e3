import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { connectionsOf, memberOf, MembersState } from "../../../server/cluster/members.ts";
import { ChangeBatch, NOBODY } from "../../../server/engine/change_batch.ts";
import type { ConnectionRange } from "../../../server/engine/state.ts";
import { ArrayState } from "../../../server/services/array/state.ts";
import { applyChange } from "../../support/test_state.ts";

/** Members, and which connections services were told are lost. */
function members() {
  const lost: { connections: ConnectionRange; at: number }[] = [];
  const state = new MembersState();
  const service = Object.assign(new ArrayState(), {
    lose: (connections: ConnectionRange, at: number) => void lost.push({ connections, at }),
  });
  state.link([service, state]);
  const leave = (number: number, lastBatch: number | null) => {
    const batch = new ChangeBatch();
    batch.push(state.left, { number, lastBatch, at: 77 }, NOBODY);
    return applyChange(batch, 0);
  };
  return { state, lost, leave };
}

Deno.test("to join twice with the same ID is to join once; numbers are never given twice", () => {
  const { state, leave } = members();
  strictEqual(state.join({ id: "a", name: "one", at: 1 }).number, 1);
  strictEqual(state.join({ id: "b", name: "one", at: 2 }).number, 2);
  strictEqual(state.join({ id: "a", name: "one", at: 3 }), state.get(1));
  leave(2, null);
  strictEqual(state.join({ id: "c", name: "three", at: 4 }).number, 3);
  deepStrictEqual(state.all.map(({ id }) => id), ["a", "c"]);
});

Deno.test("each batch of a member counts once, and none behind a later one", () => {
  const { state, leave } = members();
  state.join({ id: "a", name: "one", at: 1 });
  deepStrictEqual([1, 1, 3, 2, 3, 4].map((batch) => state.admit(1, batch)), [true, false, true, false, false, true]);
  strictEqual(state.admit(2, 1), false);
  leave(1, null);
  strictEqual(state.admit(1, 5), false);
});

Deno.test("a server that is lost loses its connections once", () => {
  const { state, lost, leave } = members();
  const member = state.join({ id: "a", name: "one", at: 1 });
  strictEqual(leave(1, 0), member);
  strictEqual(leave(1, 0), null);
  deepStrictEqual(lost, [{ connections: { first: 1_000_000_001, last: 2_000_000_000 }, at: 77 }]);
});

Deno.test("a server is not given up when a sign of it came in between", () => {
  const { state, lost, leave } = members();
  state.join({ id: "a", name: "one", at: 1 });
  state.admit(1, 1);
  strictEqual(leave(1, 0), null);
  deepStrictEqual([state.all.length, lost], [1, []]);
});

Deno.test("the connections of a server are told from those of others, and from those of a server alone", () => {
  for (const number of [1, 2, 999_999]) {
    const { first, last } = connectionsOf(number);
    deepStrictEqual([memberOf(first), memberOf(last), memberOf(last + 1)], [number, number, number + 1]);
  }
  deepStrictEqual([memberOf(1), memberOf(1_000_000_000)], [0, 0]);
});

Deno.test("members come out of a snapshot as they went in", () => {
  const { state } = members();
  for (const id of ["a", "b", "c"]) state.join({ id, name: id, at: 1 });
  state.admit(2, 7);
  const again = new MembersState();
  again.restore({ version: 1, record: JSON.parse(JSON.stringify(state.snapshot().record)), numbers: [] });
  deepStrictEqual(again.all, state.all);
  strictEqual(again.admit(2, 7), false);
  strictEqual(again.join({ id: "d", name: "d", at: 2 }).number, 4);
});
