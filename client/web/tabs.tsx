/** Tabs of which one is chosen; the arrow keys go from one to the next. */
export function Tabs({ tabs, chosen, choose, label, className = "" }: {
  tabs: readonly { readonly id: string; readonly title: string }[];
  chosen: string;
  choose: (id: string) => void;
  label: string;
  className?: string;
}) {
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const index = tabs.findIndex(({ id }) => id === chosen);
    const { id } = tabs[(index + step + tabs.length) % tabs.length];
    choose(id);
    document.getElementById(`tab-${id}`)?.focus();
  };
  return (
    <div class={className} role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(({ id, title }) => (
        <button
          type="button"
          key={id}
          id={`tab-${id}`}
          role="tab"
          aria-selected={id === chosen}
          aria-controls={id}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => choose(id)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
