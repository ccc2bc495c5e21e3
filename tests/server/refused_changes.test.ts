/** Changes that are refused are in the journal as well: whatever a request asks for, the server must come up again on it. */
import { deepStrictEqual, ok } from "node:assert/strict";
import { join } from "node:path";
import { checkJournal } from "../../server/journal/check.ts";
import { SqliteJournal } from "../../server/journal/sqlite.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer } from "../support/test_server.ts";
import { COMMANDS, TestState } from "../support/test_state.ts";

const NONSENSE = ["FOO", "..%2Fx", "1e9", "💥", "9007199254740991", "%00", "x".repeat(300), "__proto__"];
const BODIES = ["", "{}", '{"value":5}', '{"name":"\\ud800"}', '{"set":"network"}', '{"phase":"lobby","number":-1}', "[1]"];
const ARGUMENTS = ["", "1", "000000 Ada", "network", "network self-paced", "FOO bar", "-5", "\u{1f4a5}", "x".repeat(300)];

Deno.test("whatever is asked for over REST and lines, the server comes up again on what it has kept", () =>
  withFolder(async (folder) => {
    const path = join(folder, "app.db");
    const clock = new FakeClock();
    const start = () => startTestServer({ clock, journal: new SqliteJournal(path, { sync: "normal", clock }) });
    {
      await using server = await start();
      const url = `http://127.0.0.1:${server.http.port}`;
      const { paths }: { paths: Record<string, object> } = await (await fetch(`${url}/openapi.json`)).json();
      let asked = 0;
      for (const [template, methods] of Object.entries(paths)) {
        for (const method of Object.keys(methods).filter((method) => method !== "get").map((method) => method.toUpperCase())) {
          for (const [i, nonsense] of NONSENSE.entries()) {
            const body = method === "DELETE" ? undefined : BODIES[i % BODIES.length];
            const headers: Record<string, string> = { "content-type": "application/json" };
            // Some of the keys come again, with other requests.
            if (i % 2 === 1) headers["idempotency-key"] = `${i % 3 === 0 ? i : asked}`;
            const response = await fetch(`${url}${template.replaceAll(/\{\w+\}/g, nonsense)}`, { method, headers, body });
            await response.body?.cancel();
            ok(response.status < 500, `${method} ${template} with ${nonsense}: ${response.status}`);
            asked++;
          }
        }
      }
      ok(asked > 100);
      for (const { verb } of COMMANDS.entries) {
        if (verb === "QUIT") continue;
        using client = await RawClient.connect(server.tcp);
        for (const text of ARGUMENTS) await client.send(`${verb} ${text}\n`);
        await client.send("PING done\n");
        while (await client.line() !== "OK done");
      }
    }
    deepStrictEqual(checkJournal(path, new TestState()).problems, []);
    await using server = await start();
    using client = await RawClient.connect(server.tcp);
    ok((await client.ask("INFO")).startsWith("OK "));
  }));
