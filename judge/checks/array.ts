/** What the sorted array answers, and what it refuses. */
import { type Bench, numbersIn } from "../bench.ts";
import type { Check } from "../check.ts";
import { Failure } from "../failure.ts";
import type { LineClient } from "../line_client.ts";
import { shown } from "../shown.ts";

const array = { service: "array", section: "The sorted array" } as const;
/** How often what others can disturb is tried, and the most time between, in milliseconds. */
const ATTEMPTS = 15;
const BETWEEN_MS = 150;
const ascending = (a: number, b: number) => a - b;

/** @throws {Failure} if the check's values in the array are not these, whatever their order */
async function holds(bench: Bench, client: LineClient, values: readonly number[]): Promise<void> {
  const there = (await bench.own(client)).sort(ascending).join(" ");
  const wanted = values.toSorted(ascending).join(" ");
  if (there !== wanted) {
    client.says("GET, after the changes");
    throw client.failure(wanted || "none of the values of this check", there === "" ? "none of them" : shown(there));
  }
}

/** Does something that others who change the array at the same moment can disturb: a few times, until it is right. */
async function undisturbed({ world: { random, pause } }: Bench, attempt: () => Promise<void>): Promise<void> {
  for (let i = 1; i < ATTEMPTS; i++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof Failure) || !/^OK \d+$/.test(error.came)) throw error;
      await pause(random() * BETWEEN_MS);
    }
  }
  await attempt();
}

/** Has numbers sorted, and remembers that they were added even if the reply is wrong. @throws {Failure} for another reply */
async function sorts(bench: Bench, client: LineClient, values: readonly (number | string)[], sorted: string): Promise<void> {
  const request = `SORT ${values.join(" ")}`;
  const reply = await client.ok(request);
  bench.added(values.map((value) => Number(value) + 0));
  client.says(request);
  if (reply !== sorted) throw client.failure(`OK ${sorted}`, shown(`OK ${reply}`));
}

export const ARRAY_CHECKS: readonly Check[] = [
  {
    ...array,
    name: "array.add",
    level: 1,
    title: "ADD adds numbers, and GET returns them",
    because: "ADD n… gets OK and how many it added; GET gets OK and the values.",
    hint: "Take all numbers behind the verb, not only the first one.",
    async run(bench) {
      const client = await bench.connect();
      const [a, b, c] = bench.fresh(3);
      await client.answers(`ADD ${a}`, "OK 1");
      await client.answers(`ADD ${b} ${c} ${c}`, "OK 3");
      await holds(bench, client, [a, b, c, c]);
    },
  },
  {
    ...array,
    name: "array.sort",
    level: 1,
    title: "SORT adds numbers, and returns them in ascending order",
    because: "SORT n… gets OK and the same numbers in ascending order; duplicates are kept.",
    hint: "Compare numbers, not texts: as texts, 10 comes before 9, and -1 before -2.",
    async run(bench) {
      const client = await bench.connect();
      await sorts(bench, client, [10, 9, -1, 0, -2, 100, 9], "-2 -1 0 9 9 10 100");
    },
  },
  {
    ...array,
    name: "array.ascending",
    level: 1,
    title: "GET returns the array in ascending order",
    because: "The array is in ascending order at all times.",
    hint: "Sort whenever you add, or keep the array sorted and put each number where it belongs.",
    async run(bench) {
      const client = await bench.connect();
      for (const value of bench.fresh(10)) await client.answers(`ADD ${value}`, "OK 1");
      const own = await bench.own(client);
      client.says("ADD with ten numbers, one by one, and GET");
      const wanted = own.toSorted(ascending).join(" ");
      if (own.join(" ") !== wanted) throw client.failure(shown(wanted), shown(own.join(" ")));
    },
  },
  {
    ...array,
    name: "array.remove",
    level: 1,
    title: "REMOVE removes one occurrence of each number",
    because: "REMOVE n… removes one occurrence of each number, and gets OK and how many it removed.",
    hint: "Remove one of several equal values, not all; a number that is not there counts 0 and is no error.",
    async run(bench) {
      const client = await bench.connect();
      const [a, b, missing] = bench.fresh(3);
      await client.answers(`ADD ${a} ${a} ${a} ${b}`, "OK 4");
      await client.answers(`REMOVE ${a} ${b} ${missing}`, "OK 2");
      await holds(bench, client, [a, a]);
      await client.answers(`REMOVE ${missing}`, "OK 0");
      await client.answers(`REMOVE ${a} ${a} ${a}`, "OK 2");
    },
  },
  {
    ...array,
    name: "array.count",
    level: 1,
    title: "COUNT tells the number of values, those that are equal as well",
    because: "COUNT gets OK and the number of values.",
    hint: "Count values, not different values.",
    async run(bench) {
      const client = await bench.connect();
      const [a] = bench.fresh(1);
      await undisturbed(bench, async () => {
        const before = Number(await client.ok("COUNT"));
        await client.answers(`ADD ${a} ${a}`, "OK 2");
        await client.answers("COUNT", `OK ${before + 2}`);
      });
    },
  },
  {
    ...array,
    name: "array.get_part",
    level: 1,
    title: "GET offset count returns a part of the array",
    because: "GET [offset [count]] gets at most count values from that position on; 0 is the smallest.",
    hint: "Past the end there is nothing: OK alone, not an error.",
    async run(bench) {
      const client = await bench.connect();
      await client.answers(`ADD ${bench.fresh(3).join(" ")}`, "OK 3");
      const two = numbersIn(await client.ok("GET 0 2"));
      if (two.length !== 2 || two[0] > two[1]) throw client.failure("the two smallest values", shown(two.join(" ") || "OK"));
      await client.answers("GET 0 0", "OK");
      await client.answers("GET 9007199254740991 5", "OK");
    },
  },
  {
    ...array,
    name: "array.range",
    level: 1,
    title: "RANGE returns the values from low to high, both included",
    because: "RANGE low high [count] gets at most count values from low to high, both included.",
    hint: "Use <= at both ends.",
    optional: "RANGE",
    async run(bench) {
      const client = await bench.connect();
      const [a, b, c] = bench.fresh(3).sort(ascending);
      await client.answers(`ADD ${c} ${a} ${b}`, "OK 3");
      await client.answers(`RANGE ${a} ${c}`, `OK ${a} ${b} ${c}`);
      await client.answers(`RANGE ${a} ${c} 2`, `OK ${a} ${b}`);
      await client.answers(`RANGE ${b} ${b}`, `OK ${b}`);
    },
  },
  {
    ...array,
    name: "array.rank",
    level: 1,
    title: "RANK counts the values that are smaller",
    because: "RANK n gets OK and how many values are smaller than n.",
    hint: "Equal values are not smaller.",
    optional: "RANK",
    async run(bench) {
      const client = await bench.connect();
      const [a, b] = bench.fresh(2).sort(ascending);
      await client.answers(`ADD ${a} ${a} ${b}`, "OK 3");
      await undisturbed(bench, async () => {
        const below = Number(await client.ok(`RANK ${a}`));
        await client.answers(`RANK ${b}`, `OK ${below + 2}`);
      });
    },
  },
  {
    ...array,
    name: "array.stats",
    level: 1,
    title: "STATS describes the array",
    because: "STATS gets OK count=… distinct=… min=… max=… median=… mean=….",
    hint: "Keep the facts in this order, separated by one space.",
    optional: "STATS",
    async run(bench) {
      const client = await bench.connect();
      await client.answers(`ADD ${bench.fresh(2).join(" ")}`, "OK 2");
      await client.answers("STATS", {
        text: "OK count=… distinct=… min=… max=… median=… mean=…",
        test: (reply) => /^OK count=\d+ distinct=\d+ min=-?\d+ max=-?\d+ median=-?[\d.e+-]+ mean=-?[\d.e+-]+$/.test(reply),
      });
    },
  },
  {
    ...array,
    name: "array.random",
    level: 1,
    title: "RANDOM k adds k random integers, and returns them",
    because: "RANDOM [k] adds k random integers from 0 to 999999, and gets them in ascending order; k is 1 to 1000.",
    hint: "Without k, it is one number.",
    optional: "RANDOM",
    async run(bench) {
      const client = await bench.connect();
      for (const [request, count] of [["RANDOM 5", 5], ["RANDOM", 1]] as const) {
        const reply = await client.ok(request);
        const values = numbersIn(reply);
        const isRight = values.length === count &&
          values.every((value, i) =>
            Number.isInteger(value) && value >= 0 && value <= 999_999 && (i === 0 || value >= values[i - 1])
          );
        bench.added(values.filter(Number.isSafeInteger));
        if (!isRight) {
          client.says(request);
          throw client.failure(`OK and ${count} integers from 0 to 999999, in ascending order`, shown(`OK ${reply}`));
        }
      }
    },
  },
  {
    ...array,
    name: "array.not_an_integer",
    level: 3,
    title: "what is not an integer gets ERR not-an-integer",
    because: "An integer is decimal, from -9007199254740991 to 9007199254740991; no +, no decimal point, no exponent.",
    section: "Messages",
    hint: "Look at all characters of a word; many libraries read 12abc as 12, and accept +1, 1e3 or 1_000.",
    async run(bench) {
      const client = await bench.connect();
      for (
        const word of [
          "x",
          "12abc",
          "1.5",
          "+1",
          "1e3",
          "1_000",
          "0x10",
          "--1",
          "-",
          "9007199254740992",
          "99999999999999999999",
        ]
      ) {
        await client.refuses(`ADD ${word}`, "not-an-integer");
      }
    },
  },
  {
    ...array,
    name: "array.all_or_nothing",
    level: 3,
    title: "a request with one wrong number changes nothing",
    because: "A request takes effect completely or not at all. If one argument is invalid, nothing changes.",
    section: "Requests and replies",
    hint: "Read all arguments before you change anything.",
    async run(bench) {
      const client = await bench.connect();
      const [a, b] = bench.fresh(2);
      await client.refuses(`ADD ${a} x ${b}`, "not-an-integer");
      await holds(bench, client, []);
      await client.answers(`ADD ${a}`, "OK 1");
      await client.refuses(`REMOVE ${a} x`, "not-an-integer");
      await holds(bench, client, [a]);
    },
  },
  {
    ...array,
    name: "array.bad_arguments",
    level: 3,
    title: "too few arguments get ERR bad-arguments",
    because: "The code bad-arguments means too few or too many arguments, or one out of range.",
    section: "Error codes",
    hint: "ADD without numbers is a mistake, not an empty change.",
    async run(bench) {
      const client = await bench.connect();
      for (const request of ["ADD", "SORT", "REMOVE", "GET -1", "GET 0 1 2", "COUNT 1"]) {
        await client.refuses(request, "bad-arguments");
      }
    },
  },
  {
    ...array,
    name: "array.limits",
    level: 3,
    title: "the greatest and the smallest integer are kept exactly",
    because: "Integers go from -9007199254740991 to 9007199254740991; -0 is 0, and leading zeros are allowed.",
    section: "Messages",
    hint: "32 bits are not enough: use 64-bit integers, or doubles.",
    async run(bench) {
      const client = await bench.connect();
      await sorts(bench, client, [9007199254740991, "-0", -9007199254740991, "007"], "-9007199254740991 0 7 9007199254740991");
    },
  },
];
