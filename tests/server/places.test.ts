import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { Places } from "../../server/places.ts";

interface Holder {
  host: string;
  idleSince: number | null;
}

function someHolder(host = "10.0.0.1", idleSince: number | null = null): Holder {
  return { host, idleSince };
}

function somePlaces(evicted: Holder[] = []): Places<Holder> {
  return new Places({ max: 3, maxPerAddress: 2, idleMs: 100, onEvict: (holder) => evicted.push(holder) });
}

Deno.test("one address gets no more places than it may have, another one does, and a place that was given back is free", () => {
  const places = somePlaces();
  const [first, second, third] = [someHolder(), someHolder(), someHolder()];
  places.take(first);
  places.take(second);
  throws(
    () => places.take(third),
    /at most 2 connections from one address: close some, or start it with a higher --max-connections-per-address/,
  );
  places.take(someHolder("10.0.0.2"));
  ok(places.free(first));
  ok(!places.free(first));
  places.take(third);
  strictEqual(places.count, 3);
});

Deno.test("whoever has one IPv6 address has the 2 ** 64 beside it, and gets no more places for that", () => {
  const places = somePlaces();
  places.take(someHolder("2001:db8:1:2::1"));
  places.take(someHolder("2001:db8:1:2:ffff::7"));
  throws(() => places.take(someHolder("2001:DB8:1:2::8")), /from one address/);
  places.take(someHolder("2001:db8:1:3::1"));
});

Deno.test("an IPv4 address that is written as IPv6 is the same address", () => {
  const places = somePlaces();
  places.take(someHolder("::ffff:10.0.0.1"));
  places.take(someHolder("10.0.0.1"));
  throws(() => places.take(someHolder("::ffff:10.0.0.1")), /from one address/);
});

Deno.test("of those that are idle, one of the address that has most goes first", () => {
  const evicted: Holder[] = [];
  const places = somePlaces(evicted);
  const alone = someHolder("10.0.0.1", 0);
  const [late, early] = [someHolder("10.0.0.2", 200), someHolder("10.0.0.2", 100)];
  for (const holder of [alone, late, early]) places.take(holder);
  places.tick(1000);
  places.take(someHolder("10.0.0.3"));
  deepStrictEqual(evicted, [early]);
  places.tick(1000);
  places.take(someHolder("10.0.0.3"));
  deepStrictEqual(evicted, [early, alone]);
});

Deno.test("if all places are taken, the holder that was idle for longest gives its place to a newcomer", () => {
  const evicted: Holder[] = [];
  const places = somePlaces(evicted);
  const busy = someHolder("10.0.0.1");
  const [late, early] = [someHolder("10.0.0.2", 1050), someHolder("10.0.0.3", 1000)];
  for (const holder of [busy, late, early]) places.take(holder);
  places.tick(1099);
  throws(() => places.take(someHolder("10.0.0.4")), /at most 3 connections: try again later/);
  places.tick(1150);
  places.take(someHolder("10.0.0.4"));
  deepStrictEqual(evicted, [early]);
  // Something has come from it meanwhile.
  late.idleSince = 1140;
  throws(() => places.take(someHolder("10.0.0.5")), /at most 3 connections/);
  strictEqual(places.count, 3);
});
