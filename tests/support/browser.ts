/** A real browser, which notes what a page must not do. */
import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";
const ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];

/** How long something may take to be seen, in milliseconds. */
const TIMEOUT_MS = 10_000;

/** Whether there is a browser here. */
export function hasBrowser(): boolean {
  return existsSync(CHROMIUM);
}

/** A page that was opened, and what was wrong with it. */
export interface OpenPage {
  readonly page: Page;
  /** What the browser logged as an error, and what it asked other hosts for. */
  readonly faults: string[];
}

/** Opens pages in a browser, for as long as it is used. */
export class TestBrowser implements AsyncDisposable {
  readonly #browser: Browser;

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  /** @param args more for the browser's command line */
  static async start(args: readonly string[] = []): Promise<TestBrowser> {
    return new TestBrowser(await chromium.launch({ executablePath: CHROMIUM, args: [...ARGS, ...args] }));
  }

  /** A window for many tabs: they share its size and its caches, and animate little, so that one machine can have many of them. */
  async window(viewport: { width: number; height: number }): Promise<BrowserContext> {
    return await this.#browser.newContext({ viewport, reducedMotion: "reduce" });
  }

  async open(
    url: string,
    { width = 1280, height = 900, colorScheme = "light", window, mayFail = () => false }: {
      width?: number;
      height?: number;
      colorScheme?: "light" | "dark";
      /** Opens the page as a tab of this one, rather than as one that shares nothing with others. */
      window?: BrowserContext;
      /** Which errors are expected, as where the server is stopped. */
      mayFail?: (message: string) => boolean;
    } = {},
  ): Promise<OpenPage> {
    const page = await (window?.newPage() ??
      this.#browser.newPage({ viewport: { width, height }, colorScheme, ignoreHTTPSErrors: true }));
    page.setDefaultTimeout(TIMEOUT_MS);
    const faults: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !mayFail(message.text())) faults.push(message.text());
    });
    page.on("pageerror", (error) => faults.push(error.message));
    const { host } = new URL(url);
    page.on("request", (request) => {
      const asked = new URL(request.url());
      if (asked.host !== host && asked.protocol !== "data:") faults.push(`asked ${request.url()}`);
    });
    page.on("websocket", (socket) => {
      if (new URL(socket.url()).host !== host) faults.push(`connected to ${socket.url()}`);
    });
    await page.goto(url);
    return { page, faults };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}
