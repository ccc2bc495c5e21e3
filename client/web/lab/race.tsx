import { useEffect, useRef, useState } from "preact/hooks";
import { RaceCrowd } from "./race_crowd.tsx";
import { RaceSteps } from "./race_steps.tsx";

/** The link to the race: `/lab#race`. */
const HASH = "#race";

/** A button that opens the race: what goes wrong without a semaphore, step by step and with many clients. */
export function Race() {
  const [isOpen, setOpen] = useState(location.hash === HASH);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const follow = () => location.hash === HASH && setOpen(true);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
  }, [isOpen]);
  const onClose = () => {
    setOpen(false);
    if (location.hash === HASH) history.replaceState(null, "", location.pathname + location.search);
  };
  return (
    <>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>The race</button>
      {isOpen && (
        <dialog class="race" ref={dialog} aria-labelledby="race-title" onClose={onClose}>
          <div class="panel-title">
            <h2 id="race-title">The race</h2>
            <button type="button" onClick={() => dialog.current?.close()}>Close</button>
          </div>
          <RaceSteps />
          <RaceCrowd />
        </dialog>
      )}
    </>
  );
}
