/** What a screen shows to a script: each event as an object in a line, and nothing that only people look at. */
import { printEvent } from "./page.ts";
import type { Terminal } from "./terminal.ts";

export class JsonScreen<Message extends { readonly type: string }> {
  protected readonly terminal: Terminal;

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  message(message: Message): void {
    printEvent(this.terminal, message);
  }

  hint(text: string): void {
    printEvent(this.terminal, { type: "hint", text });
  }

  welcome(): void {}
  goodbye(): void {}
  ask(): void {}
  asked(): void {}
  wait(): void {}
  missed(): void {}
  left(): void {}
  close(): void {}
}
