import { useState } from "preact/hooks";
import { NameField } from "../name_field.tsx";
import { playerName } from "../player_name.ts";
import { formatPin } from "../text.ts";

/** Joins a room whose PIN is known, as after its QR code: the name is all that is missing. */
export function NameForm({ pin, problem, join }: { pin: string; problem: string; join: (name: string) => void }) {
  const [name, setName] = useState(playerName.get());
  const submit = (event: Event) => {
    event.preventDefault();
    join(name.trim());
  };
  return (
    <section class="panel stack">
      <h1>
        Game <span class="mono">{formatPin(pin)}</span>
      </h1>
      {problem && <p class="problem" role="alert">{problem}</p>}
      <form class="stack" onSubmit={submit}>
        <NameField name={name} change={setName} autofocus />
        <button type="submit" class="primary">{problem ? "Try again" : "Join"}</button>
      </form>
      <p class="small">
        Another game? <a href="./">Type its PIN</a>
      </p>
    </section>
  );
}
