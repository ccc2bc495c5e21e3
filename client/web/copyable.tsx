import { useRef, useState } from "preact/hooks";

/** How long it says that it was copied, in milliseconds. */
const SAID_MS = 1500;

/** Something to type elsewhere, and a button that copies it. */
export function Copyable({ text }: { text: string }) {
  const code = useRef<HTMLElement>(null);
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      // Without HTTPS there is no clipboard: then it is at least selected.
      if (code.current) getSelection()?.selectAllChildren(code.current);
      setSaid(document.execCommand("copy") ? "Copied" : "Press Ctrl-C");
    }
    setTimeout(() => setSaid(""), SAID_MS);
  };
  return (
    <span class="copyable">
      <code ref={code}>{text}</code>
      <button type="button" class="quiet" aria-label={`Copy ${text}`} onClick={copy}>{said || "Copy"}</button>
      <span class="unseen" role="status">{said}</span>
    </span>
  );
}
