import { addressesOf } from "../addresses.ts";
import { live } from "../live.ts";
import { QrCode } from "../qr_code.tsx";
import type { Room } from "../rooms.ts";
import { formatNumber, formatPin, shown } from "../text.ts";
import { Names } from "./names.tsx";

/** From so many players on, the PIN and the code leave more room for the names. */
const CROWD = 60;

/** Who wants to join sees where, and those who have are there. */
export function LobbyScreen({ room: { pin, title, players, locked } }: { room: Room }) {
  return (
    <main class={players.length < CROWD ? "projector lobby" : "projector lobby crowd"}>
      <HowToJoin pin={pin} title={title} />
      <section class="who" aria-label="Players">
        <p class="count">
          {locked
            ? `${count(players.length)}. Nobody else can join.`
            : players.length === 0
            ? "Waiting for the first player…"
            : count(players.length)}
        </p>
        <Names players={players} />
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
