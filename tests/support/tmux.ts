import { eventually } from "./eventually.ts";

/** A real terminal, by tmux: keys go in, the screen comes out. */
export class Tmux implements AsyncDisposable {
  readonly #name: string;

  private constructor(name: string) {
    this.#name = name;
  }

  /** Runs a shell command in a terminal of its own. */
  static async start(command: string, { columns = 100, rows = 45 }: { columns?: number; rows?: number } = {}): Promise<Tmux> {
    const terminal = new Tmux(`app-test-${crypto.randomUUID()}`);
    await terminal.#tmux(
      "new-session",
      "-d",
      "-x",
      String(columns),
      "-y",
      String(rows),
      // What was typed for the command and not read by it comes to the shell.
      `${command}; echo "exit code $?"; stty -a; read x; echo "the shell got: $x."; read x`,
    );
    return terminal;
  }

  /** Presses keys, by tmux's names for them, or types text. */
  async press(...keys: string[]): Promise<void> {
    await this.#tmux("send-keys", "-t", "0", "--", ...keys);
  }

  /** What is to be seen. */
  async screen(): Promise<string> {
    return await this.#tmux("capture-pane", "-p", "-S", "-200", "-t", "0");
  }

  /** Waits until this is to be seen, and gives the screen. */
  async until(wanted: RegExp): Promise<string> {
    let screen = "";
    await eventually(async () => wanted.test(screen = await this.screen())).catch(() => {
      throw new Error(`${wanted} is not to be seen:\n${screen}`);
    });
    return screen;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tmux("kill-server");
  }

  async #tmux(...args: string[]): Promise<string> {
    const { stdout, stderr, success } = await new Deno.Command("tmux", { args: ["-L", this.#name, ...args] }).output();
    if (!success) throw new Error(`tmux ${args.join(" ")}: ${new TextDecoder().decode(stderr)}`);
    return new TextDecoder().decode(stdout);
  }
}
