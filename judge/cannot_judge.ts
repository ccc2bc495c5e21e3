/** There is no server to judge: nothing answers, or something that speaks another protocol. The message is one line for people. */
export class CannotJudge extends Error {
  override readonly name = "CannotJudge";
}
