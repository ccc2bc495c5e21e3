import { formatNumber, shown } from "../text.ts";
import { hosting } from "./hosting.ts";
import { PHASES } from "./next_step.ts";
import { NewGame } from "./new_game.tsx";
import { Remote } from "./remote.tsx";

/** The games that there are, and the one that is run. */
export function Games({ editSets }: { editSets: () => void }) {
  const rooms = hosting.rooms.value;
  const followed = hosting.feed.room.value;
  const pin = followed?.room.pin ?? null;
  // There the big button says it.
  const isOver = followed?.room.phase === "podium";
  return (
    <div class="games">
      {rooms && rooms.length > 0 && (
        <aside class="stack">
          {pin && !isOver && <button type="button" onClick={() => hosting.choose(null)}>New game</button>}
          <nav aria-label="Games">
            <ul class="game-list">
              {rooms.toReversed().map((room) => (
                <li key={room.pin}>
                  <button
                    type="button"
                    class="quiet"
                    aria-pressed={room.pin === pin}
                    onClick={() => hosting.choose(room.pin)}
                  >
                    <b class="mono">{room.pin}</b>
                    <span class="about">
                      <bdi>{shown(room.title)}</bdi>
                      <span class="small dim">
                        {room.mode === "live" || room.phase === "podium" ? PHASES[room.phase] : "At their own pace"}
                        {room.phase === "question" && room.mode === "live" && ` ${room.number} of ${room.of}`}
                        {`, ${formatNumber(room.players)} ${room.players === 1 ? "player" : "players"}`}
                      </span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </nav>
        </aside>
      )}
      {followed ? <Remote key={pin} {...followed} /> : <NewGame editSets={editSets} isGone={hosting.feed.isGone.value} />}
    </div>
  );
}
