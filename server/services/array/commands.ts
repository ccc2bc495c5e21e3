import { ANY, NATURAL } from "../../../protocol/command.ts";
import { RequestError } from "../../../protocol/request_error.ts";
import type { Random } from "../../random.ts";
import type { ChangeReply, ServiceCommand } from "../service.ts";
import { randomValues } from "./random_values.ts";
import { sortIntegers } from "./sort_integers.ts";
import type { ArrayState } from "./state.ts";

/** The greatest number of values that one `RANDOM` puts in. */
const MAX_RANDOM = 1000;
const NOTHING = { numbers: new Float64Array(0), count: 0 };

/** What the commands of the array work on. */
interface ArrayDesk {
  readonly state: ArrayState;
  readonly random: Random;
}

/** The requests under "The sorted array" in the specification. */
export const ARRAY_COMMANDS = {
  SORT: {
    usage: "SORT n…",
    summary: "adds the numbers and returns them in ascending order",
    example: "SORT 5 3 9 3",
    isFirstStep: true,
    arguments: { kind: "integers" },
    changes: true,
    batched: true,
    handle: ({ state }, request, client) => client.change(state.add, request, replyAscending),
  },

  ADD: {
    usage: "ADD n…",
    summary: "adds the numbers and returns how many it added",
    example: "ADD 5 3 9 3",
    arguments: { kind: "integers" },
    changes: true,
    batched: true,
    synonyms: ["INSERT", "PUT"],
    handle: ({ state }, request, client) => client.change(state.add, request, replyHowMany),
  },

  RANDOM: {
    usage: "RANDOM [k]",
    summary: `adds k random integers (1 to ${MAX_RANDOM}, default 1) and returns them`,
    example: "RANDOM 10",
    arguments: { kind: "positional", required: 0, names: [{ name: "k", min: 1, max: MAX_RANDOM }] },
    changes: true,
    batched: true,
    handle({ state, random }, { numbers, count }, client) {
      const values = randomValues(count === 0 ? 1 : numbers[0], random);
      client.change(state.add, { numbers: values, count: values.length }, replyAscending);
    },
  },

  REMOVE: {
    usage: "REMOVE n…",
    summary: "removes one occurrence of each number and returns how many it removed",
    example: "REMOVE 3 9",
    arguments: { kind: "integers" },
    changes: true,
    batched: true,
    synonyms: ["DEL", "DELETE"],
    handle: ({ state }, request, client) => client.change(state.remove, request, replyHowMany),
  },

  CLEAR: {
    usage: "CLEAR",
    summary: "removes all values and returns how many it removed",
    example: "CLEAR",
    arguments: { kind: "none" },
    changes: true,
    role: "host",
    batched: true,
    handle: ({ state }, _request, client) => client.change(state.clear, NOTHING, replyHowMany),
  },

  GET: {
    usage: "GET [offset [count]]",
    summary: "returns the values from a position (0 is the smallest), or all values",
    details: ["GET 5 skips the 5 smallest and returns the others. GET 0 10 returns the 10 smallest."],
    example: "GET 0 10",
    isFirstStep: true,
    arguments: { kind: "positional", required: 0, names: [{ name: "offset", ...NATURAL }, { name: "count", ...NATURAL }] },
    changes: false,
    synonyms: ["LIST", "SHOW"],
    handle({ state: { list } }, { numbers, count }, { out }) {
      const offset = count > 0 ? numbers[0] : 0;
      out.ascii("OK");
      return list.slice(offset, count > 1 ? offset + numbers[1] : list.count);
    },
  },

  RANGE: {
    usage: "RANGE low high [count]",
    summary: "returns the values from low to high, both included",
    details: ["With a count, it returns at most that many of them, the smallest."],
    example: "RANGE 3 7",
    arguments: {
      kind: "positional",
      required: 2,
      names: [{ name: "low", ...ANY }, { name: "high", ...ANY }, { name: "count", ...NATURAL }],
    },
    changes: false,
    handle({ state: { list } }, { numbers: [low, high, limit], count }, { out }) {
      if (low > high) throw new RequestError("bad-arguments", `low ${low} is above high ${high}: send RANGE ${high} ${low}`);
      const start = list.rank(low);
      const end = list.rank(high + 1);
      out.ascii("OK");
      return list.slice(start, count > 2 ? Math.min(end, start + limit) : end);
    },
  },

  COUNT: {
    usage: "COUNT",
    summary: "returns the number of values",
    example: "COUNT",
    arguments: { kind: "none" },
    changes: false,
    handle({ state: { list } }, _request, { out }) {
      out.ascii("OK ");
      out.integer(list.count);
    },
  },

  RANK: {
    usage: "RANK n",
    summary: "returns how many values are smaller than n",
    example: "RANK 5",
    isFirstStep: true,
    arguments: { kind: "positional", required: 1, names: [{ name: "n", ...ANY }] },
    changes: false,
    handle({ state: { list } }, { numbers }, { out }) {
      out.ascii("OK ");
      out.integer(list.rank(numbers[0]));
    },
  },

  STATS: {
    usage: "STATS",
    summary: "returns count, distinct, min, max, median and mean",
    example: "STATS",
    isFirstStep: true,
    arguments: { kind: "none" },
    changes: false,
    synonyms: ["MAX", "MIN"],
    handle({ state: { list } }, _request, { out }) {
      const facts = Object.entries(list.stats()).map(([name, value]) => `${name}=${value ?? "-"}`);
      out.ascii(`OK ${facts.join(" ")}`);
    },
  },
} satisfies Record<string, ServiceCommand<ArrayDesk>>;

const replyHowMany: ChangeReply<number> = (out, count) => {
  out.ascii("OK ");
  out.integer(count);
};

const replyAscending: ChangeReply<number> = (out, _count, values, start, end) => {
  sortIntegers(values, { start, end });
  out.ascii("OK");
  out.integers(values, start, end);
};
