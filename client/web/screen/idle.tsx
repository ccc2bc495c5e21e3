import { useEffect, useState } from "preact/hooks";
import { addressesOf } from "../addresses.ts";
import { ArrayPicture } from "../array_picture.tsx";
import { CounterChart, DRAWN } from "../counter_chart.tsx";
import { isHost, live } from "../live.ts";
import { QrCode } from "../qr_code.tsx";
import { formatNumber, shown } from "../text.ts";

/** How long one picture is shown, in milliseconds. */
const EACH_MS = 20_000;
const LISTED = 12;

const PICTURES = [ArrayNow, CountersNow, ConnectionsNow];

/** No game is on: what happens on the server, one picture after the other, and how to come along. */
export function Idle() {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((turn) => turn + 1), EACH_MS);
    return () => clearInterval(timer);
  }, []);
  const { server, stats, counters, connections } = live;
  // A picture without anything in it is left out.
  const pictures = PICTURES.filter((_, i) =>
    [(stats.value?.count ?? 0) > 0, counters.value.length > 0, connections.value.length > 0][i]
  );
  const Picture = pictures.length > 0 ? pictures[turn % pictures.length] : null;
  const addresses = server.value && addressesOf(server.value);
  return (
    <main class="projector idle">
      <section class="invitation">
        {addresses?.isShared && <QrCode text={addresses.url} />}
        <div>
          <h1>No game right now</h1>
          {addresses && (
            <p>
              Open <b>{addresses.url.replace(/^http:\/\/|\/$/g, "")}</b> to join in
            </p>
          )}
        </div>
      </section>
      {Picture && <Picture />}
      {addresses && (
        <footer class="dim">
          {addresses.nc && (
            <>
              In a terminal: <code>{addresses.nc}</code>
            </>
          )}
          {!isHost.value && <p>To show a game here, choose “Open the projector” on the host's screen.</p>}
        </footer>
      )}
    </main>
  );
}

function ArrayNow() {
  const { stats, bars, landed } = live;
  const count = stats.value?.count ?? 0;
  return (
    <section class="now">
      <h2>{formatNumber(count)} {count === 1 ? "number" : "numbers, in order"}</h2>
      <ArrayPicture bars={bars.value} landed={landed.value} stats={stats.value} />
    </section>
  );
}

function CountersNow() {
  const counters = live.counters.value;
  return (
    <section class="now">
      <h2>{formatNumber(counters.filter(({ connected }) => connected).length)} counters count</h2>
      <CounterChart counters={counters.slice(0, DRAWN)} height={innerHeight * 0.4} />
    </section>
  );
}

function ConnectionsNow() {
  const { connections, connectionCount } = live;
  return (
    <section class="now">
      <h2>{formatNumber(connectionCount.value ?? 0)} connected</h2>
      <ul class="names some">
        {connections.value.slice(0, LISTED).map(({ id, activity, transport }) => (
          <li key={id} class="chip">
            #{id} <bdi>{shown(activity)}</bdi> <span class="dim">{transport}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
