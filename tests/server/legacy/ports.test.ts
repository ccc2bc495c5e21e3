import { deepStrictEqual, match, rejects, strictEqual, throws } from "node:assert/strict";
import { isReachable, parseServerConfig } from "../../../server/config.ts";
import { OldClient, startLegacyServer } from "../../support/old_client.ts";

Deno.test("the old programs have no ports unless --legacy is given, and then their old ones", () => {
  strictEqual(parseServerConfig([], {}).legacyPorts, null);
  deepStrictEqual(parseServerConfig(["--legacy"], {}).legacyPorts, { quiz: 5000, counter: 2004, sorter: 6000 });
  deepStrictEqual(parseServerConfig(["--legacy-ports", "1,2,0"], { APP_LEGACY: "on" }).legacyPorts, {
    quiz: 1,
    counter: 2,
    sorter: 0,
  });
});

Deno.test("what --legacy needs, and does not go together with, is said", () => {
  const refused = (args: string, message: RegExp) => throws(() => parseServerConfig(args.split(" "), {}), { message });
  refused("--legacy-host 0.0.0.0", /^--legacy-host needs --legacy/);
  refused("--legacy-ports 1,2,3", /^--legacy-ports needs --legacy/);
  refused("--legacy --tls-only --tls-cert a --tls-key b", /^--legacy and --tls-only do not go together/);
  refused("--legacy --legacy-ports 1,2", /^--legacy-ports "1,2" is not three ports from 0 to 65535/);
  refused("--legacy --legacy-ports 1,2,70000", /is not three ports/);
  refused("--legacy --http-port 5000", /^--http-port and --legacy-ports must differ/);
});

Deno.test("the old programs are served on loopback, whatever --host is, unless another host is named for them", () => {
  strictEqual(parseServerConfig(["--legacy", "--host", "0.0.0.0"], {}).legacyHost, "127.0.0.1");
  strictEqual(isReachable(parseServerConfig(["--legacy"], {})), false);
  strictEqual(isReachable(parseServerConfig(["--legacy", "--legacy-host", "0.0.0.0"], {})), true);
  // Without --legacy, nobody listens there.
  strictEqual(isReachable(parseServerConfig([], { APP_LEGACY_HOST: "0.0.0.0" })), false);
});

Deno.test(
  "the old counter is also where many systems have the computer's own name",
  { ignore: Deno.build.os !== "linux" },
  async () => {
    await using server = await startLegacyServer();
    using client = await OldClient.connect(server, { ...server.ports.counter, hostname: "127.0.1.1" });
    await client.send("9");
    strictEqual(await client.text(), "0");
  },
);

Deno.test("a port for an old program that is in use is named, and nothing is left open", async () => {
  await using server = await startLegacyServer();
  const { quiz } = server.ports;
  await rejects(
    startLegacyServer({ config: { legacyPorts: { quiz: 0, counter: 0, sorter: quiz.port } } }),
    ({ message }: Error) => {
      match(message, new RegExp(`^--legacy-ports ${quiz.port}: 127\\.0\\.0\\.1:${quiz.port} is in use by another program`));
      return true;
    },
  );
  await rejects(
    startLegacyServer({ config: { legacyHost: "192.0.2.1" } }),
    /--legacy-host 192\.0\.2\.1: this computer does not have/,
  );
});
