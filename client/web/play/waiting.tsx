import type { ComponentChildren } from "preact";

/** Nothing to do but to wait. */
export function Waiting({ title, lost, leave, children }: {
  title: string;
  lost: boolean;
  leave: () => void;
  children?: ComponentChildren;
}) {
  return (
    <main class="waiting">
      {lost && <p class="amber" role="status">Reconnecting, your place is safe</p>}
      <div role="status">
        <h1>{title}</h1>
        <p class="dim">{children}</p>
      </div>
      <button type="button" onClick={leave}>Leave</button>
    </main>
  );
}
