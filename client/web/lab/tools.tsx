import { useRef } from "preact/hooks";
import { addressesOf } from "../addresses.ts";
import { Copyable } from "../copyable.tsx";
import { live } from "../live.ts";

/** A tool for whoever writes programs: what it is for, and what to type. */
interface Tool {
  readonly title: string;
  readonly text: string;
  readonly commands: readonly string[];
}

/** @param lines where the server takes lines, as HOST:PORT */
function tools(lines: string): readonly Tool[] {
  return [
    {
      title: "Faults",
      text: "The server misbehaves towards the connection that asks for it, here or with nc. FAULT alone explains them all:",
      commands: ["FAULT delay=200±50 chop=1"],
    },
    { title: "Judge", text: "Checks a server that you wrote, and says what to mend:", commands: ["app judge 127.0.0.1:5000"] },
    {
      title: "Load",
      text: "Sends requests at a rate, and tells how long people wait:",
      commands: [`app bench ${lines} --clients 50 --rate 2000`],
    },
    {
      title: "Record and replay",
      text: "Keeps what a client and the server say as text, and asks the same again:",
      commands: [`app record --listen 5000 --to ${lines} talk.txt`, `app replay talk.txt ${lines}`],
    },
    { title: "The race", text: "Why shared state needs a semaphore, also in the terminal:", commands: ["app demo race"] },
  ];
}

/** A button that shows the tools for those who write clients and servers. */
export function Tools() {
  const dialog = useRef<HTMLDialogElement>(null);
  const server = live.server.value;
  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()}>Tools</button>
      <dialog class="tools" ref={dialog} aria-labelledby="tools-title">
        <div class="panel-title">
          <h2 id="tools-title">Tools for your programs</h2>
          <button type="button" onClick={() => dialog.current?.close()}>Close</button>
        </div>
        {tools((server && addressesOf(server).lines) ?? "HOST:PORT").map(({ title, text, commands }) => (
          <section key={title}>
            <h3>{title}</h3>
            <p class="small dim">{text}</p>
            {commands.map((command) => <Copyable key={command} text={command} />)}
          </section>
        ))}
      </dialog>
    </>
  );
}
