import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { isCutOff } from "./api.ts";
import { isAway, live, tryNow } from "./live.ts";
import { Mark } from "./mark.tsx";
import { formatNumber } from "./text.ts";
import { ThemeSwitch } from "./theme.tsx";

const SCREENS = [
  { path: "play", title: "Play" },
  { path: "lab", title: "Lab" },
  { path: "host", title: "Host" },
  { path: "screen", title: "Projector" },
  { path: "docs", title: "API" },
] as const;

/** After so long there is more to say, in milliseconds. */
const LONG_MS = 10_000;

/** What every screen has at its top: the way back, the other screens, whether what is seen is up to date, and the scheme. */
export function Header({ current = "", children }: { current?: string; children?: ComponentChildren }) {
  return (
    <>
      <header class="top">
        <a href="./" class="brand" aria-label="app: to the front door">
          <Mark /> app
        </a>
        <nav aria-label="Screens">
          {SCREENS.map(({ path, title }) => (
            <a key={path} href={path} aria-current={path === current ? "page" : undefined}>{title}</a>
          ))}
        </nav>
        {children ?? <LinkState />}
        <ThemeSwitch />
      </header>
      {live.link.value === "away"
        ? <Lost hasGame={current === "host" || current === "play"} />
        : isCutOff.value && <CutOff hasGame={current === "host"} />}
    </>
  );
}

/** Says that the connection is lost; after a while, what can be done about it. */
function Lost({ hasGame }: { hasGame: boolean }) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), LONG_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="amber" role="alert">
      <span>
        Connection lost. Reconnecting… {hasGame && "Your game is safe."} {isLong && "Check the network."}
      </span>
      {isLong && <button type="button" class="quiet" onClick={tryNow}>Try now</button>}
    </div>
  );
}

/** Says that the server is cut off from the others that share the state. */
function CutOff({ hasGame }: { hasGame: boolean }) {
  return (
    <p class="amber" role="alert">
      This server can't reach the others: what you see may be out of date. Trying again… {hasGame && "Your game is safe."}
    </p>
  );
}

const LINK = { connecting: "Connecting…", live: "Live", away: "Reconnecting…" } as const;

function LinkState() {
  const { link, connectionCount } = live;
  return (
    <p class={`state ${isAway.value ? "away" : link.value}`}>
      <span role="status">{link.value === "live" && isCutOff.value ? "Waiting…" : LINK[link.value]}</span>
      {link.value === "live" && connectionCount.value !== null && <span>{formatNumber(connectionCount.value)} connected</span>}
    </p>
  );
}
