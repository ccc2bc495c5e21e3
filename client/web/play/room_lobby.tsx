import { Avatar, hueOf } from "../people.tsx";
import { shown } from "../text.ts";
import type { RoomState } from "./room_state.ts";

/** In the room, before the first question. */
export function RoomLobby({ state: { name } }: { state: RoomState }) {
  return (
    <div class={`sent hue-${hueOf(name)}`} role="status">
      <Avatar name={name} />
      <h1>
        You're in, <bdi>{shown(name)}</bdi>!
      </h1>
      <p>Watch the big screen. The host will start soon.</p>
    </div>
  );
}
