/** What is looked at before a change is kept: a bound that an operator may change must not decide when kept changes are replayed. */
import type { RequestError } from "../../protocol/request_error.ts";
import { ChangeBatch } from "./change_batch.ts";
import { REFUSED } from "./change_kind.ts";
import { KeyedChange, KeyedKind } from "./keyed_change.ts";

/**
 * What becomes of a change: it is kept, it is refused, or it has to wait until those before it are applied, since it depends on what
 * comes of them.
 */
export type Verdict = "keep" | "wait" | RequestError;

/** Decides which changes a service takes. It is asked only when all that was kept is applied. */
export interface Gate {
  /** Whether all of a batch is sure to be taken. Cost: O(1). */
  takesAll(batch: ChangeBatch): boolean;
  /** The changes of a batch are asked for now, one after the other. */
  begin(): void;
  /** Asks for the next change, the one at `i`. May answer `wait` only behind others, or one change would be asked for again for ever. */
  judge(batch: ChangeBatch, i: number): Verdict;
}

/** A batch that can be kept, and what has to wait. */
export interface Screened {
  /** What is refused stands in it as {@linkcode REFUSED}, so that all are answered in their order. */
  readonly batch: ChangeBatch;
  /** The changes from the first one that has to wait on. */
  readonly rest: ChangeBatch | null;
}

/** Looks at a batch. Cost: O(1) if all of it is sure to be taken, else that of a copy. */
export function screen(asked: ChangeBatch, gates: readonly Gate[]): Screened {
  if (gates.every((gate) => gate.takesAll(asked))) return { batch: asked, rest: null };
  const batch = new ChangeBatch();
  for (const gate of gates) gate.begin();
  for (let i = 0; i < asked.length; i++) {
    const verdict = verdictOn(asked, i, gates);
    if (verdict === "wait") {
      const rest = new ChangeBatch();
      for (; i < asked.length; i++) rest.pushFrom(asked, i);
      return { batch, rest };
    }
    if (verdict === "keep") batch.pushFrom(asked, i);
    else refuse(asked, i, { verdict, batch });
  }
  return { batch, rest: null };
}

/** Has a change answered with a refusal, in its turn; one with a key for good, so the refusal is kept. */
function refuse(asked: ChangeBatch, i: number, { verdict, batch }: { verdict: RequestError; batch: ChangeBatch }): void {
  const record = asked.records[i];
  if (record instanceof KeyedChange) batch.push(asked.kinds[i], KeyedChange.refused(record.key, verdict), asked.waiters[i]);
  else batch.push(REFUSED, verdict, asked.waiters[i]);
}

function verdictOn(batch: ChangeBatch, i: number, gates: readonly Gate[]): Verdict {
  const kind = batch.kinds[i];
  // It was done, and is only answered again.
  if (kind instanceof KeyedKind && kind.isKnown(batch.records[i])) return "keep";
  for (const gate of gates) {
    const verdict = gate.judge(batch, i);
    if (verdict !== "keep") return verdict;
  }
  return "keep";
}
