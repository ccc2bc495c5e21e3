import { useState } from "preact/hooks";
import { Avatar } from "../people.tsx";
import { removePlayer, renamePlayer, type Room, type RoomPlayer } from "../rooms.ts";
import { formatNumber, formatScore, shown } from "../text.ts";
import { hosting } from "./hosting.ts";

/** Who plays: whether they are there, what they have answered, their marks; and to rename or remove them. */
export function Players({ room }: { room: Room }) {
  const { players, phase } = room;
  return (
    <div class="panel stack players">
      <h2>{formatNumber(players.length)} {players.length === 1 ? "player" : "players"}</h2>
      {players.length === 0 && (
        <p class="dim">
          {phase === "podium" ? "Nobody played." : "Nobody has joined yet. Open the projector: it shows the PIN."}
        </p>
      )}
      <ul>
        {players.map((player) => <Row key={player.name} player={player} room={room} />)}
      </ul>
    </div>
  );
}

const VERDICTS = { correct: "✓ right", wrong: "✗ wrong", none: "– no answer" };

/** How somebody does, in a word or two; at the end, the rank. */
function stateOf({ rank, away, verdict, answered, number }: RoomPlayer, { phase, mode, of }: Room): string {
  if (phase === "podium") return `Rank ${rank}`;
  if (away) return "away";
  if (mode === "self-paced") return `${number}/${of}`;
  if (verdict) return VERDICTS[verdict];
  return answered ? "answered" : "here";
}

function Row({ player, room }: { player: RoomPlayer; room: Room }) {
  const { name, marks } = player;
  const [doing, setDoing] = useState<"menu" | "rename" | null>(null);
  const [to, setTo] = useState(name);
  const close = () => setDoing(null);
  const rename = async (event: Event) => {
    event.preventDefault();
    await hosting.attempt(() => renamePlayer(room.pin, { name, to: to.trim() }));
    close();
  };
  if (doing === "rename") {
    return (
      <li>
        <form class="row" onSubmit={rename}>
          <div class="field">
            <label for="new-name">New name for {shown(name)}</label>
            <input id="new-name" autofocus required value={to} onInput={(event) => setTo(event.currentTarget.value)} />
          </div>
          <button type="submit" class="primary">Rename</button>
          <button type="button" onClick={close}>Cancel</button>
        </form>
      </li>
    );
  }
  return (
    <li>
      <Avatar name={name} />
      <span class="name" title={shown(name)}>
        <bdi>{shown(name)}</bdi>
      </span>
      {doing === null
        ? (
          <>
            <span class="presence small dim">{stateOf(player, room)}</span>
            <b class="number">{formatScore(marks)}</b>
          </>
        )
        : (
          <>
            <button type="button" autofocus aria-label={`Rename ${name}`} onClick={() => setDoing("rename")}>Rename</button>
            <button
              type="button"
              class="wrong"
              aria-label={`Remove ${name}`}
              onClick={() => hosting.attempt(() => removePlayer(room.pin, name))}
            >
              Remove
            </button>
          </>
        )}
      <button
        type="button"
        class="quiet icon"
        aria-label={`Rename or remove ${name}`}
        aria-expanded={doing === "menu"}
        onClick={() => setDoing(doing === null ? "menu" : null)}
      >
        {doing === null ? "⋯" : "✕"}
      </button>
    </li>
  );
}
