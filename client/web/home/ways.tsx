import { addressesOf } from "../addresses.ts";
import { live } from "../live.ts";
import { QrCode } from "../qr_code.tsx";

/** How others come here: the address, to be photographed or typed. */
export function Ways() {
  const { server } = live;
  if (!server.value) return <div class="ways loading">Looking up the address of this page…</div>;
  const { url, isShared } = addressesOf(server.value);
  return (
    <div class="ways">
      {isShared
        ? (
          <>
            <QrCode text={url} />
            <p class="small">
              Scan it with a phone, or open <a href={url}>{url}</a>
            </p>
          </>
        )
        : (
          <p class="small dim">
            Only this computer can join. To let others join, start the server with <code>--host 0.0.0.0</code>
          </p>
        )}
    </div>
  );
}
