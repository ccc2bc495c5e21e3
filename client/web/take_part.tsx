import { useState } from "hono/jsx/dom";
import { Count } from "./count.tsx";
import { Play } from "./play.tsx";
import { Terminal } from "./terminal.tsx";

const TABS = [
  { id: "play", title: "Play the quiz", Content: Play },
  { id: "count", title: "Run a counter", Content: Count },
  { id: "type", title: "Send lines", Content: Terminal },
] as const;

/** What somebody at the page can do: one thing is seen, the others go on. */
export function TakePart() {
  const [chosen, setChosen] = useState<string>(TABS[0].id);
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const index = TABS.findIndex(({ id }) => id === chosen);
    const next = TABS[(index + step + TABS.length) % TABS.length].id;
    setChosen(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <section class="panel" aria-labelledby="take-part-title">
      <h2 id="take-part-title">Take part</h2>
      <div class="tabs" role="tablist" aria-labelledby="take-part-title" onKeyDown={move}>
        {TABS.map(({ id, title }) => (
          <button
            type="button"
            key={id}
            id={`tab-${id}`}
            role="tab"
            aria-selected={String(id === chosen)}
            aria-controls={`panel-${id}`}
            tabindex={id === chosen ? 0 : -1}
            onClick={() => setChosen(id)}
          >
            {title}
          </button>
        ))}
      </div>
      {TABS.map(({ id, Content }) => (
        <div key={id} id={`panel-${id}`} role="tabpanel" aria-labelledby={`tab-${id}`} hidden={id !== chosen}>
          <Content />
        </div>
      ))}
    </section>
  );
}
