/** The front door: join a game, or go to what else there is. */
import { render } from "preact";
import { Doors } from "./home/doors.tsx";
import { JoinForm } from "./home/join_form.tsx";
import { Ways } from "./home/ways.tsx";
import { Header } from "./header.tsx";
import { follow, isHost } from "./live.ts";
import { TokenForm } from "./token_form.tsx";

function Home() {
  return (
    <>
      <Header />
      <main class={isHost.value ? "home host" : "home"}>
        <section class="join" aria-labelledby="join-title">
          <JoinForm />
          <Ways />
        </section>
        <Doors />
        <TokenForm />
      </main>
    </>
  );
}

const root = document.getElementById("app");
if (root) render(<Home />, root);
follow(["array", "quiz", "connections"]);
