import { match } from "node:assert/strict";
import { FakeClock } from "../../../../support/fake_clock.ts";
import { RawClient } from "../../../../support/raw_client.ts";
import { startTestServer } from "../../../../support/test_server.ts";

Deno.test("whoever tries PINs has to wait after a hundred wrong ones, over lines and REST alike", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using host = await RawClient.connect(server.tcp);
  const [, pin = ""] = (await host.ask("ROOM arithmetic")).match(/room=(\d+)/) ?? [];
  using guesser = await RawClient.connect(server.tcp);
  const wrong = Number(pin) % 2 === 0 ? "999999" : "000000";
  for (let i = 0; i < 50; i++) match(await guesser.ask(`JOIN ${wrong} Eve`), /^ERR no-room /);
  const get = async (pin: string) => {
    const response = await fetch(`http://127.0.0.1:${server.http.port}/api/rooms/${pin}`);
    await response.body?.cancel();
    return `${response.status} ${response.headers.get("retry-after") ?? ""}`;
  };
  for (let i = 0; i < 50; i++) match(await get(wrong), /^404/);
  match(
    await guesser.ask(`JOIN ${wrong} Eve`),
    /^ERR rate-limited too many wrong PINs came from your address: wait 60 seconds$/,
  );
  match(await guesser.ask(`JOIN ${pin} Eve`), /^ERR rate-limited /);
  match(await get(pin), /^429 60$/);
  clock.advance(60_000);
  match(await guesser.ask(`JOIN ${pin} Eve`), /^OK /);
});
