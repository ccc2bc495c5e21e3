import type { ComponentChildren } from "preact";
import { addressesOf } from "../addresses.ts";
import { ArrayPicture } from "../array_picture.tsx";
import { Copyable } from "../copyable.tsx";
import { live } from "../live.ts";
import { formatMarks, formatNumber, shown } from "../text.ts";
import { Pictogram, type Picture } from "./pictogram.tsx";

/** Where one can go from here, each with what is going on there. */
export function Doors() {
  const { stats, bars, landed, players, results, connectionCount, server } = live;
  const count = stats.value?.count;
  const playing = players.value.length;
  const best = results.value[0];
  const connected = connectionCount.value;
  const addresses = server.value && addressesOf(server.value);
  return (
    <div class="around">
      <section class="array-door">
        <h2 class={count === 0 ? "none-yet" : ""}>
          <a href="lab#array">
            {count === undefined
              ? "The array"
              : count === 0
              ? "No numbers yet. Add the first one →"
              : `${formatNumber(count)} ${count === 1 ? "value" : "values"}, in order at all times →`}
          </a>
        </h2>
        <ArrayPicture bars={bars.value} landed={landed.value} stats={stats.value} />
      </section>
      <nav class="doors" aria-label="What else there is">
        <Door to="play" picture="play" title="Play alone">
          {playing > 0 ? `${formatNumber(playing)} playing now` : best
            ? (
              <>
                Beat {formatMarks(best.marks)} by <bdi>{shown(best.name)}</bdi>
              </>
            )
            : "Ten quick sums. Be the first"}
        </Door>
        <Door to="host" picture="host" title="Host a game">A quiz for a whole class, run from here</Door>
        <Door to="lab#connections" picture="wire" title="Watch the wire">
          {connected === null
            ? "Every line, as it is sent"
            : connected === 0
            ? "Nobody is connected yet"
            : `${formatNumber(connected)} connected now`}
        </Door>
        <Door to="screen" picture="screen" title="Projector">For everybody in the room to see</Door>
        <Door to="docs" picture="api" title="Try the API">Every request, with a button to send it</Door>
        <Door to="lab#terminal" picture="terminal" title="Use a terminal">
          {addresses?.nc ? "In the browser, or in your own:" : "In the browser, or in your own, over TLS:"}
        </Door>
      </nav>
      {addresses && (
        <ul class="commands" aria-label="In a terminal">
          {[addresses.nc, addresses.openssl, addresses.client].map((text) =>
            text && (
              <li key={text}>
                <Copyable text={text} />
              </li>
            )
          )}
        </ul>
      )}
    </div>
  );
}

function Door({ to, picture, title, children }: { to: string; picture: Picture; title: string; children: ComponentChildren }) {
  return (
    <a class="door" href={to}>
      <Pictogram name={picture} />
      <div>
        <h2>{title}</h2>
        <p class="small dim">{children}</p>
      </div>
    </a>
  );
}
