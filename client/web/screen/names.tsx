import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Avatar } from "../people.tsx";
import type { RoomPlayer } from "../rooms.ts";
import { formatNumber, shown } from "../text.ts";
import { gridOf, newest, type Place } from "./name_grid.ts";

/** A longer name is written a little smaller, and has two lines where they fit. */
const LONG = 13;

/** Who is in the lobby: all of them if they fit, or else the newest. */
export function Names({ players }: { players: readonly RoomPlayer[] }) {
  const list = useRef<HTMLUListElement>(null);
  const place = usePlace(list);
  const grid = gridOf(players.map(({ name }) => name), place);
  const others = players.length - grid.shown;
  return (
    <ul ref={list} class={`names size-${grid.size}`} style={{ "--columns": grid.columns }}>
      {newest(players, grid.shown).map(({ name, away }) => (
        <li key={name} class={away ? "chip away" : "chip"}>
          {grid.size !== "m" && <Avatar name={name} />}
          <bdi class={name.length > LONG ? "long" : ""}>{shown(name)}</bdi>
        </li>
      ))}
      {others > 0 && <li class="more">+ {formatNumber(others)} more</li>}
    </ul>
  );
}

/** How much room an element has, in `rem`; on a screen that is higher than wide the page grows with what is in it. */
function usePlace(element: { readonly current: HTMLElement | null }): Place {
  const [place, setPlace] = useState<Place>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => {
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const height = innerWidth <= innerHeight ? Infinity : current.clientHeight / rem;
      setPlace((before) => {
        const now = { width: current.clientWidth / rem, height };
        return now.width === before.width && now.height === before.height ? before : now;
      });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return place;
}
