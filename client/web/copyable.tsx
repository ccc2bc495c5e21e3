import { useRef, useState } from "preact/hooks";

/** How long it says that it was copied, in milliseconds. */
const SAID_MS = 1500;

/** Something to type elsewhere, and a button that copies it. */
export function Copyable({ text }: { text: string }) {
  const code = useRef<HTMLElement>(null);
  return (
    <span class="copyable">
      <code ref={code}>{text}</code>
      <CopyButton text={() => text} label={`Copy ${text}`} shownAt={code} quiet />
    </span>
  );
}

/**
 * A button that copies a text.
 *
 * @param props `shownAt`: where the text can be seen, to be selected where there is no clipboard
 */
export function CopyButton({ text, label, shownAt, quiet = false }: {
  text: () => string;
  label: string;
  shownAt?: { readonly current: HTMLElement | null };
  quiet?: boolean;
}) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setSaid("Copied");
    } catch {
      // Without HTTPS there is no clipboard: then it is at least selected.
      if (shownAt?.current) getSelection()?.selectAllChildren(shownAt.current);
      setSaid(document.execCommand("copy") ? "Copied" : "Press Ctrl-C");
    }
    setTimeout(() => setSaid(""), SAID_MS);
  };
  return (
    <>
      <button type="button" class={quiet ? "quiet" : ""} aria-label={label} onClick={copy}>{said || "Copy"}</button>
      <span class="unseen" role="status">{said}</span>
    </>
  );
}
