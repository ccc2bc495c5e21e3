import { signal } from "@preact/signals";

type Scheme = "light" | "dark";
const KEY = "app-theme";

const system = matchMedia("(prefers-color-scheme: dark)");
const systemScheme = signal<Scheme>(system.matches ? "dark" : "light");
system.addEventListener("change", ({ matches }) => systemScheme.value = matches ? "dark" : "light");

/** What was chosen on this device; `null` for the system's scheme. start.js has set it before anything was drawn. */
const chosen = signal<Scheme | null>(readScheme(document.documentElement.dataset.theme));

/** The scheme that is seen. */
export function scheme(): Scheme {
  return chosen.value ?? systemScheme.value;
}

function readScheme(text: string | undefined): Scheme | null {
  return text === "light" || text === "dark" ? text : null;
}

/** Changes between light and dark, and remembers it. Who goes back to the system's scheme follows the system again. */
export function ThemeSwitch() {
  const isDark = scheme() === "dark";
  const change = () => {
    const next = isDark ? "light" : "dark";
    chosen.value = next === systemScheme.value ? null : next;
    if (chosen.value) document.documentElement.dataset.theme = chosen.value;
    else delete document.documentElement.dataset.theme;
    try {
      if (chosen.value) localStorage.setItem(KEY, chosen.value);
      else localStorage.removeItem(KEY);
    } catch {
      // A browser may keep nothing for this page: then it holds until the page is closed.
    }
  };
  return (
    <button type="button" class="quiet icon" aria-label={isDark ? "Light colors" : "Dark colors"} onClick={change}>
      <svg width="20" height="20" viewBox="0 0 20 20" fill="currentColor" aria-hidden="true">
        {isDark
          ? (
            <>
              <circle cx="10" cy="10" r="4" />
              {[0, 45, 90, 135, 180, 225, 270, 315].map((turn) => (
                <rect key={turn} x="9.2" y="0.8" width="1.6" height="3" rx="0.8" transform={`rotate(${turn} 10 10)`} />
              ))}
            </>
          )
          : <path d="M16.5 12.4A7 7 0 0 1 7.6 3.5a7 7 0 1 0 8.9 8.9z" />}
      </svg>
    </button>
  );
}
