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

/** Whether there is an order that explains the history of an array that was empty before it. */
export function isLinearizable(history: readonly Operation[]): boolean {
  const operations = history.toSorted((a, b) => a.sentAt - b.sentAt);
  const leadsNowhere = new Set<string>();

  const explains = (done: bigint, array: readonly number[]): boolean => {
    const open = operations.flatMap((operation, i) => (done >> BigInt(i)) & 1n ? [] : [{ operation, i }]);
    // A request without an answer need not have been done.
    if (open.every(({ operation }) => operation.result === null)) return true;
    const key = `${done} ${array}`;
    if (leadsNowhere.has(key)) return false;
    // What was sent after another was answered can't have come before it.
    const firstAnswer = Math.min(...open.map(({ operation }) => operation.answeredAt));
    for (const { operation, i } of open) {
      if (operation.sentAt > firstAnswer) break;
      const { next, result } = perform(operation.call, array);
      const fits = operation.result === null || String(operation.result) === String(result);
      if (fits && explains(done | 1n << BigInt(i), next)) return true;
    }
    leadsNowhere.add(key);
    return false;
  };
  return explains(0n, []);
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
