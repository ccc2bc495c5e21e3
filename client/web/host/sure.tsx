import { useState } from "preact/hooks";

/** A quiet button that asks once more before something is lost. */
export function Sure({ label, question, act }: { label: string; question: string; act: () => void }) {
  const [asking, setAsking] = useState(false);
  if (!asking) return <button type="button" class="quiet wrong" onClick={() => setAsking(true)}>{label}…</button>;
  return (
    <span class="row sure">
      <span class="small">{question}</span>
      <button type="button" class="danger" onClick={act}>{label}</button>
      <button type="button" autofocus onClick={() => setAsking(false)}>Cancel</button>
    </span>
  );
}
