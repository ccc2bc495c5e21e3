import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { formatAddress } from "../../protocol/address.ts";
import { RawClient } from "../support/raw_client.ts";
import { seededRandom } from "../../server/seeded_random.ts";
import { startTestServer, type TestServer } from "../support/test_server.ts";

const CLIENTS = 200;
const VALUES_EACH = 100;

Deno.test("200 clients add while others read: the array is exactly the sorted union, and no reader saw anything else", async () => {
  await using server = await startTestServer();
  const random = seededRandom(7);
  // Few different values, so that there are many duplicates, and each client's come in requests of one to ten.
  const requests = Array.from(
    { length: CLIENTS },
    () => inParts(Array.from({ length: VALUES_EACH }, () => Math.floor(random() * 500)), random),
  );
  const sizes = new Set(requests.flat().map((values) => values.length));
  ok(sizes.size > 5);

  let done = false;
  const readers = [readOverTcp(server, () => done), readOverTcp(server, () => done), readOverRest(server, () => done)];
  await Promise.all(requests.map((parts, i) => i % 2 ? addOverTcp(server, parts) : addOverRest(server, parts)));
  done = true;
  const reads = await Promise.all(readers);
  ok(reads.every((count) => count > 0));

  using client = await RawClient.connect(server.tcp);
  const expected = requests.flat(2).sort((a, b) => a - b);
  strictEqual(await client.ask("GET"), `OK ${expected.join(" ")}`);
});

Deno.test("no reader sees half of a request", async () => {
  await using server = await startTestServer();
  let done = false;
  // Each request adds a pair of opposite numbers or takes one out: whoever sees one of them sees both.
  const write = async (value: number) => {
    using client = await RawClient.connect(server.tcp);
    for (let i = 0; i < 100; i++) {
      strictEqual(await client.ask(`ADD ${value} ${-value}`), "OK 2");
      strictEqual(await client.ask(`REMOVE ${-value} ${value}`), "OK 2");
    }
  };
  const read = async () => {
    using client = await RawClient.connect(server.tcp);
    let seen = 0;
    while (!done) {
      const values = parse(await client.ask("GET"));
      deepStrictEqual(values.map((value) => -value + 0).reverse(), values);
      seen += values.length;
    }
    return seen;
  };
  const readers = [read(), read()];
  await Promise.all(Array.from({ length: 20 }, (_, i) => write(i + 1)));
  done = true;
  ok((await Promise.all(readers)).every((seen) => seen > 0));
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("COUNT"), "OK 0");
});

function inParts(values: number[], random: () => number): number[][] {
  const parts: number[][] = [];
  for (let at = 0; at < values.length;) {
    const size = 1 + Math.floor(random() * 10);
    parts.push(values.slice(at, at + size));
    at += size;
  }
  return parts;
}

async function addOverTcp(server: TestServer, parts: number[][]): Promise<void> {
  using client = await RawClient.connect(server.tcp);
  for (const [i, values] of parts.entries()) {
    if (i % 2) strictEqual(await client.ask(`ADD ${values.join(" ")}`), `OK ${values.length}`);
    else strictEqual(await client.ask(`SORT ${values.join(" ")}`), `OK ${values.toSorted((a, b) => a - b).join(" ")}`);
  }
}

async function addOverRest(server: TestServer, parts: number[][]): Promise<void> {
  for (const values of parts) {
    const response = await fetch(`http://${formatAddress(server.http)}/api/array`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ values }),
    });
    strictEqual(response.status, 201);
    deepStrictEqual((await response.json()).added, values);
  }
}

async function readOverTcp(server: TestServer, done: () => boolean): Promise<number> {
  using client = await RawClient.connect(server.tcp);
  let reads = 0;
  for (let last = 0; !done(); reads++) last = checkRead(parse(await client.ask("GET")), last);
  return reads;
}

async function readOverRest(server: TestServer, done: () => boolean): Promise<number> {
  let reads = 0;
  for (let last = 0; !done(); reads++) {
    const response = await fetch(`http://${formatAddress(server.http)}/api/array`);
    const { count, values } = await response.json();
    strictEqual(count, values.length);
    last = checkRead(values, last);
  }
  return reads;
}

/** The values must ascend, and none may be gone since the last read. */
function checkRead(values: number[], last: number): number {
  ok(values.every((value, i) => i === 0 || value >= values[i - 1]), "a reader saw the array unsorted");
  ok(values.length >= last, "a reader saw values vanish");
  return values.length;
}

function parse(reply: string): number[] {
  return reply.split(" ").slice(1).map(Number);
}
