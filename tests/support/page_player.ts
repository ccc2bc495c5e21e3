/** A player of a live game who sees nothing but a page in a real browser, and touches what is on it. */
import { strictEqual } from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import type { Random } from "../../server/random.ts";
import type { OpenPage, TestBrowser } from "./browser.ts";
import type { Ending, Player } from "./classroom.ts";
import { choicesOf, PlayRecord, questionOf, type Shown } from "./play_record.ts";

/** How long a page may take to open and to join, in milliseconds: it shares the machine with the others. */
const JOIN_MS = 60_000;
/** After so long without a change it is touched again, in milliseconds: while the connection is lost, a touch does nothing. */
const AGAIN_MS = 3000;

/** What the page shows. */
interface View {
  readonly screen: "question" | "sent" | "verdict" | "result" | "other";
  readonly isLost: boolean;
  /** Of the question; 0 where none is shown. */
  readonly number: number;
  readonly text: string;
  readonly choices: readonly string[];
  /** As they read; empty where none are shown. */
  readonly marks: string;
  readonly heading: string;
  readonly rank: string;
}

/** Runs in the page: resolves with what it shows, as JSON, as soon as that is not what it was before; or with the same, after a while. */
const CHANGED = `(before) => new Promise((resolve) => {
  const text = (selector) => document.querySelector(selector)?.textContent.trim() ?? "";
  const shows = (selector) => document.querySelector(selector) !== null;
  const look = () => JSON.stringify({
    screen: shows("main.verdict") ? "verdict"
      : shows(".result .score") ? "result"
      : /Answer sent|You have answered/.test(text(".sent")) ? "sent"
      : shows(".question") ? "question"
      : "other",
    isLost: shows(".amber"),
    number: parseInt(text(".play-bar p").replace("Question", "")) || 0,
    text: text(".question"),
    choices: [...document.querySelectorAll(".choice bdi")].map(({ textContent }) => textContent),
    marks: text(".result .marks") || text(".verdict .below") || text(".play-bar p:nth-of-type(3)"),
    heading: text("h1"),
    rank: text(".result .score"),
  });
  const end = (now) => {
    observer.disconnect();
    resolve(now);
  };
  const check = () => {
    const now = look();
    if (now !== before) end(now);
  };
  const observer = new MutationObserver(check);
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  setTimeout(() => end(look()), ${AGAIN_MS});
  check();
})`;

/** The letters of the choices that are touched, in the order in which they count. */
const TOUCHED = `[...document.querySelectorAll(".choice")]
  .flatMap((choice, i) => choice.ariaPressed === "true" ? [[Number(choice.querySelector(".place")?.textContent ?? i), i]] : [])
  .sort(([a], [b]) => a - b).map(([, i]) => "ABCDEFGH"[i]).join("")`;

/** Touches choices, by their letters. */
const TOUCH = `(letters) => {
  const choices = document.querySelectorAll(".choice");
  for (const letter of letters) choices[letter.charCodeAt(0) - 65].click();
}`;

/** A player on a page. It is never told to come back: a page does so by itself. */
export class PagePlayer implements Player {
  readonly name: string;
  readonly #tab: { readonly browser: TestBrowser; readonly window: BrowserContext; readonly http: string };
  readonly #record: PlayRecord;
  #open: OpenPage | null = null;
  /** The last question. */
  #asked = 0;
  /** How often the page has connected to the server, which has answered. */
  connections = 0;
  /** The question of which the page has shown whether the answer was right. */
  judged = 0;
  ending: Ending | null = null;

  /** @param options `window` is where it gets a tab, and `http` where the server's pages are */
  constructor(
    name: string,
    { random, ...tab }: { browser: TestBrowser; window: BrowserContext; http: string; random: Random },
  ) {
    this.name = name;
    this.#tab = tab;
    this.#record = new PlayRecord(random);
  }

  get marks(): number {
    return this.#record.marks;
  }

  /** What the page logged as an error, beside that the server was away, and what it asked other hosts for. */
  get faults(): readonly string[] {
    return this.#open?.faults ?? [];
  }

  isThrough(number: number): boolean {
    return this.#record.isThrough(number);
  }

  async join(pin: string): Promise<void> {
    const { browser, window, http } = this.#tab;
    const mayFail = (message: string) => message.includes("WebSocket");
    this.#open = await browser.open(`${http}/play?pin=${pin}`, { window, mayFail });
    const { page } = this.#open;
    page.on("websocket", (socket) => socket.once("framereceived", () => this.connections++));
    await page.getByLabel("Your name").fill(this.name, { timeout: JOIN_MS });
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: `You're in, ${this.name}!` }).waitFor({ timeout: JOIN_MS });
  }

  async play(): Promise<boolean> {
    const page = this.#open?.page;
    if (!page) throw new Error(`${this.name} has not joined`);
    for (let seen = "";;) {
      seen = await page.evaluate<string>(`(${CHANGED})(${JSON.stringify(seen)})`);
      const view: View = JSON.parse(seen);
      // Nothing can be touched.
      if (view.isLost) continue;
      if (view.screen === "result") {
        this.ending = endingOf(view);
        return true;
      }
      await this.#take(page, view);
    }
  }

  /** Does what the page asks for, and looks whether its marks are right. */
  async #take(page: Page, view: View): Promise<void> {
    switch (view.screen) {
      case "question":
        await this.#answer(page, view);
        return;
      case "sent":
        this.#record.heard();
        return;
      case "verdict":
        if (view.heading === "No answer") this.#record.missed();
        else this.#record.heard();
        this.judged = this.#asked;
        this.#checkMarks(view);
    }
  }

  #checkMarks({ marks, screen }: View): void {
    strictEqual(numberIn(marks), this.marks, `${this.name}, ${screen} ${this.#asked}: ${marks}`);
  }

  async #answer(page: Page, view: View): Promise<void> {
    const question = questionOf(view.text);
    // They come one by one.
    if (view.choices.length < choicesOf(question)) return;
    const shown: Shown = { number: view.number, question, choices: view.choices };
    const answer = this.#record.answer(shown);
    this.#asked = view.number;
    // What it shows is what was scored before this question.
    this.#checkMarks(view);
    // If what was to be touched has gone, the next look at the page shows why.
    if (answer !== null) await give(page, shown, answer).catch(() => {});
  }
}

/**
 * Gives an answer with what is on the page for it. The choices are clicked by the page itself: a touch in a tab behind others waits
 * up to a second for the next frame.
 */
async function give(page: Page, { question: { kind } }: Shown, answer: string): Promise<void> {
  if (kind === "number" || kind === "text") {
    await page.locator(kind === "text" ? "#text-answer" : "#answer").fill(answer);
    await page.keyboard.press("Enter");
    return;
  }
  const touch = (letters: string) => page.evaluate(`(${TOUCH})(${JSON.stringify(letters)})`);
  if (kind === "choice" || kind === "boolean") return void await touch(answer);
  // What was touched before the connection was lost.
  await touch(await page.evaluate<string>(TOUCHED));
  await touch(answer);
  if (await page.evaluate<string>(TOUCHED) === answer) {
    await page.evaluate(`document.querySelector(".choice-form .primary").click()`);
  }
}

/** The first number in a text, with a sign as people write it. */
function numberIn(text: string): number {
  return Number(text.replaceAll("−", "-").match(/-?\d+(\.\d+)?(?= marks?\b)/)?.[0]);
}

function endingOf({ marks, rank }: View): Ending {
  const [place, games] = rank.match(/\d+/g)?.map(Number) ?? [];
  return { marks: numberIn(marks), rank: place, games };
}
