import { signal } from "@preact/signals";
import { messageOf } from "../../../protocol/message_of.ts";
import type { ServerLine } from "../../../protocol/reply.ts";
import { formatNumber } from "../text.ts";
import { WebSocketLink } from "../web_socket_link.ts";

/** How many lines are kept. */
const KEPT_LINES = 300;
/** How much of a line is shown. */
const SHOWN_CHARACTERS = 2000;

/** What is typed with one of these may be on a projector, and is for nobody else. */
const SECRET = /^\s*(auth|resume|host)\s+\S/i;

export interface TerminalLine {
  readonly kind: "typed" | "problem" | ServerLine["kind"];
  readonly text: string;
}

function format(line: ServerLine): string {
  switch (line.kind) {
    case "ok":
      return `OK ${line.text}`.trimEnd();
    case "error":
      return `ERR ${line.code} ${line.message}`;
    case "comment":
      return `# ${line.text}`;
    case "event":
      return `* ${line.text}`;
  }
}

/** What is typed at the server, and what it says. */
export class TerminalLink {
  readonly lines = signal<readonly TerminalLine[]>([]);
  #link: Promise<WebSocketLink> | null = null;

  async send(line: string): Promise<void> {
    this.#say({ kind: "typed", text: SECRET.test(line) ? line.replace(/\S+\s*$/, "(not shown)") : line });
    try {
      await (await this.#connected()).send(line);
    } catch (error) {
      this.#link = null;
      this.#say({ kind: "problem", text: messageOf(error) });
    }
  }

  close(): void {
    this.#link?.then((opened) => opened[Symbol.dispose](), () => {});
  }

  /** One connection for all that is typed, also while it is being opened. */
  #connected(): Promise<WebSocketLink> {
    return this.#link ??= WebSocketLink.open({ showToken: false }).then((opened) => {
      this.#hear(opened);
      return opened;
    });
  }

  async #hear(opened: WebSocketLink): Promise<void> {
    try {
      for (let line = opened.greeting;; line = await opened.next()) {
        const text = format(line);
        const more = text.length - SHOWN_CHARACTERS;
        this.#say({
          kind: line.kind,
          text: more > 0 ? `${text.slice(0, SHOWN_CHARACTERS)} … ${formatNumber(more)} more characters` : text,
        });
      }
    } catch {
      this.#link = null;
      this.#say({ kind: "problem", text: "Connection closed. The next line you send opens a new one." });
    }
  }

  #say(line: TerminalLine): void {
    this.lines.value = [...this.lines.value, line].slice(-KEPT_LINES);
  }
}
