/** Histories of changes as fast-check makes them: any order of any of them, many of which the state does not allow. */
import fc from "fast-check";
import { ChangeBatch, NOBODY } from "../../server/engine/change_batch.ts";
import { KeyedChange } from "../../server/engine/keyed_change.ts";
import type { CounterChange } from "../../server/services/counter/changes.ts";
import type { QuizChange } from "../../server/services/quiz/changes.ts";
import { QUESTIONS } from "../../server/services/quiz/game.ts";
import { randomQuestion } from "../../server/services/quiz/question.ts";
import { type RoomChange } from "../../server/services/quiz/rooms/room_changes.ts";
import { QuestionSet } from "../../server/services/quiz/sets/question_set.ts";
import type { SetChange } from "../../server/services/quiz/sets/set_changes.ts";
import { seededRandom } from "../../server/seeded_random.ts";
import type { TestState } from "./test_state.ts";

/** A change without what follows from those before it: the time, which goes on from one to the next, and whose game it is. */
type Without<Change, Key extends PropertyKey> = Change extends unknown ? Omit<Change, Key> : never;

/** One change, of no state yet. */
type RandomChange =
  | { readonly kind: "add" | "remove"; readonly values: readonly number[] }
  | { readonly kind: "clear" }
  | { readonly kind: "quiz"; readonly what: Without<QuizChange, "at" | "token"> }
  | { readonly kind: "counter"; readonly what: Without<CounterChange, "at"> }
  | { readonly kind: "room"; readonly what: Without<RoomChange, "at" | "date"> }
  | { readonly kind: "quizStart"; readonly seats: number }
  | { readonly kind: "quizSet"; readonly what: SetChange }
  | { readonly kind: "archive"; readonly name: string }
  | { readonly kind: "keyed"; readonly key: string; readonly what: KeyedWhat }
  | { readonly kind: "counterStart" };

/** What is asked for with a key. */
type KeyedWhat =
  | { readonly operation: "add" | "remove"; readonly values: readonly number[] }
  | { readonly operation: "set"; readonly what: SetChange };

/** A step of a history: the next batch, and whether the server is started anew behind it. */
interface Step {
  /** Makes the batch for a state, whose kinds its changes are of. */
  batchFor(state: TestState): ChangeBatch;
  readonly reopened: boolean;
}

const value = fc.oneof(
  fc.integer({ min: -5, max: 5 }),
  fc.integer(),
  fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
);
const values = fc.array(value, { maxLength: 30 });
const name = fc.constantFrom("ann", "ben", "cat", "dan");
const id = fc.constantFrom(0, 1, 7);
/** What an earlier version wrote down has no date and no connections. */
const date = fc.option(fc.integer({ min: 1_767_323_045_000, max: 1_767_323_099_000 }), { nil: undefined });
const connection = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
const secret = fc.option(fc.constantFrom("secret1", "secret2"));

const arrayChange = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("add"), values }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove"), values }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("clear") }) },
);
const questions = fc.nat().map((seed) => {
  const random = seededRandom(seed);
  return Array.from({ length: QUESTIONS }, () => randomQuestion(random));
});
const join = fc.record({ type: fc.constant("join"), name, questions, connection, date });
const move = fc.oneof(
  { weight: 16, arbitrary: fc.record({ type: fc.constant("answer"), value: fc.integer({ min: 0, max: 9 }), date }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom("skip", "expire"), date }) },
  { weight: 5, arbitrary: fc.record({ type: fc.constantFrom("lose", "resume", "resume"), connection, date }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("leave"), date }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("timeout"), number: fc.integer({ min: 1, max: 3 }), date }) },
);
const counterChange = fc.oneof(
  fc.record({ type: fc.constant("register"), id: fc.option(id), token: secret, proof: secret, connection }),
  fc.record({ type: fc.constant("value"), id, value, connection }),
  fc.record({ type: fc.constant("increment"), id, increment: fc.nat(99), connection }),
  fc.record({ type: fc.constant("release"), id, connection }),
);

const pin = fc.constantFrom("000001", "000002");
const token = fc.constantFrom("room1", "room2", "room3");
const ROOM_QUESTIONS = [
  { question: { kind: "number" as const, text: "3 + 4", answer: 7, tolerance: 0 } },
  { question: { kind: "order" as const, text: "Sort", items: ["a1", "b1"] }, shown: [1, 0] },
];
const roomConnection = fc.integer({ min: 1, max: 3 });
const roomChange: fc.Arbitrary<Without<RoomChange, "at" | "date">> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      ...{ type: fc.constant("open"), pin, token, title: fc.constant("Test"), mode: fc.constantFrom("live", "self-paced") },
      ...{ points: fc.constantFrom("marks", "speed"), autoSeconds: fc.constantFrom(0, 5), seconds: fc.constantFrom(0, 20) },
      ...{ filter: fc.boolean(), marks: fc.constant({ right: 1, wrong: -0.25 }), questions: fc.constant(ROOM_QUESTIONS) },
    }),
  },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("join"), pin, token, name, connection: roomConnection }) },
  { weight: 12, arbitrary: fc.record({ type: fc.constant("answer"), token, text: fc.constantFrom("7", "AB", "BA") }) },
  {
    weight: 8,
    arbitrary: fc.record({ type: fc.constant("advance"), pin, what: fc.constantFrom("start", "next", "next", "end") }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom("lose", "resume", "leave"), token, connection: roomConnection }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("skip"), token }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("lock"), pin, locked: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("remove"), pin, name }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("rename"), pin, name, to: name }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("close"), pin }) },
);
const set = fc.string({ unit: "grapheme", minLength: 1, maxLength: 9 }).map((title) => {
  const { data } = QuestionSet.safeParse({ title, questions: [{ kind: "arithmetic", count: 3 }] });
  return data ?? QuestionSet.parse({ title: "one", questions: [{ kind: "boolean", text: "Is it?", answer: true }] });
});
const setId = fc.constantFrom("a", "b", "c", "network");
const setChange = fc.oneof(
  fc.record({ type: fc.constantFrom("add", "replace"), id: setId, set }),
  fc.record({ type: fc.constant("remove"), id: setId }),
);

const keyed = fc.oneof(
  fc.record({ operation: fc.constantFrom("add", "remove"), values }),
  fc.record({ operation: fc.constant("set"), what: setChange }),
);

const change: fc.Arbitrary<RandomChange> = fc.oneof(
  { weight: 6, arbitrary: arrayChange },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("quiz"), what: join }) },
  { weight: 32, arbitrary: fc.record({ kind: fc.constant("quiz"), what: move }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("counter"), what: counterChange }) },
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("room"), what: roomChange }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("quizStart"), seats: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("quizSet"), what: setChange }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("counterStart") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("archive"), name }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("keyed"), key: fc.constantFrom("k1", "k2", "k3"), what: keyed }) },
);

/** A history: batches of changes, and after which of them the server is started anew. */
export const histories = fc.array(
  fc.record({
    changes: fc.array(fc.record({ change, player: fc.nat(), ms: fc.nat(5000) }), { maxLength: 12, size: "max" }),
    reopened: fc.nat(9).map((n) => n === 0),
  }),
  { maxLength: 40, size: "max" },
);

/**
 * A history's steps, in which the changes of games are those of games that were joined. The first is that of a server, which takes
 * the state over.
 */
export function* stepsOf(history: typeof histories extends fc.Arbitrary<infer History> ? History : never): Generator<Step> {
  const tokens: string[] = [];
  let at = 1_000_000;
  const begin = { change: { kind: "quizStart", seats: 1 } as const, player: 0, ms: 0 };
  for (const { changes, reopened } of [{ changes: [begin], reopened: false }, ...history]) {
    const pushes = changes.map(({ change, player, ms }) => {
      at += ms;
      // A token is given once only, as by a server.
      const isJoin = change.kind === "quiz" && change.what.type === "join";
      if (isJoin) tokens.push(`token${tokens.length}`);
      const whose = isJoin ? 0 : player % 2;
      return pusher(change, tokens.at(-1 - whose) ?? tokens.at(0) ?? "nobody", at);
    });
    yield {
      batchFor(state) {
        const batch = new ChangeBatch();
        for (const push of pushes) push(batch, state);
        return batch;
      },
      reopened,
    };
  }
}

/** What puts a change into a batch for a state. */
function pusher(change: RandomChange, token: string, at: number): (batch: ChangeBatch, state: TestState) => void {
  switch (change.kind) {
    case "add":
    case "remove": {
      const numbers = { numbers: Float64Array.from(change.values), count: change.values.length };
      return (batch, { array }) => batch.push(array[change.kind], numbers, NOBODY);
    }
    case "clear":
      return (batch, { array }) => batch.push(array.clear, { numbers: new Float64Array(0), count: 0 }, NOBODY);
    case "quiz":
      return (batch, { quiz }) => batch.push(quiz.change, { ...change.what, token, at }, NOBODY);
    case "counter":
      return (batch, { counter }) => batch.push(counter.change, { ...change.what, at }, NOBODY);
    case "room":
      return (batch, { quiz }) => batch.push(quiz.room, { ...change.what, at, date: at }, NOBODY);
    case "quizStart":
      return (batch, { quiz }) => batch.push(quiz.start, { seats: change.seats, at }, NOBODY);
    case "quizSet":
      return (batch, { quiz }) => batch.push(quiz.set, change.what, NOBODY);
    case "archive":
      return (batch, { archive }) => batch.push(archive.end, { name: change.name, date: at }, NOBODY);
    case "keyed":
      return (batch, state) => batch.push(state.requests.keyed, keyedChange(change.key, change.what, state), NOBODY);
    case "counterStart":
      return (batch, { counter }) => batch.push(counter.start, {}, NOBODY);
  }
}

function keyedChange(key: string, asked: KeyedWhat, { array, quiz }: TestState): KeyedChange {
  const by = { key, fingerprint: asked.operation };
  if (asked.operation === "set") return new KeyedChange(by, quiz.asked.set, asked.what);
  const { operation, values } = asked;
  return new KeyedChange(by, array.asked[operation], { numbers: Float64Array.from(values), count: values.length });
}
