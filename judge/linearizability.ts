/**
 * Tells whether a history of concurrent clients can be explained by doing their requests one after the other: each at some
 * moment between its sending and its answer, with the answer that it got. The search is that of Wing and Gong (Testing and
 * Verifying Concurrent Objects, 1993): of the requests that could come first, try each, and go on from there. What was found to
 * lead nowhere, a set of requests done and the array after them, is not tried again (Lowe, Testing for Linearizability, 2017).
 */

/** What a client asks of the array. */
export type Call =
  | { readonly op: "add" | "remove"; readonly values: readonly number[] }
  | { readonly op: "clear" | "count" | "get" };

/** A request, and what came of it. */
export interface Operation {
  readonly client: number;
  readonly call: Call;
  /** The number or the values that it was answered with; `null` where no answer came. */
  readonly result: number | readonly number[] | null;
  /** When it was sent, and when its answer had come; `Infinity` where none came. */
  readonly sentAt: number;
  readonly answeredAt: number;
}

/**
 * Whether there is an order that explains the history of an array. A request without an answer is explained by having been done at
 * any time after it was sent, or never.
 *
 * @param before what the array held before it; nothing if that is not said
 */
export function isLinearizable(history: readonly Operation[], before: readonly number[] = []): boolean {
  const operations = history.toSorted((a, b) => a.sentAt - b.sentAt);
  const leadsNowhere = new Set<string>();
  const isDone = (done: bigint, i: number) => ((done >> BigInt(i)) & 1n) === 1n;

  /** @param first all before it are done */
  const explains = (done: bigint, array: readonly number[], first: number): boolean => {
    while (first < operations.length && isDone(done, first)) first++;
    // What was sent after another was answered can't have come before it.
    let firstAnswer = Infinity;
    const candidates: number[] = [];
    for (let i = first; i < operations.length && operations[i].sentAt <= firstAnswer; i++) {
      if (isDone(done, i)) continue;
      candidates.push(i);
      firstAnswer = Math.min(firstAnswer, operations[i].answeredAt);
    }
    // A request without an answer need not have been done.
    if (firstAnswer === Infinity) return true;
    const key = `${done} ${array}`;
    if (leadsNowhere.has(key)) return false;
    // What has no answer may as well come later.
    candidates.sort((a, b) => Number(operations[a].result === null) - Number(operations[b].result === null));
    for (const i of candidates) {
      const { call, result } = operations[i];
      const after = perform(call, array);
      const fits = result === null || String(result) === String(after.result);
      if (fits && explains(done | 1n << BigInt(i), after.next, first)) return true;
    }
    leadsNowhere.add(key);
    return false;
  };
  return explains(0n, before, 0);
}

/** What a sorted array does, as plainly as it can be said. */
function perform(call: Call, array: readonly number[]): { next: readonly number[]; result: number | readonly number[] } {
  switch (call.op) {
    case "add":
      return { next: [...array, ...call.values].sort((a, b) => a - b), result: call.values.length };
    case "remove": {
      const next = [...array];
      for (const value of call.values) if (next.includes(value)) next.splice(next.indexOf(value), 1);
      return { next, result: array.length - next.length };
    }
    case "clear":
      return { next: [], result: array.length };
    case "count":
      return { next: array, result: array.length };
    case "get":
      return { next: array, result: array };
  }
}
