import { addressesOf } from "../addresses.ts";
import { live } from "../live.ts";

/** Says so if no phone can reach the server: better before the class has tried. */
export function OnlyHere() {
  const { server } = live;
  if (!server.value || addressesOf(server.value).isShared) return null;
  return (
    <p class="warning">
      Only this computer can join. Restart the server with <code>--host 0.0.0.0</code> so that phones can.
    </p>
  );
}
