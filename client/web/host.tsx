/** The teacher's remote: opens games and runs them, and keeps the question sets. */
import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { Header } from "./header.tsx";
import { Classes } from "./host/classes.tsx";
import { Games } from "./host/games.tsx";
import { hosting } from "./host/hosting.ts";
import { Sets } from "./host/sets.tsx";
import { WhileLive } from "./host/while_live.tsx";
import { follow, isHost, live } from "./live.ts";
import { Servers } from "./servers.tsx";
import { takeTokenFromLink } from "./session_token.ts";
import { Tabs } from "./tabs.tsx";
import { TokenForm } from "./token_form.tsx";

const TABS = [{ id: "games", title: "Games" }, { id: "sets", title: "Question sets" }, { id: "classes", title: "Classes" }];
const tab = signal("games");

/** Goes to a new game with this set. */
function host(set: string): void {
  hosting.wantedSet.value = set;
  hosting.choose(null);
  tab.value = "games";
}

function Host() {
  const { server } = live;
  if (server.value && !isHost.value) {
    return (
      <>
        <Header current="host" />
        <main class="stranger stack">
          <h1>Only a host can run games</h1>
          <p>Open the link that the server printed when it started, or type the host token here.</p>
          <TokenForm />
          <p>
            Got a PIN? <a href="./">Join a game</a>
          </p>
        </main>
      </>
    );
  }
  return (
    <>
      <Header current="host" />
      <Tabs tabs={TABS} chosen={tab.value} choose={(id) => tab.value = id} label="What a host does" />
      <main class="host">
        <div id="games" role="tabpanel" aria-labelledby="tab-games" hidden={tab.value !== "games"}>
          <WhileLive>
            <Games editSets={() => tab.value = "sets"} />
          </WhileLive>
        </div>
        <div id="sets" role="tabpanel" aria-labelledby="tab-sets" hidden={tab.value !== "sets"}>
          <Sets host={host} />
        </div>
        <div id="classes" role="tabpanel" aria-labelledby="tab-classes" hidden={tab.value !== "classes"}>
          <WhileLive>{tab.value === "classes" && <Classes />}</WhileLive>
        </div>
      </main>
      <Servers />
    </>
  );
}

takeTokenFromLink();
// Whoever opens the link in a tab that shows the page already stays on it.
addEventListener("hashchange", () => takeTokenFromLink() && location.reload());
const root = document.getElementById("app");
if (root) render(<Host />, root);
follow(["connections"], () => hosting.read());
effect(() => void (isHost.value && hosting.readAll()));
