import { type LineInput, openLineInput } from "../line_input.ts";
import type { Terminal } from "../terminal.ts";

/** Does something with what is typed, until it is done or the terminal's signal is aborted. */
export async function whileTyping(
  { terminal, interactive }: { terminal: Terminal; interactive: boolean },
  use: (input: LineInput) => Promise<void>,
): Promise<void> {
  const { signal } = terminal;
  using input = openLineInput(interactive ? terminal : { ...terminal, interactive: false });
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
