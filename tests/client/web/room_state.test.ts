/** What a player in a room sees after each line of the server. */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { after, JOINING, type RoomState } from "../../../client/web/play/room_state.ts";
import { parseServerLine } from "../../../protocol/reply.ts";

/** The state after these lines. */
function afterLines(state: RoomState, ...lines: string[]): RoomState {
  return lines.reduce((state, text) => {
    const line = parseServerLine(text);
    if (!line) throw new Error(`This is no line of a server: ${text}`);
    return after(state, line, 0);
  }, state);
}

const QUESTION = ["* question 3/20 kind=choice seconds=30 text=Which one?", "* choice A This", "* choice B That"];
const ANSWERED = "# You have answered this question: wait for the next one.";

Deno.test("an answer whose reply was lost with the connection is sent once the server says that it came", () => {
  const sent = { ...afterLines(JOINING, ...QUESTION), given: "B" };
  const { phase, given, note } = afterLines(sent, ANSWERED);
  deepStrictEqual({ phase, given, note }, { phase: "answered", given: "B", note: "" });
});

Deno.test("an answer that was lost with the connection can be given again", () => {
  const sent = { ...afterLines(JOINING, ...QUESTION), given: "B" };
  const { phase, given, choices } = afterLines(sent, ...QUESTION);
  deepStrictEqual({ phase, given, choices }, { phase: "question", given: null, choices: ["This", "That"] });
});

Deno.test("a remark during an open question changes nothing for who has not answered it", () => {
  const open = afterLines(JOINING, ...QUESTION);
  strictEqual(afterLines(open, ANSWERED).phase, "question");
});
