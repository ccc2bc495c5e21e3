import { signal } from "@preact/signals";
import { serverToken } from "./api.ts";
import { live } from "./live.ts";

const typed = signal("");

/** Asks for the token, if the server was started with one: changes, the quiz and counters need it. */
export function TokenForm() {
  const { server, link } = live;
  // Shown anew with whatever changes: it is forgotten if the server does not take it.
  void link.value;
  const known = serverToken.get() !== null;
  if (!server.value?.needsToken) return null;
  const submit = (event: Event) => {
    event.preventDefault();
    serverToken.set(typed.value.trim());
    typed.value = "";
  };
  return (
    <form class="panel row token" onSubmit={submit}>
      <div class="field">
        <label for="token">Server token (needed for changes)</label>
        <input
          id="token"
          type="password"
          required
          autocomplete="off"
          value={typed.value}
          onInput={(event) => typed.value = event.currentTarget.value}
        />
      </div>
      <button type="submit">{known ? "Change" : "Save"}</button>
      <span class="said" role="status">{known && "Token saved"}</span>
    </form>
  );
}
