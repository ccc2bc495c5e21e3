import { useState } from "preact/hooks";
import { Avatar } from "../people.tsx";
import { removePlayer, renamePlayer, type Room, type RoomPlayer } from "../rooms.ts";
import { formatNumber, formatScore, shown } from "../text.ts";
import { hosting } from "./hosting.ts";

/** Who plays: whether they are there, what they have answered, their marks; and to rename or remove them. */
export function Players({ room }: { room: Room }) {
  const { players, mode, of, phase } = room;
  return (
    <div class="panel stack players">
      <h2>{formatNumber(players.length)} {players.length === 1 ? "player" : "players"}</h2>
      {players.length === 0 && (
        <p class="dim">
          {phase === "podium" ? "Nobody played." : "Nobody has joined yet. Open the projector: it shows the PIN."}
        </p>
      )}
      <ul>
        {players.map((player) => (
          <Row
            key={player.name}
            player={player}
            pin={room.pin}
            progress={mode === "live" ? null : of}
          />
        ))}
      </ul>
    </div>
  );
}

const VERDICTS = { correct: "✓ right", wrong: "✗ wrong", none: "– no answer" };

function Row({ player, pin, progress }: { player: RoomPlayer; pin: string; progress: number | null }) {
  const { name, away, answered, marks, verdict, number } = player;
  const [isEditing, setEditing] = useState(false);
  const [to, setTo] = useState(name);
  const rename = async (event: Event) => {
    event.preventDefault();
    await hosting.attempt(() => renamePlayer(pin, { name, to: to.trim() }));
    setEditing(false);
  };
  if (isEditing) {
    return (
      <li>
        <form class="row" onSubmit={rename}>
          <div class="field">
            <label for="new-name">New name for {shown(name)}</label>
            <input id="new-name" autofocus required value={to} onInput={(event) => setTo(event.currentTarget.value)} />
          </div>
          <button type="submit" class="primary">Rename</button>
          <button type="button" onClick={() => setEditing(false)}>Cancel</button>
        </form>
      </li>
    );
  }
  return (
    <li>
      <Avatar name={name} />
      <span class="about">
        <bdi>{shown(name)}</bdi>
        <span class="small dim">
          {away
            ? "away"
            : progress !== null
            ? `${number}/${progress}`
            : verdict
            ? VERDICTS[verdict]
            : answered
            ? "answered"
            : "here"}
        </span>
      </span>
      <b class="number">{formatScore(marks)}</b>
      <button type="button" class="quiet" aria-label={`Rename ${name}`} onClick={() => setEditing(true)}>Rename</button>
      <button
        type="button"
        class="quiet wrong"
        aria-label={`Remove ${name}`}
        onClick={() => hosting.attempt(() => removePlayer(pin, name))}
      >
        Remove
      </button>
    </li>
  );
}
