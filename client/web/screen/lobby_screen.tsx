import { addressesOf } from "../addresses.ts";
import { live } from "../live.ts";
import { Avatar } from "../people.tsx";
import { QrCode } from "../qr_code.tsx";
import type { Room } from "../rooms.ts";
import { formatNumber, formatPin, shown } from "../text.ts";

/** Up to so many names there is room for each size: from there on they are smaller, in more columns. */
const SIZES = [{ size: "large", upTo: 11 }, { size: "few", upTo: 35 }, { size: "some", upTo: 80 }] as const;

/** A longer name is written a little smaller before it is cut. */
const LONG = 14;

/** Who wants to join sees where, and those who have are there. */
export function LobbyScreen({ room: { pin, title, players, locked } }: { room: Room }) {
  const size = SIZES.find(({ upTo }) => players.length <= upTo)?.size ?? "many";
  return (
    <main class="projector lobby">
      <HowToJoin pin={pin} title={title} />
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
              <bdi class={name.length > LONG ? "long" : ""}>{shown(name)}</bdi>
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}

/** The QR code and the address, if anybody but this computer can reach the server. */
function HowToJoin({ pin, title }: { pin: string; title: string }) {
  const server = live.server.value;
  const addresses = server && addressesOf(server);
  const url = addresses?.url ?? new URL("./", location.href).href;
  const isShared = addresses?.isShared ?? true;
  return (
    <section class="how">
      {isShared ? <QrCode text={`${url}play?pin=${pin}`} /> : (
        <p class="unreachable" role="status">
          Phones can't join yet. <span>See the host's screen.</span>
        </p>
      )}
      <div>
        {isShared && (
          <p class="join-line">
            Scan the code, or open <b>{url.replace(/^http:\/\/|\/$/g, "")}</b> and enter the PIN
          </p>
        )}
        <h1 class="pin" aria-label={`PIN ${pin}`}>{formatPin(pin)}</h1>
        <p>{shown(title)}</p>
      </div>
    </section>
  );
}

function count(players: number): string {
  return `${formatNumber(players)} ${players === 1 ? "player" : "players"}`;
}
