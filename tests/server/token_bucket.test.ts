import { ok, strictEqual } from "node:assert/strict";
import { KeyedBuckets, TokenBucket } from "../../server/token_bucket.ts";

Deno.test("a bucket fills at its rate, up to what may be spent at once", () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 20 }, 1000);
  strictEqual(bucket.level(1000), 20);
  ok(bucket.isFull(1000));
  bucket.spend(25);
  strictEqual(bucket.level(1000), -5);
  strictEqual(bucket.waitMs(1, 1000), 600);
  strictEqual(bucket.level(1600), 1);
  strictEqual(bucket.waitMs(1, 1600), 0);
  strictEqual(bucket.level(100_000), 20);
});

Deno.test("a bucket gives nothing where time stands still, or is told out of order", () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 10 }, 1000);
  bucket.spend(10);
  strictEqual(bucket.level(1000), 0);
  strictEqual(bucket.level(500), 0);
  strictEqual(bucket.level(1000), 0);
});

Deno.test("buckets that are full again are forgotten, those that are not are kept", () => {
  const forgotten: TokenBucket[] = [];
  const buckets = new KeyedBuckets(
    (_, now) => new TokenBucket({ perSecond: 1, burst: 1 }, now),
    (bucket) => forgotten.push(bucket),
  );
  const busy = buckets.of("busy", 0);
  for (let i = 0; i < 10_000; i++) {
    buckets.of(`10.0.${i >> 8}.${i & 255}`, i).spend(1);
    buckets.of("busy", i).spend(0.01);
  }
  strictEqual(buckets.of("busy", 10_000), busy);
  ok(buckets.size <= 2048, `${buckets.size} buckets`);
  ok(forgotten.length >= 7000);
  ok(!forgotten.includes(busy));
});
