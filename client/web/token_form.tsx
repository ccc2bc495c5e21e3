import { signal } from "@preact/signals";
import { live, readServer } from "./live.ts";
import { isHostPage, serverToken } from "./session_token.ts";

const typed = signal("");

/**
 * Asks for the token, if the server was started with one: changes, the quiz and counters need it. A host who came without the link is
 * asked for the host token.
 */
export function TokenForm() {
  const { server, link } = live;
  // Shown anew with whatever changes: it is forgotten if the server does not take it.
  void link.value;
  const known = serverToken.get() !== null;
  const { needsToken = false, hostRequired = false, role = "player" } = server.value ?? {};
  if (!needsToken && !(hostRequired && isHostPage())) return null;
  const submit = (event: Event) => {
    event.preventDefault();
    serverToken.set(typed.value.trim());
    typed.value = "";
    readServer();
  };
  return (
    <form class="panel row token" onSubmit={submit}>
      <div class="field">
        <label for="token">{isHostPage() ? "Host token" : "Server token (needed for changes)"}</label>
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
      <span class="said" role="status">{known && (hostRequired && role === "host" ? "You are the host" : "Token saved")}</span>
    </form>
  );
}
