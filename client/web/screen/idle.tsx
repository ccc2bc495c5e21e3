import { useEffect, useState } from "preact/hooks";
import { addressesOf } from "../addresses.ts";
import { ArrayPicture } from "../array_picture.tsx";
import { CounterChart, DRAWN } from "../counter_chart.tsx";
import { live } from "../live.ts";
import { QrCode } from "../qr_code.tsx";
import { formatNumber, shown } from "../text.ts";

/** How long one picture is shown, in milliseconds. */
const EACH_MS = 20_000;
const LISTED = 12;

const PICTURES = [ArrayNow, CountersNow, ConnectionsNow];

/** No game is on: what happens on the server, one picture after the other, and how to come along. */
export function Idle({ isGone }: { isGone: boolean }) {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTurn((turn) => turn + 1), EACH_MS);
    return () => clearInterval(timer);
  }, []);
  const { server, counters, connections } = live;
  // A picture without anything in it is left out.
  const pictures = PICTURES.filter((Picture) =>
    Picture === ArrayNow || (Picture === CountersNow ? counters.value.length > 0 : connections.value.length > 0)
  );
  const Picture = pictures[turn % pictures.length];
  const addresses = server.value && addressesOf(server.value);
  return (
    <main class="projector idle">
      {isGone && <p class="notice">This game is closed.</p>}
      <Picture />
      {addresses && (
        <footer>
          {addresses.isShared && <QrCode text={addresses.url} />}
          <p>
            Open <b>{addresses.url.replace(/^http:\/\/|\/$/g, "")}</b>
            {addresses.nc && (
              <>
                , or type <code>{addresses.nc}</code>
              </>
            )}
          </p>
        </footer>
      )}
    </main>
  );
}

function ArrayNow() {
  const { stats, bars, landed } = live;
  const count = stats.value?.count;
  return (
    <section>
      <h1>
        {count === undefined ? "Loading…" : count === 0 ? "The array is empty" : `${formatNumber(count)} values, in order`}
      </h1>
      {count === 0
        ? <p class="first">The first number that somebody adds falls into its place here.</p>
        : <ArrayPicture bars={bars.value} landed={landed.value} stats={stats.value} />}
    </section>
  );
}

function CountersNow() {
  const counters = live.counters.value;
  return (
    <section>
      <h1>{formatNumber(counters.filter(({ connected }) => connected).length)} counters count</h1>
      <CounterChart counters={counters.slice(0, DRAWN)} height={innerHeight * 0.5} />
    </section>
  );
}

function ConnectionsNow() {
  const { connections, connectionCount } = live;
  return (
    <section>
      <h1>{formatNumber(connectionCount.value ?? 0)} connected</h1>
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
