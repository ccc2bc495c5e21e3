import { useState } from "preact/hooks";
import { messageOf } from "../../../protocol/message_of.ts";
import { NameField } from "../name_field.tsx";
import { playerName } from "../player_name.ts";
import { findRoom } from "../rooms.ts";

const MOST_DIGITS = 8;

/** Joins a game by its PIN: the first thing at the front door. */
export function JoinForm() {
  const [pin, setPin] = useState("");
  const [name, setName] = useState(playerName.get());
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);

  const submit = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    try {
      await findRoom(pin);
      playerName.set(name.trim());
      location.href = `play?pin=${pin}`;
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <form class="stack" onSubmit={submit}>
      <h1 id="join-title">Join a game</h1>
      <div class="field">
        <label for="pin">PIN on the big screen</label>
        <input
          id="pin"
          class="pin"
          value={pin}
          required
          inputmode="numeric"
          pattern="[0-9]{4,8}"
          maxLength={9}
          placeholder="– – –  – – –"
          autocomplete="off"
          aria-invalid={problem !== ""}
          aria-describedby="join-problem"
          onInput={(event) => {
            // It may be typed with the space that it is shown with.
            const digits = event.currentTarget.value.replace(/\D/g, "").slice(0, MOST_DIGITS);
            event.currentTarget.value = digits;
            setPin(digits);
            setProblem("");
          }}
        />
      </div>
      <NameField name={name} change={setName} />
      <button type="submit" class="primary" disabled={busy}>{busy ? "Looking for it…" : "Join"}</button>
      <p id="join-problem" class="problem" role="alert">{problem}</p>
    </form>
  );
}
