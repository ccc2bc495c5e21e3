import { useMemo } from "hono/jsx/dom";
import { encode } from "uqr";
import { live } from "./live.ts";
import { useStore } from "./store.ts";

/** How others join: the address, to be typed or photographed. */
export function Join() {
  const { server } = useStore(live);
  if (!server) return null;
  const { addresses, lines, linesOverTls } = server;
  const port = location.port ? `:${location.port}` : "";
  const given = server.url === null ? null : new URL(server.url);
  const host = (given?.hostname ?? addresses[0] ?? location.hostname).replace(/^\[|\]$/g, "");
  const url = given?.href ?? `${location.protocol}//${host.includes(":") ? `[${host}]` : host}${port}/`;
  const hasOthers = given !== null || addresses.length > 0;
  return (
    <section class="panel wide" aria-labelledby="join-title">
      <h2 id="join-title">Join</h2>
      <div class="ways">
        {hasOthers && <QrCode text={url} />}
        <div>
          <p>
            In a browser: <a href={url}>{url}</a>
          </p>
          {lines && (
            <p>
              In a terminal: <code>nc {host} {lines.port}</code>
            </p>
          )}
          {linesOverTls && (
            <p>
              Over TLS:{" "}
              <code>openssl s_client -quiet -connect {host.includes(":") ? `[${host}]` : host}:{linesOverTls.port}</code>
            </p>
          )}
          <p>
            Or:{" "}
            <code>
              app client --mode quiz{host === "127.0.0.1" ? "" : ` --host ${host}`}
              {lines ? portFlag(lines.port, 4000) : ` --tls --ca cert.pem${portFlag(linesOverTls?.port, 4433)}`}
            </code>
          </p>
          {!hasOthers && (
            <p class="dim">Only this computer can join. To let others join, start the server with --host 0.0.0.0.</p>
          )}
        </div>
      </div>
    </section>
  );
}

/** The flag for a port of the server; none if it is the client's own choice. */
function portFlag(port: number | undefined, usual: number): string {
  return port === undefined || port === usual ? "" : ` --port ${port}`;
}

function QrCode({ text }: { text: string }) {
  const path = useMemo(() => {
    const { data } = encode(text, { border: 4 });
    return { size: data.length, d: data.flatMap((row, y) => row.map((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : "")).join("") };
  }, [text]);
  return (
    <svg class="qr" viewBox={`0 0 ${path.size} ${path.size}`} role="img" aria-label={`QR code for ${text}`}>
      <rect width={path.size} height={path.size} class="paper" />
      <path d={path.d} class="ink" />
    </svg>
  );
}
