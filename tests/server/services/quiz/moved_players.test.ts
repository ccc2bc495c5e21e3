/** Games whose players move from connection to connection while changes for the older one are still on their way. */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { type QuizChange, readQuizChange } from "../../../../server/services/quiz/changes.ts";
import { QUESTIONS } from "../../../../server/services/quiz/game.ts";
import { Quiz } from "../../../../server/services/quiz/quiz.ts";
import { answerOf, randomQuestion } from "../../../../server/services/quiz/question.ts";
import { seededRandom } from "../../../../server/seeded_random.ts";

type Change = QuizChange extends infer Each ? Each extends QuizChange ? Omit<Each, "at" | "date" | "token"> : never : never;

const random = seededRandom(1);
const questions = Array.from({ length: QUESTIONS }, () => randomQuestion(random));

/** A quiz in which Ada plays on connection 1, and what happens to her game. */
class Scene {
  readonly quiz = new Quiz({ seats: 1 });
  #at = 0;

  constructor() {
    this.happen({ type: "join", name: "Ada", questions, connection: 1 });
  }

  /** @returns what is told of it */
  happen(change: Change): string[] {
    const at = this.#at += 1000;
    const { events } = this.quiz.apply(readQuizChange({ ...change, token: "ada", at, date: at }));
    return events.map((event) => event.type === "player" ? event.what : event.type);
  }

  get question(): number | null {
    return this.quiz.players()[0]?.question ?? null;
  }
}

Deno.test("the time of a question is over only for the connection that it was set for, while the player is there", () => {
  const scene = new Scene();
  scene.happen({ type: "resume", connection: 2 });
  deepStrictEqual(scene.happen({ type: "timeout", number: 1, connection: 1 }), []);
  scene.happen({ type: "lose", connection: 2 });
  deepStrictEqual(scene.happen({ type: "timeout", number: 1, connection: 2 }), []);
  scene.happen({ type: "resume", connection: 3 });
  deepStrictEqual(scene.happen({ type: "timeout", number: 1, connection: 3 }), ["judged", "timeout", "question"]);
  strictEqual(scene.question, 2);
  // What an earlier version wrote down names no connection.
  deepStrictEqual(scene.happen({ type: "timeout", number: 2 }), ["judged", "timeout", "question"]);
});

Deno.test("a player who came back, and was lost again, has all the time to come back once more", () => {
  const scene = new Scene();
  deepStrictEqual(scene.happen({ type: "lose", connection: 1 }), ["away"]);
  scene.happen({ type: "resume", connection: 2 });
  deepStrictEqual(scene.happen({ type: "expire", connection: 1 }), []);
  scene.happen({ type: "lose", connection: 2 });
  deepStrictEqual(scene.happen({ type: "expire", connection: 1 }), []);
  deepStrictEqual(scene.happen({ type: "expire", connection: 2 }), ["left"]);
});

Deno.test("who goes on with another connection does not give up with the older one, and is lost once", () => {
  const scene = new Scene();
  scene.happen({ type: "resume", connection: 2 });
  deepStrictEqual(scene.happen({ type: "leave", connection: 1 }), []);
  deepStrictEqual(scene.happen({ type: "lose", connection: 1 }), []);
  deepStrictEqual(scene.happen({ type: "lose", connection: 2 }), ["away"]);
  deepStrictEqual(scene.happen({ type: "lose", connection: 2 }), []);
  deepStrictEqual(scene.quiz.lose({ first: 1, last: 5 }, 9000), []);
  scene.happen({ type: "resume", connection: 3 });
  deepStrictEqual([...scene.quiz.connected({ first: 2, last: 3 })], [{ token: "ada", connection: 3 }]);
  deepStrictEqual(scene.happen({ type: "answer", value: answerOf(questions[0]) }), ["judged", "question"]);
});
