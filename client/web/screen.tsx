/** The projector: a game for a whole room to see, or what happens on the server. Nobody touches it. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { isCutOff } from "./api.ts";
import { follow, live } from "./live.ts";
import { RoomFeed } from "./room_feed.ts";
import { Idle } from "./screen/idle.tsx";
import { NoGame } from "./screen/no_game.tsx";
import { Projector } from "./screen/projector.tsx";

const feed = new RoomFeed(new URLSearchParams(location.search).get("pin"), { findsNewest: true });

function Screen() {
  const followed = feed.room.value;
  return (
    <>
      {live.link.value === "away"
        ? <p class="amber" role="alert">Connection lost. Reconnecting, the game is safe.</p>
        : isCutOff.value && (
          <p class="amber" role="alert">This server can't reach the others. Trying again, the game is safe.</p>
        )}
      {followed ? <Projector {...followed} /> : feed.isGone.value ? <NoGame wasThere={feed.wasThere.value} /> : <Idle />}
    </>
  );
}

const root = document.getElementById("app");
if (root) render(<Screen />, root);
follow(["array", "counters", "connections"], feed.read);
// Whether whoever looks may find the newest game is known only then.
effect(() => void (live.server.value && feed.read()));
