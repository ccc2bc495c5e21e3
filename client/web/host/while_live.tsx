import type { ComponentChildren } from "preact";
import { isAway } from "../live.ts";

/** Controls that need the server: while it is away, none of them can be used, and what was typed stays. */
export function WhileLive({ children }: { children: ComponentChildren }) {
  return <fieldset class="while-live" role="presentation" disabled={isAway.value}>{children}</fieldset>;
}
