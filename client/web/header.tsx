import type { ComponentChildren } from "preact";
import { live } from "./live.ts";
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
      {live.link.value === "away" && (
        <p class="amber" role="alert">Connection to the server lost. Reconnecting, what you see may be out of date.</p>
      )}
    </>
  );
}

const LINK = { connecting: "Connecting…", live: "Live", away: "Reconnecting…" } as const;

function LinkState() {
  const { link, connectionCount } = live;
  return (
    <p class={`state ${link.value}`}>
      <span role="status">{LINK[link.value]}</span>
      {link.value === "live" && connectionCount.value !== null && <span>{formatNumber(connectionCount.value)} connected</span>}
    </p>
  );
}
