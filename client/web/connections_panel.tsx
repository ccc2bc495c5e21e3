import { useState } from "hono/jsx/dom";
import { live } from "./live.ts";
import { useStore } from "./store.ts";
import { formatBytes, formatNumber, shown } from "./text.ts";
import { WirePanel } from "./wire_panel.tsx";

const TRANSPORT = { tcp: "TCP", tls: "TLS", websocket: "WebSocket" };

/** Who is connected, what they do, and the wire of one of them. */
export function ConnectionsPanel() {
  const { connections, connectionCount, server } = useStore(live);
  // Who watches the same one again begins anew: its number may be that of another by now.
  const [watch, setWatch] = useState<{ id: number; times: number } | null>(null);
  const watched = watch?.id ?? null;
  if (server?.role === "player") return null;
  return (
    <>
      <section class="panel" aria-labelledby="connections-title">
        <h2 id="connections-title">Connections</h2>
        <h3>Open now: {formatNumber(connectionCount)}</h3>
        <ul class="list connections" tabindex={0} aria-label="Connections">
          {connections.map(({ id, address, transport, activity, messages, bytesIn, bytesOut }) => (
            <li key={id} class={id === watched ? "chosen" : ""} data-connection={id}>
              <span class="id">#{id}</span>
              <span class="who">
                <span>{shown(activity)}</span>
                <span class="dim">{address} {TRANSPORT[transport]}</span>
                <span class="dim number">
                  {formatNumber(messages)} {messages === 1 ? "message" : "messages"}, {formatBytes(bytesIn)} in,{" "}
                  {formatBytes(bytesOut)} out
                </span>
              </span>
              <button
                type="button"
                aria-pressed={String(id === watched)}
                aria-label={`Watch connection ${id}`}
                onClick={() =>
                  setWatch({ id, times: (watch?.times ?? 0) + 1 })}
              >
                Watch
              </button>
            </li>
          ))}
          {connections.length === 0 && <li class="dim">No connections. Connect with nc, or send a line from this page.</li>}
          {connectionCount > connections.length && (
            <li class="dim">and {formatNumber(connectionCount - connections.length)} more</li>
          )}
        </ul>
      </section>
      {watch && <WirePanel key={watch.times} id={watch.id} onClose={() => setWatch(null)} />}
    </>
  );
}
