import { RequestError } from "../../protocol/request_error.ts";
import { randomValues } from "../array/random_values.ts";
import { sortIntegers } from "../array/sort_integers.ts";
import { CHANGE } from "../change_batch.ts";
import type { ChangeReply, Handler } from "../dispatcher.ts";

const NOTHING = { numbers: new Float64Array(0), count: 0 };

/** The requests under "The sorted array" in the specification. */
export const ARRAY_COMMANDS = {
  SORT(dispatcher, request) {
    dispatcher.change(CHANGE.add, request, replyAscending);
  },

  ADD(dispatcher, request) {
    dispatcher.change(CHANGE.add, request, replyHowMany);
  },

  RANDOM(dispatcher, { numbers, count }) {
    const values = randomValues(count === 0 ? 1 : numbers[0], dispatcher.services.random);
    dispatcher.change(CHANGE.add, { numbers: values, count: values.length }, replyAscending);
  },

  REMOVE(dispatcher, request) {
    dispatcher.change(CHANGE.remove, request, replyResult);
  },

  CLEAR(dispatcher) {
    dispatcher.change(CHANGE.clear, NOTHING, replyResult);
  },

  GET(dispatcher, { numbers, count }) {
    const { array } = dispatcher.services.engine;
    const offset = count > 0 ? numbers[0] : 0;
    dispatcher.replies.out.ascii("OK");
    return array.slice(offset, count > 1 ? offset + numbers[1] : array.count);
  },

  RANGE(dispatcher, { numbers: [low, high, limit], count }) {
    const { array } = dispatcher.services.engine;
    if (low > high) throw new RequestError("bad-arguments", `low ${low} is above high ${high}: send RANGE ${high} ${low}`);
    const start = array.rank(low);
    const end = array.rank(high + 1);
    dispatcher.replies.out.ascii("OK");
    return array.slice(start, count > 2 ? Math.min(end, start + limit) : end);
  },

  COUNT({ replies: { out }, services }) {
    out.ascii("OK ");
    out.integer(services.engine.array.count);
  },

  RANK({ replies: { out }, services }, { numbers }) {
    out.ascii("OK ");
    out.integer(services.engine.array.rank(numbers[0]));
  },

  STATS({ replies: { out }, services }) {
    const stats = services.engine.array.stats();
    out.ascii(`OK ${Object.entries(stats).map(([name, value]) => `${name}=${value ?? "-"}`).join(" ")}`);
  },
} satisfies Record<string, Handler>;

const replyHowMany: ChangeReply = (out, _values, start, end) => {
  out.ascii("OK ");
  out.integer(end - start);
};

const replyAscending: ChangeReply = (out, values, start, end) => {
  sortIntegers(values, { start, end });
  out.ascii("OK");
  out.integers(values, start, end);
};

const replyResult: ChangeReply = (out, _values, _start, _end, result) => {
  out.ascii("OK ");
  out.integer(result as number);
};
