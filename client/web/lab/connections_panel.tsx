import { useState } from "preact/hooks";
import type { Connection } from "../api.ts";
import { isAway, isHost, live, servers } from "../live.ts";
import { formatBytes, formatNumber, shown } from "../text.ts";
import { FaultForm, NewFaults } from "./fault_form.tsx";
import { faults, type FaultTarget } from "./faults.ts";
import { WireDrawer } from "./wire_drawer.tsx";

const TRANSPORT = { tcp: "TCP", tls: "TLS", websocket: "WebSocket" };

/** Who is connected, what they do, and the lines of one of them. */
export function ConnectionsPanel() {
  const { connections, connectionCount, link, silent } = live;
  const [filter, setFilter] = useState("");
  // Who watches the same one again begins anew: its number may be that of another by now.
  const [watch, setWatch] = useState<{ id: number; times: number } | null>(null);
  const [faulty, setFaulty] = useState<{ target: FaultTarget; current: string } | null>(null);
  const wanted = filter.trim().toLowerCase();
  const matches = ({ id, server, address, transport, activity, faults }: Connection) =>
    `#${id} ${server?.name ?? ""} ${address} ${TRANSPORT[transport]} ${activity} ${faults ?? ""}`.toLowerCase().includes(
      wanted,
    );
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
      {isHost.value && <NewFaults change={() => setFaulty({ target: "new", current: faults.value?.rule?.faults ?? "" })} />}
      <ul class="list" tabIndex={0} aria-label="Connections">
        {seen.map((connection) => (
          <Row
            key={connection.id}
            connection={connection}
            isWatched={connection.id === watch?.id}
            watch={() => setWatch({ id: connection.id, times: (watch?.times ?? 0) + 1 })}
            strike={() => setFaulty({ target: connection.id, current: connection.faults ?? "" })}
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
      {faulty && <FaultForm key={faulty.target} {...faulty} onClose={() => setFaulty(null)} />}
    </section>
  );
}

function Row({ connection, isWatched, watch, strike }: {
  connection: Connection;
  isWatched: boolean;
  watch: () => void;
  strike: () => void;
}) {
  const { id, server, address, transport, activity, messages, bytesIn, bytesOut, faults } = connection;
  // Each server sets the faults of its own.
  const isOfThisServer = server === null || servers.value.some(({ number, isThis }) => isThis && number === server.number);
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
      <span class="actions">
        <button
          type="button"
          aria-pressed={isWatched}
          aria-label={`${isWatched ? "Watching" : "Watch"} connection ${id}`}
          disabled={isAway.value}
          onClick={watch}
        >
          {isWatched ? "Watching" : "Watch"}
        </button>
        {isOfThisServer && (
          <button
            type="button"
            class="quiet"
            aria-label={`Faults of connection ${id}`}
            disabled={isAway.value}
            onClick={strike}
          >
            Faults…
          </button>
        )}
      </span>
      {faults !== undefined && (
        <span class="struck">
          <span class="fault-badge">
            faults: <code>{faults}</code>
          </span>
        </span>
      )}
    </li>
  );
}
