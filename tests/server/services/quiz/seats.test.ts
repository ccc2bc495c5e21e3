import { deepStrictEqual, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { Seats } from "../../../../server/services/quiz/seats.ts";

interface Somebody {
  name: string;
  from: string | null;
}

const somebody = (name: string, from: string | null = null): Somebody => ({ name, from });
const names = (players: Iterable<Somebody>) => [...players].map(({ name }) => name);

Deno.test("seats are given in the order in which players come, and a place in line can be given up", () => {
  const seats = new Seats<Somebody>({ seats: 2, seatsPerAddress: 1 });
  const [a, b, c, d, e, f] = ["a", "b", "c", "d", "e", "f"].map((name) => somebody(name));
  deepStrictEqual([a, b, c, d, e].map((player) => seats.join(player)), [0, 0, 1, 2, 3]);
  strictEqual(seats.leave(d), null);
  deepStrictEqual([a, c, e].map((player) => seats.place(player)), [0, 1, 2]);
  strictEqual(seats.leave(b), c);
  deepStrictEqual(names(seats.line), ["e"]);
  strictEqual(seats.leave(somebody("x")), null);
  strictEqual(seats.leave(a), e);
  strictEqual(seats.leave(c), null);
  strictEqual(seats.join(f), 0);
});

Deno.test("players from one address get no more seats than it may have: whoever comes from another passes them in line", () => {
  const seats = new Seats<Somebody>({ seats: 3, seatsPerAddress: 2 });
  const crowd = Array.from({ length: 4 }, (_, i) => somebody(`crowd ${i}`, "10.0.0.1"));
  deepStrictEqual(crowd.map((player) => seats.join(player)), [0, 0, 1, 2]);
  const [first, second] = [somebody("first", "10.0.0.2"), somebody("second", "10.0.0.3")];
  strictEqual(seats.join(first), 0);
  strictEqual(seats.join(second), 3);
  strictEqual(seats.leave(first), second);
  strictEqual(seats.waitingFrom("10.0.0.1"), 2);
  strictEqual(seats.leave(crowd[1]), crowd[2]);
  strictEqual(seats.leave(second), null);
  deepStrictEqual(seats.resize({ seats: 3, seatsPerAddress: 3 }), [crowd[3]]);
  strictEqual(seats.waitingFrom("10.0.0.1"), 0);
});

Deno.test("no seat stays empty while somebody waits who may have it, and no address has more than it may", () => {
  const limits = fc.record({ seats: fc.integer({ min: 1, max: 5 }), seatsPerAddress: fc.integer({ min: 1, max: 5 }) });
  const from = fc.constantFrom("a", "b", "c", null);
  const step = fc.oneof(
    from.map((from) => ({ from })),
    fc.nat().map((leaver) => ({ leaver })),
    limits.map((limits) => ({ limits })),
  );
  fc.assert(fc.property(limits, fc.array(step, { maxLength: 60 }), (first, steps) => {
    const seats = new Seats<Somebody>(first);
    const all: Somebody[] = [];
    for (const step of steps) {
      const before = new Set(all.filter((player) => seats.place(player) === 0));
      if ("from" in step) {
        all.push(somebody(`${all.length}`, step.from));
        seats.join(all[all.length - 1]);
      } else if ("leaver" in step) seats.leave(all.splice(step.leaver % Math.max(1, all.length), 1)[0] ?? somebody("x"));
      else seats.resize(step.limits);
      const { seats: most, seatsPerAddress } = seats.limits;
      const seated = all.filter((player) => seats.place(player) === 0);
      const seatedFrom = (from: string | null) => seated.filter((player) => player.from === from).length;
      const isNew = (player: Somebody) => !before.has(player);
      strictEqual(seated.some(isNew) && seated.length > most, false);
      strictEqual(
        seated.some((player) => isNew(player) && player.from !== null && seatedFrom(player.from) > seatsPerAddress),
        false,
      );
      const couldSit = names(seats.line).filter((_, i) => {
        const player = [...seats.line][i];
        return seated.length < most && (player.from === null || seatedFrom(player.from) < seatsPerAddress);
      });
      deepStrictEqual(couldSit, []);
      deepStrictEqual([...seats.line].map((player) => seats.place(player)), [...seats.line].map((_, i) => i + 1));
    }
  }));
});
