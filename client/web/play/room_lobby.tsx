import { Avatar, hueOf } from "../people.tsx";
import { formatNumber, shown } from "../text.ts";
import type { RoomState } from "./room_state.ts";

/** In the room, before the first question. */
export function RoomLobby({ state: { name, players, lost }, leave }: { state: RoomState; leave: () => void }) {
  return (
    <main class={`waiting lobby hue-${hueOf(name)}`}>
      {lost && <p class="amber" role="status">Reconnecting, your place is safe</p>}
      <Avatar name={name} />
      <div role="status">
        <h1>
          You are in, <bdi>{shown(name)}</bdi>
        </h1>
        <p class="dim">
          {players > 1 ? `${formatNumber(players)} players are here.` : "You are the first."} The host starts soon.
        </p>
      </div>
      <button type="button" class="quiet" onClick={leave}>Leave</button>
    </main>
  );
}
