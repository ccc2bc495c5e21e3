import { useState } from "preact/hooks";
import type { Connection } from "../api.ts";
import { isAway, live, servers } from "../live.ts";
import { formatBytes, formatNumber, shown } from "../text.ts";
import { WireDrawer } from "./wire_drawer.tsx";

const TRANSPORT = { tcp: "TCP", tls: "TLS", websocket: "WebSocket" };

/** Who is connected, what they do, and the lines of one of them. */
export function ConnectionsPanel() {
  const { connections, connectionCount, link, silent } = live;
  const [filter, setFilter] = useState("");
  // Who watches the same one again begins anew: its number may be that of another by now.
  const [watch, setWatch] = useState<{ id: number; times: number } | null>(null);
  const wanted = filter.trim().toLowerCase();
  const matches = ({ id, server, address, transport, activity }: Connection) =>
    `#${id} ${server?.name ?? ""} ${address} ${TRANSPORT[transport]} ${activity}`.toLowerCase().includes(wanted);
  const seen = connections.value.filter(matches);
  const count = connectionCount.value;
  return (
    <section class="connections" aria-labelledby="connections-title">
      <h2 id="connections-title">Connections{count !== null && <span class="dim">{formatNumber(count)}</span>}</h2>
      <div class="field">
        <label for="connection-filter">Find</label>
        <input
          id="connection-filter"
          value={filter}
          type="search"
          autocomplete="off"
          placeholder="address, WebSocket, quiz…"
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      <ul class="list" tabIndex={0} aria-label="Connections">
        {seen.map((connection) => (
          <Row
            key={connection.id}
            connection={connection}
            isWatched={connection.id === watch?.id}
            watch={() => setWatch({ id: connection.id, times: (watch?.times ?? 0) + 1 })}
          />
        ))}
        {seen.length === 0 && silent.value.length === 0 && (
          <li class="empty dim">
            {count === null
              ? link.value === "connecting" ? "Loading…" : "Only the host of this server can see who is connected."
              : connections.value.length > 0
              ? "No connection matches."
              : "Nobody is connected. Connect with nc, or send a line from the terminal on this page."}
          </li>
        )}
        {count !== null && count > connections.value.length && (
          <li class="dim">and {formatNumber(count - connections.value.length)} more</li>
        )}
        {silent.value.map((name) => (
          <li key={name} class="dim">
            The server <bdi>{name}</bdi> does not answer, so its connections are missing here.
          </li>
        ))}
      </ul>
      {watch && <WireDrawer key={watch.times} id={watch.id} onClose={() => setWatch(null)} />}
    </section>
  );
}

function Row({ connection, isWatched, watch }: { connection: Connection; isWatched: boolean; watch: () => void }) {
  const { id, server, address, transport, activity, messages, bytesIn, bytesOut } = connection;
  // Their numbers are long: they have a line of their own.
  const isOneOfSeveral = server !== null && servers.value.length > 1;
  return (
    <li class={isWatched ? "connection chosen" : "connection"} data-connection={id}>
      {!isOneOfSeveral && <span class="id dim">#{id}</span>}
      <span class="doing">
        <span>{shown(activity)}</span>
        {isOneOfSeveral && (
          <span class="dim small">
            #{id} · <bdi>{server.name}</bdi>
          </span>
        )}
        <span class="dim small">{address} · {TRANSPORT[transport]}</span>
        <span class="dim small">
          {formatNumber(messages)} {messages === 1 ? "message" : "messages"}, {formatBytes(bytesIn)} in, {formatBytes(bytesOut)}
          {" "}
          out
        </span>
      </span>
      <button
        type="button"
        aria-pressed={isWatched}
        aria-label={`${isWatched ? "Watching" : "Watch"} connection ${id}`}
        disabled={isAway.value}
        onClick={watch}
      >
        {isWatched ? "Watching" : "Watch"}
      </button>
    </li>
  );
}
