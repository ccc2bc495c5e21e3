import { useEffect, useRef, useState } from "preact/hooks";
import { isAway } from "../live.ts";
import { shown } from "../text.ts";
import { TerminalLink } from "./terminal_link.ts";
import { Tools } from "./tools.tsx";
import { complete, verbs } from "./verbs.ts";

/** How many lines that were typed are kept. */
const KEPT_TYPED = 50;

const link = new TerminalLink();

/** Types lines at the server, as with `nc`. */
export function Terminal() {
  const [typed, setTyped] = useState("");
  const [hint, setHint] = useState("");
  const before = useRef<{ lines: string[]; at: number }>({ lines: [], at: 0 });
  const log = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const lines = link.lines.value;

  const send = (line: string) => {
    before.current.lines = [...before.current.lines, line].slice(-KEPT_TYPED);
    before.current.at = before.current.lines.length;
    link.send(line);
    setHint("");
    input.current?.focus();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (typed.trim() === "") return;
    send(typed);
    setTyped("");
  };
  const recall = (step: number) => {
    const { lines, at } = before.current;
    before.current.at = Math.max(0, Math.min(lines.length, at + step));
    setTyped(lines[before.current.at] ?? "");
  };
  const press = async (event: KeyboardEvent) => {
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      recall(event.key === "ArrowUp" ? -1 : 1);
    }
    // Where there is nothing to complete, Tab goes on to the next control.
    if (event.key !== "Tab" || event.shiftKey || !/^\w+$/.test(typed)) return;
    event.preventDefault();
    const { text, choices } = complete(typed, await verbs());
    setTyped(text);
    setHint(
      choices.length === 0 ? "No request begins like this. HELP lists them." : choices.length > 1 ? choices.join("  ") : "",
    );
  };

  useEffect(() => () => link.close(), []);
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [lines]);

  return (
    <section class="terminal" aria-labelledby="terminal-title">
      <div class="panel-title">
        <h2 id="terminal-title">Terminal</h2>
        <span class="row">
          <Tools />
          <button type="button" disabled={isAway.value} onClick={() => send("HELP")}>HELP</button>
        </span>
      </div>
      <div class="wire" ref={log} tabIndex={0} role="log" aria-label="Terminal output">
        {lines.map(({ kind, text }, i) => (
          <div key={i} class={`line ${kind}`}>
            <bdi>{shown(text)}</bdi>
          </div>
        ))}
        {lines.length === 0 && <div class="line dim">Type a line as you would with nc, for example SORT 5 3 9 3.</div>}
      </div>
      <form class="row" onSubmit={submit}>
        <div class="field">
          <label for="line">Line</label>
          <input
            id="line"
            ref={input}
            class="mono"
            value={typed}
            placeholder="SORT 5 3 9 3"
            autocomplete="off"
            autocapitalize="none"
            spellcheck={false}
            aria-describedby="line-hint"
            onKeyDown={press}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="primary" disabled={isAway.value}>Send</button>
      </form>
      <p id="line-hint" class="said mono" role="status">{hint || "Tab completes a request, ↑ brings back the last one"}</p>
    </section>
  );
}
