import { useEffect, useRef, useState } from "hono/jsx/dom";
import { messageOf } from "../../protocol/message_of.ts";
import type { ServerLine } from "../../protocol/reply.ts";
import { formatNumber, shown } from "./text.ts";
import { WebSocketLink } from "./web_socket_link.ts";

/** So many lines are kept, and so many that were typed. */
const KEPT_LINES = 300;
const KEPT_TYPED = 50;
/** So much of a line is shown. */
const SHOWN_CHARACTERS = 2000;

/** What is typed with one of these may be on a projector, and is for nobody else. */
const SECRET = /^\s*(auth|resume)\s+\S/i;

interface Line {
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

/** Types lines at the server, as with `nc`. */
export function Terminal() {
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [typed, setTyped] = useState("");
  const link = useRef<Promise<WebSocketLink> | null>(null);
  const before = useRef<{ lines: string[]; at: number }>({ lines: [], at: 0 });
  const log = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const say = (...more: Line[]) => setLines((lines) => [...lines, ...more].slice(-KEPT_LINES));

  const hear = async (opened: WebSocketLink) => {
    try {
      for (let line = opened.greeting;; line = await opened.next()) {
        const text = format(line);
        const more = text.length - SHOWN_CHARACTERS;
        say({
          kind: line.kind,
          text: more > 0 ? `${text.slice(0, SHOWN_CHARACTERS)} … ${formatNumber(more)} more characters` : text,
        });
      }
    } catch {
      link.current = null;
      say({ kind: "problem", text: "Connection closed. The next line you send opens a new one." });
    }
  };
  /** One connection for all that is typed, also while it is being opened. */
  const connected = (): Promise<WebSocketLink> =>
    link.current ??= WebSocketLink.open({ showToken: false }).then((opened) => {
      hear(opened);
      return opened;
    });

  const send = async (line: string) => {
    say({ kind: "typed", text: SECRET.test(line) ? line.replace(/\S+\s*$/, "(not shown)") : line });
    before.current.lines = [...before.current.lines, line].slice(-KEPT_TYPED);
    before.current.at = before.current.lines.length;
    try {
      await (await connected()).send(line);
    } catch (error) {
      link.current = null;
      say({ kind: "problem", text: messageOf(error) });
    }
    input.current?.focus();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (typed.trim() === "") return;
    send(typed);
    setTyped("");
  };
  const recall = (event: KeyboardEvent) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const { lines, at } = before.current;
    before.current.at = Math.max(0, Math.min(lines.length, at + (event.key === "ArrowUp" ? -1 : 1)));
    setTyped(lines[before.current.at] ?? "");
  };

  useEffect(() => () => void link.current?.then((opened) => opened[Symbol.dispose](), () => {}), []);
  useEffect(() => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [lines]);

  return (
    <div class="terminal">
      <div class="wire" ref={log} tabindex={0} role="log" aria-label="Terminal output">
        {lines.map(({ kind, text }, i) => (
          <div key={i} class={`line ${kind}`}>
            <bdi>{shown(text)}</bdi>
          </div>
        ))}
        {lines.length === 0 && <div class="line dim">Type a line as you would with nc. HELP explains the protocol.</div>}
      </div>
      <form class="controls" onSubmit={submit}>
        <label for="line">Line</label>
        <input
          id="line"
          ref={input}
          class="code"
          value={typed}
          placeholder="SORT 5 3 9 3"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          onKeyDown={recall}
          onInput={(event: Event) => setTyped((event.target as HTMLInputElement).value)}
        />
        <button type="submit" class="main">Send</button>
        <button type="button" onClick={() => send("HELP")}>HELP</button>
      </form>
    </div>
  );
}
