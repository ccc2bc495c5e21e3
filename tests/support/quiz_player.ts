import { RawClient } from "./raw_client.ts";

/** What a scripted player does with a question. */
export type Move = "right" | "wrong" | "skip";

/** The answer to a question as the server or the page asks it, such as `7 + 5`. */
export function solve(question: string): number {
  const [left, operator, right] = question.split(" ");
  const [a, b] = [Number(left), Number(right)];
  return operator === "+" ? a + b : "-−".includes(operator) ? a - b : "*×".includes(operator) ? a * b : a / b;
}

/** A player over a raw connection, who looks at nothing but the lines. */
export class QuizPlayer implements Disposable {
  readonly client: RawClient;
  token = "";
  /** Every line that came and was no text for people. */
  readonly lines: string[] = [];

  constructor(client: RawClient) {
    this.client = client;
  }

  static async join(server: Deno.NetAddr, name: string): Promise<QuizPlayer> {
    const player = new QuizPlayer(await RawClient.connect(server));
    await player.client.send(`QUIZ ${name}\n`);
    player.token = (await player.until("OK token=")).match(/token=(\S+)/)?.[1] ?? "";
    return player;
  }

  /** Takes lines up to one that begins like this. */
  async until(beginning: string): Promise<string> {
    for (;;) {
      const line = await this.client.line();
      if (!line.startsWith("#")) this.lines.push(line);
      if (line.startsWith(beginning)) return line;
    }
  }

  /** The next question, such as `7 + 5`. */
  async question(): Promise<string> {
    return (await this.until("* question ")).split(" ").slice(3).join(" ");
  }

  /** Does something with the question, and takes the reply. */
  async move(question: string, move: Move): Promise<string> {
    const answer = solve(question);
    await this.client.send(move === "skip" ? "SKIP\n" : move === "right" ? `${answer}\n` : `ANSWER ${answer + 1}\n`);
    return await this.until("OK ");
  }

  /** Plays by plan to the end. @returns the result line */
  async play(moves: Move[]): Promise<string> {
    for (const move of moves) await this.move(await this.question(), move);
    return await this.until("* result ");
  }

  [Symbol.dispose](): void {
    this.client[Symbol.dispose]();
  }
}
