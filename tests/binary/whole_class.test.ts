/** One live game at all doors at once: the host's page, the projector, two phones, nc and the terminal client. */
import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import type { Page } from "playwright-core";
import { APP, type RunningServer } from "../support/executable.ts";
import { isClean, pageTest as test, tooSmall, until } from "../support/screen_tests.ts";
import { Tmux } from "../support/tmux.ts";

const SET = {
  title: "At all doors",
  seconds: 0,
  questions: [
    { kind: "choice", text: "Which one is right?", choices: ["Wrong one", "Right one", "Neither"], answer: 1 },
    { kind: "number", text: "How much is 6 times 7?", answer: 42 },
    { kind: "boolean", text: "TCP keeps the order.", answer: true },
  ],
};
/** What each of them answers: right, or not; marks are 1 and -0.25. */
const PLAN: Record<string, readonly boolean[]> = {
  Ada: [true, true, true],
  Ben: [true, false, true],
  Net: [false, true, true],
  Tess: [true, true, false],
};

interface Room {
  phase: string;
  number: number;
  answered: number;
  players: { name: string; marks: number }[];
}

/** What netcat sends and receives. */
class Netcat implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #read: Promise<void>;
  text = "";

  constructor({ tcp }: RunningServer) {
    this.#process = new Deno.Command("nc", { args: [tcp.hostname, `${tcp.port}`], stdin: "piped", stdout: "piped" }).spawn();
    this.#writer = this.#process.stdin.getWriter();
    this.#read = this.#process.stdout.pipeThrough(new TextDecoderStream())
      .pipeTo(new WritableStream({ write: (text) => void (this.text += text) }));
  }

  async type(line: string): Promise<void> {
    await this.#writer.write(new TextEncoder().encode(`${line}\n`));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGTERM");
    await this.#process.status;
    await this.#read;
    await this.#writer.abort().catch(() => {});
  }
}

test("a game is played by two phones, nc and the terminal client at once, while the host's page and the projector run", async ({ server, browser }) => {
  const { id } = await server.api<{ id: string }>("/api/sets", { body: SET });
  const { pin } = await server.api<{ pin: string }>("/api/rooms", { body: { set: id } });
  const room = () => server.api<Room>(`/api/rooms/${pin}`);
  const reaches = (phase: string, number: number) =>
    until(async () => {
      const now = await room();
      return now.phase === phase && now.number === number;
    });

  /** Presses the space bar until the game is there: a press that comes before the host's page knows the last change does nothing. */
  const press = (phase: string, number: number) =>
    until(async () => {
      const now = await room();
      if (now.phase === phase && now.number === number) return true;
      await host.page.keyboard.press("Space");
      return false;
    });

  const isReadable = async () => deepStrictEqual(await tooSmall(projector.page, 0.025), []);

  const host = await browser.open(`${server.http}/host`, { width: 1440 });
  await host.page.getByRole("button", { name: new RegExp(pin) }).click();
  const projector = await browser.open(`${server.http}/screen?pin=${pin}`, { width: 1920, height: 1080 });
  await projector.page.getByText(`${pin.slice(0, 3)} ${pin.slice(3)}`).or(projector.page.getByLabel(`PIN ${pin}`)).first()
    .waitFor();
  await isReadable();
  const phones = await Promise.all(["Ada", "Ben"].map(async (name) => {
    const phone = await browser.open(`${server.http}/play?pin=${pin}`, { width: 360, height: 640 });
    await phone.page.getByLabel("Your name").fill(name);
    await phone.page.keyboard.press("Enter");
    return phone;
  }));
  await using nc = new Netcat(server);
  await nc.type(`JOIN ${pin} Net`);
  await using terminal = await Tmux.start(`${APP} client --mode quiz --port ${server.tcp.port} --room ${pin} --name Tess`);
  await until(async () => (await room()).players.length === 4);
  await host.page.getByRole("button", { name: /^Start/ }).first().waitFor();

  const answerOnPhone = async (page: Page, number: number, isRight: boolean) => {
    if (number === 1) await page.getByRole("button", { name: isRight ? "Right one" : "Wrong one" }).click();
    else if (number === 3) await page.getByRole("button", { name: isRight ? "True" : "False" }).click();
    else {
      await page.locator("#answer").waitFor();
      await page.keyboard.type(isRight ? "42" : "41");
      await page.keyboard.press("Enter");
    }
  };
  const typed = (number: number, isRight: boolean) =>
    number === 2 ? isRight ? "42" : "41" : (number === 1) === isRight ? "B" : "A";
  for (let number = 1; number <= SET.questions.length; number++) {
    await press("question", number);
    const { text } = SET.questions[number - 1];
    for (const { page } of [projector, ...phones]) await page.getByText(text).first().waitFor();
    await isReadable();
    const plan = (name: string) => PLAN[name][number - 1];
    // One phone loses its page in the middle of a question.
    if (number === 2) await phones[1].page.reload();
    await answerOnPhone(phones[0].page, number, plan("Ada"));
    await answerOnPhone(phones[1].page, number, plan("Ben"));
    await until(() => Promise.resolve(nc.text.includes(`* question ${number}/3 `)));
    await nc.type(`ANSWER ${typed(number, plan("Net"))}`);
    await terminal.until(new RegExp(`${text.replace(/[?.]/g, "\\$&")}[^]*(Letter|Number|A or B):`));
    await terminal.press(typed(number, plan("Tess")), "Enter");
    // The last answer closes the question.
    await reaches("reveal", number);
    await isReadable();
    if (number === SET.questions.length) break;
    await press("standings", number);
    await isReadable();
  }
  await press("podium", SET.questions.length);

  const wanted = Object.entries(PLAN).map(([name, plan]) => {
    return [name, plan.reduce((sum, isRight) => sum + (isRight ? 1 : -0.25), 0)] as const;
  });
  const { players } = await room();
  deepStrictEqual(Object.fromEntries(players.map(({ name, marks }) => [name, marks])), Object.fromEntries(wanted));
  strictEqual(players[0].name, "Ada");
  await phones[0].page.getByText(/\b3 marks/).first().waitFor();
  await phones[1].page.getByText(/1\.75 marks/).first().waitFor();
  await projector.page.getByText("Ada").first().waitFor();
  await isReadable();
  await terminal.until(/1\.75 marks/);
  await until(() => Promise.resolve(nc.text.includes("* result ")));
  match(nc.text, /\* podium 1 marks=3 name=Ada\n[^]*\* result marks=1\.75 correct=2 wrong=1 skipped=0 .* games=4 /);
  for (const open of [host, projector, ...phones]) isClean(open);
});
