/** Histories of changes as fast-check makes them: any order of any of them, many of which the state does not allow. */
import fc from "fast-check";
import { CHANGE, ChangeBatch, type ChangeDetails, type ChangeKind, NOBODY } from "../../server/change_batch.ts";
import { QUESTIONS } from "../../server/quiz/game.ts";
import { randomQuestion } from "../../server/quiz/question.ts";
import { seededRandom } from "./seeded_random.ts";

/** One change, without the time, which goes on from one to the next. */
interface RandomChange {
  kind: ChangeKind;
  values: readonly number[];
  details: Record<string, unknown> | null;
}

const value = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.integer(),
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
);
const values = fc.array(value, { maxLength: 30 });
const token = fc.constantFrom("ann", "ben", "cat", "dan");
const id = fc.constantFrom(0, 1, 7);

const arrayChange = fc.oneof(
  { weight: 4, arbitrary: values.map((values) => ({ kind: CHANGE.add, values })) },
  { weight: 2, arbitrary: values.map((values) => ({ kind: CHANGE.remove, values })) },
  { weight: 1, arbitrary: fc.constant({ kind: CHANGE.clear, values: [] }) },
);
const join = fc.tuple(token, fc.nat()).map(([token, seed]) => {
  const random = seededRandom(seed);
  const questions = Array.from({ length: QUESTIONS }, () => randomQuestion(random));
  return { type: "join", name: token, questions };
});
const details = fc.oneof(
  { weight: 16, arbitrary: fc.record({ type: fc.constantFrom("answer"), value: fc.integer({ min: 0, max: 9 }) }) },
  { weight: 8, arbitrary: fc.record({ type: fc.constantFrom("skip", "lose", "resume", "resume", "expire") }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("leave") }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("timeout"), number: fc.integer({ min: 1, max: 3 }) }) },
);
const counterDetails = fc.oneof(
  fc.record({ type: fc.constant("register"), id: fc.option(id) }),
  fc.record({ type: fc.constant("value"), id, value }),
  fc.record({ type: fc.constant("increment"), id, increment: fc.nat(99) }),
  fc.record({ type: fc.constant("release"), id }),
);

const change: fc.Arbitrary<RandomChange> = fc.oneof(
  { weight: 6, arbitrary: arrayChange.map((change) => ({ ...change, details: null })) },
  { weight: 1, arbitrary: join.map((details) => ({ kind: CHANGE.quiz, values: [], details })) },
  // Whose game it is follows from those that there are.
  { weight: 16, arbitrary: details.map((details) => ({ kind: CHANGE.quiz, values: [], details })) },
  { weight: 4, arbitrary: counterDetails.map((details) => ({ kind: CHANGE.counter, values: [], details })) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 3 }).map((seats) => ({ kind: CHANGE.start, values: [], details: { seats } })),
  },
);

/** A history: batches of changes, and after which of them the server is started anew. */
export const histories = fc.array(
  fc.record({
    changes: fc.array(fc.record({ change, player: fc.nat(), ms: fc.nat(5000) }), { maxLength: 12, size: "max" }),
    reopened: fc.nat(9).map((n) => n === 0),
  }),
  { maxLength: 40, size: "max" },
);

/** A history's steps as batches, in which the changes of games are those of games that were joined. */
export function* batchesOf(history: typeof histories extends fc.Arbitrary<infer History> ? History : never) {
  const tokens: string[] = [];
  let at = 1_000_000;
  for (const { changes, reopened } of history) {
    const batch = new ChangeBatch();
    for (const { change: { kind, values, details }, player, ms } of changes) {
      at += ms;
      // A token is given once only, as by a server.
      if (details?.type === "join") tokens.push(`token${tokens.length}`);
      const whose = details?.type === "join" ? 0 : player % 2;
      const game = kind === CHANGE.quiz ? { token: tokens.at(-1 - whose) ?? tokens.at(0) ?? "nobody" } : {};
      const all = details && { ...game, ...details, at } as ChangeDetails;
      batch.push(kind, Float64Array.from(values), values.length, NOBODY, all);
    }
    yield { batch, reopened };
  }
}
