import { useRef, useState } from "preact/hooks";
import { messageOf } from "../../../protocol/message_of.ts";
import { importSet, typeOf } from "../sets.ts";
import { hosting } from "./hosting.ts";

/** Takes files with questions, chosen or dropped, and says which line is wrong. */
export function ImportArea() {
  const [isOver, setOver] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ readonly text: string; readonly line: string; readonly isProblem: boolean } | null>(null);
  const input = useRef<HTMLInputElement>(null);

  const take = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    const text = await file.text();
    const type = typeOf(file.name, text);
    try {
      if (!type) throw new Error(`${file.name} is none of .json, .gift, .txt and .csv: save the questions as one of these`);
      const { title, questions } = await importSet(text, type, file.name.replace(/\.\w+$/, "").slice(0, 100));
      setSaid({
        text: `Imported “${title}” with ${questions} ${questions === 1 ? "question" : "questions"}.`,
        line: "",
        isProblem: false,
      });
    } catch (error) {
      const problem = messageOf(error);
      // An error names its line: that is shown along with it.
      const [, number] = problem.match(/\bline (\d+)\b/) ?? [];
      const line = number === undefined ? "" : text.split(/\r\n|\n|\r/)[Number(number) - 1] ?? "";
      setSaid({ text: `${file.name}: ${problem}`, line: line && `${number}  ${line}`, isProblem: true });
    }
    hosting.readSets();
    setBusy(false);
    if (input.current) input.current.value = "";
  };
  return (
    <section
      class={isOver ? "import over" : "import"}
      aria-labelledby="import-title"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer?.files[0]);
      }}
    >
      <h2 id="import-title">Import questions</h2>
      <p class="dim">Drop a file here: GIFT (Moodle) or Aiken as .gift or .txt, a spreadsheet as .csv, or .json.</p>
      <label class="button">
        {busy ? "Importing…" : "Choose a file"}
        <input
          ref={input}
          class="unseen"
          type="file"
          accept=".json,.gift,.txt,.csv"
          disabled={busy}
          onChange={(event) => take(event.currentTarget.files?.[0])}
        />
      </label>
      <div role="status">
        {said && (
          <>
            <p class={said.isProblem ? "problem" : "right"}>{said.text}</p>
            {said.line && <pre class="mono">{said.line}</pre>}
          </>
        )}
      </div>
    </section>
  );
}
