import { servers } from "./live.ts";
import { formatNumber } from "./text.ts";

/** Says which servers share what is seen, if there are several. */
export function Servers() {
  const all = servers.value;
  if (all.length < 2) return null;
  return (
    <footer class="servers dim small">
      {formatNumber(all.length)} servers share this: {all.map(({ number, name, isThis }, i) => (
        <span key={number}>
          {i > 0 && ", "}
          <bdi>{name}</bdi>
          {isThis && " (this page)"}
        </span>
      ))}
    </footer>
  );
}
