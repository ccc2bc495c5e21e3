import { useState } from "hono/jsx/dom";
import { live, readAll } from "./live.ts";
import { isHostPage, serverToken } from "./session_token.ts";
import { useStore } from "./store.ts";

/**
 * Asks for the token, where the server was started with one: changes, the quiz and counters need it. A host, who has no link, is asked
 * for the host token.
 */
export function Token() {
  const { server } = useStore(live);
  const [token, setToken] = useState("");
  // Shown anew with whatever else changes: it is forgotten where the server does not take it.
  const known = serverToken.get() !== null;
  if (!server || !(server.needsToken || (server.hostRequired && isHostPage()))) return null;
  const submit = (event: Event) => {
    event.preventDefault();
    serverToken.set(token.trim());
    setToken("");
    readAll();
  };
  return (
    <form class="controls token" onSubmit={submit}>
      <label for="token">{isHostPage() ? "Host token" : "Server token (needed for changes)"}</label>
      <input
        id="token"
        type="password"
        required
        autocomplete="off"
        value={token}
        onInput={(event: Event) => setToken((event.target as HTMLInputElement).value)}
      />
      <button type="submit">{known ? "Change" : "Save"}</button>
      <span class="dim" role="status">
        {known && (server.hostRequired && server.role === "host" ? "You are the host" : "Token saved")}
      </span>
    </form>
  );
}
