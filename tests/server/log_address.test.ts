import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { UsageError } from "../../cli/usage_error.ts";
import { parseServerConfig } from "../../server/config.ts";
import { LogAddress } from "../../server/log_address.ts";

Deno.test("the address of a log names servers, a port for each, and the log", () => {
  const addresses: Record<string, string> = {
    "nats://one": "nats://one:4222/app",
    "nats://one,two:4333,10.0.0.3/class-1": "nats://one:4222,two:4333,10.0.0.3:4222/class-1",
    "TLS://one:80/x": "tls://one:80/x",
    "nats://[::1]:4222/x": "nats://[::1]:4222/x",
  };
  for (const [text, whole] of Object.entries(addresses)) {
    const address = LogAddress.parse(text);
    strictEqual(address.toString(), whole);
    deepStrictEqual(LogAddress.parse(whole), address);
  }
});

Deno.test("what is no address is refused", () => {
  const bad = [
    "",
    "nats://",
    "one:4222",
    "http://one",
    "nats://one,,two",
    "nats://user:secret@one",
    "nats://one/a/b",
    "nats://one/a b",
  ];
  for (const text of [...bad, `nats://one/${"x".repeat(33)}`]) throws(() => LogAddress.parse(text), Error, text);
});

Deno.test("a log does not go together with what keeps changes elsewhere, and its flags need it", () => {
  const refused: [args: string[], text: string][] = [
    [["--journal", "nats://one", "--memory"], "do not go together"],
    [["--journal", "nats://one", "--sync", "full"], "do not go together"],
    [["--journal", "http://one"], "nats://"],
    [["--nats-token", "x"], "needs --journal"],
    [["--nats-creds", "x"], "needs --journal"],
    [["--replicas", "3"], "needs --journal"],
    [["--reads", "local"], "needs --journal"],
    [["--journal", "nats://one", "--nats-token", "x", "--nats-creds", "y"], "nats"],
  ];
  for (const [args, text] of refused) {
    throws(
      () => parseServerConfig(args, {}),
      (error) => error instanceof UsageError && error.message.includes(text),
      args.join(" "),
    );
  }
  strictEqual(parseServerConfig(["--journal", "nats://one"], {}).journal?.toString(), "nats://one:4222/app");
});
