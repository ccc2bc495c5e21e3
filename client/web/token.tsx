import { useState } from "hono/jsx/dom";
import { serverToken } from "./api.ts";
import { live } from "./live.ts";
import { useStore } from "./store.ts";

/** Asks for the token, where the server was started with one: changes, the quiz and counters need it. */
export function Token() {
  const { server } = useStore(live);
  const [token, setToken] = useState("");
  // Shown anew with whatever else changes: it is forgotten where the server does not take it.
  const known = serverToken.get() !== null;
  if (!server?.needsToken) return null;
  const submit = (event: Event) => {
    event.preventDefault();
    serverToken.set(token.trim());
    setToken("");
  };
  return (
    <form class="controls token" onSubmit={submit}>
      <label for="token">Server token (needed for changes)</label>
      <input
        id="token"
        type="password"
        required
        autocomplete="off"
        value={token}
        onInput={(event: Event) => setToken((event.target as HTMLInputElement).value)}
      />
      <button type="submit">{known ? "Change" : "Save"}</button>
      <span class="dim" role="status">{known && "Token saved"}</span>
    </form>
  );
}
