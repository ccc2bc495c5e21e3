import { type KeyTaker, type LineInput, openLineInput } from "../line_input.ts";
import type { Terminal } from "../terminal.ts";

/** Does something with what is typed, until it is done or the terminal's signal is aborted. */
export async function whileTyping(
  { terminal, interactive, takeKey }: { terminal: Terminal; interactive: boolean; takeKey?: KeyTaker },
  use: (input: LineInput) => Promise<void>,
): Promise<void> {
  const { signal } = terminal;
  using input = openLineInput(interactive ? terminal : { ...terminal, interactive: false }, takeKey);
  const interrupted = Promise.withResolvers<never>();
  const onAbort = () => interrupted.reject(signal.reason);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    await Promise.race([use(input), interrupted.promise]);
  } catch (error) {
    if (!signal.aborted) throw error;
    if (interactive) terminal.write("\n");
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}
