import { addressesOf } from "../addresses.ts";
import { live } from "../live.ts";
import { Avatar } from "../people.tsx";
import { QrCode } from "../qr_code.tsx";
import type { Room } from "../rooms.ts";
import { formatNumber, shown } from "../text.ts";

/** From how many names on they are smaller. */
const SOME = 24;
const MANY = 80;

/** Who wants to join sees where, and those who have are there. */
export function LobbyScreen({ room: { pin, title, players, locked } }: { room: Room }) {
  const server = live.server.value;
  const url = server ? addressesOf(server).url : new URL("./", location.href).href;
  const size = players.length > MANY ? "many" : players.length > SOME ? "some" : "few";
  return (
    <main class="projector lobby">
      <section class="how">
        <QrCode text={`${url}play?pin=${pin}`} />
        <div>
          <p class="join-line">
            Scan, or open <b>{url.replace(/^http:\/\/|\/$/g, "")}</b>
          </p>
          <h1 class="pin" aria-label={`PIN ${pin}`}>{pin.slice(0, 3)} {pin.slice(3)}</h1>
          <p>{shown(title)}</p>
        </div>
      </section>
      <section class="who" aria-label="Players">
        <p class="count">
          {locked
            ? `${count(players.length)}. Nobody else can join.`
            : players.length === 0
            ? "Waiting for the first player…"
            : count(players.length)}
        </p>
        <ul class={`names ${size}`}>
          {players.map(({ name, away }) => (
            <li key={name} class={away ? "chip away" : "chip"}>
              {size !== "many" && <Avatar name={name} />}
              <bdi>{shown(name)}</bdi>
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}

function count(players: number): string {
  return `${formatNumber(players)} ${players === 1 ? "player" : "players"}`;
}
