/** The page: what happens on the server, live, and a way to take part. */
import { render } from "hono/jsx/dom";
import { ArrayPanel } from "./array_panel.tsx";
import { ConnectionsPanel } from "./connections_panel.tsx";
import { CountersPanel } from "./counters_panel.tsx";
import { Join } from "./join.tsx";
import { follow, live } from "./live.ts";
import { QuizPanel } from "./quiz_panel.tsx";
import { takeTokenFromLink } from "./session_token.ts";
import { useStore } from "./store.ts";
import { TakePart } from "./take_part.tsx";
import { Token } from "./token.tsx";

const LINK = {
  connecting: "Connecting…",
  live: "Live",
  away: "Connection to the server lost. Reconnecting, what you see may be out of date.",
} as const;

function App() {
  const { link, server } = useStore(live);
  return (
    <>
      <header>
        <h1>app {server && <span class="dim">{server.version}</span>}</h1>
        <p class={`link ${link}`} role="status">{LINK[link]}</p>
        <nav aria-label="Links">
          <a href="docs">REST API</a>
          <a href="metrics">Metrics</a>
        </nav>
      </header>
      <Token />
      <main>
        <ArrayPanel />
        <TakePart />
        <QuizPanel />
        <CountersPanel />
        <ConnectionsPanel />
        <Join />
      </main>
    </>
  );
}

takeTokenFromLink();
// Who opens the link in a tab that shows the page already stays on it.
addEventListener("hashchange", () => takeTokenFromLink() && location.reload());
const root = document.getElementById("app");
if (root) render(<App />, root);
follow();
