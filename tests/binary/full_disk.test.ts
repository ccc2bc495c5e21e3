// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { foundBy, RestCrashClient, TcpCrashClient } from "../support/crash_clients.ts";
import { eventually } from "../support/eventually.ts";
import { app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";
import { seededRandom } from "../../server/seeded_random.ts";
import { SmallDisk } from "../support/small_disk.ts";

const DISK_BYTES = 12 * 2 ** 20;
const BALLAST_BYTES = 5 * 2 ** 20;
const CLIENTS = 4;
const ROUNDS = 5;
/** So many changes are refused before a round ends. */
const REFUSALS = 50;
/** How long that may take, in milliseconds. */
const REFUSALS_MS = 60_000;

async function status(server: RunningServer, path: string): Promise<number> {
  const response = await fetch(server.http + path);
  await response.body?.cancel();
  return response.status;
}

// Where no file system may be mounted, the list of tests says that this one was left out.
Deno.test({
  name: "on a disk that fills up nothing acknowledged is lost, and the server goes on when there is room",
  ignore: !SmallDisk.canMount(),
  fn: () =>
    withFolder(async (folder) => {
      const data = join(folder, "data");
      Deno.mkdirSync(data);
      using disk = SmallDisk.mount(data, { bytes: DISK_BYTES });
      ok(disk);
      const ballast = join(data, "ballast");
      const args = ["--data", data, "--log-messages", "off"];
      const random = seededRandom(5);
      let refusals = 0;
      let enough = Promise.withResolvers<void>();
      const clients = Array.from({ length: CLIENTS }, (_, i) => {
        const client: TcpCrashClient | RestCrashClient = new (i < 2 ? TcpCrashClient : RestCrashClient)(i, random, () => {
          if (client.record.changes[client.record.answered - 1].refused && ++refusals >= REFUSALS) enough.resolve();
        });
        return client;
      });
      for (let round = 0; round < ROUNDS; round++) {
        Deno.writeFileSync(ballast, new Uint8Array(BALLAST_BYTES));
        refusals = 0;
        enough = Promise.withResolvers();
        await using server = await RunningServer.start(folder, args);
        const running = clients.map((client) => client.run(server));
        await deadline(enough.promise, REFUSALS_MS);
        // Reads go on, and whoever asks is told that changes do not.
        strictEqual(await status(server, "/api/array/stats"), 200);
        strictEqual(await status(server, "/healthz"), 200);
        if (round % 2 === 0) {
          Deno.removeSync(ballast);
          await eventually(async () => await status(server, "/readyz") === 200);
          using client = await RawClient.connect({ transport: "tcp", ...server.tcp });
          strictEqual(await client.ask("ADD 0"), "OK 1");
          strictEqual(await client.ask("REMOVE 0"), "OK 1");
        }
        await server.crash();
        match(server.errors, /changes can't be kept, and are refused until they can: .*disk is full/);
        await Promise.all(running);
        if (round % 2 === 1) Deno.removeSync(ballast);
        const checked = await app(folder, ["check", data]);
        deepStrictEqual({ code: checked.code, err: checked.err }, { code: 0, err: "" });
        await using next = await RunningServer.start(folder, args);
        const found = await foundBy(next, CLIENTS);
        for (const [i, { record }] of clients.entries()) {
          ok(record.explains(found[i], { cleared: false }), `client ${i} in round ${round}`);
          record.begin(found[i]);
        }
        strictEqual(await next.stop("SIGTERM"), 0);
      }
    }),
});
