import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { getLogger } from "@logtape/logtape";
import { formatAddress } from "../../../protocol/address.ts";
import { faultHelp } from "../../../server/faults/fault_help.ts";
import { LINE_FAULTS } from "../../../server/faults/line_faults.ts";
import { MessageLog } from "../../../server/log/message_log.ts";
import type { Server } from "../../../server/mod.ts";
import { CertificateFiles } from "../../support/certificate_files.ts";
import { codeSpans, readDocument, section, tableRows } from "../../support/documents.ts";
import { EventReader } from "../../support/event_reader.ts";
import { eventually } from "../../support/eventually.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { fileLog } from "../../support/file_log.ts";
import { FaultyLine } from "../../support/faulty_line.ts";
import { withFolder } from "../../support/folder.ts";
import { RawClient } from "../../support/raw_client.ts";
import { RunningClock } from "../../support/running_clock.ts";
import { startTestServer } from "../../support/test_server.ts";

const url = (server: Server, path: string) => `http://${formatAddress(server.http)}${path}`;

Deno.test("FAULT replies with the faults that are on, and with a seed if none was given; others replace them; off ends them", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("fault drop-reply=2 seed=7"), "OK drop-reply=2 seed=7");
  strictEqual(await client.ask("PING a"), "OK a");
  await client.send("PING b\n");
  strictEqual(await client.ask("PING c"), "OK c");
  const [, seed] = (await client.ask("FAULT crlf,rate=1")).match(/^OK crlf=1 seed=(\d+)$/) ?? [];
  strictEqual(await client.ask("PING d"), "OK d\r");
  await client.send("FAULT\n");
  strictEqual(await client.line(), `OK crlf=1 seed=${seed}`);
  for (const expected of faultHelp()) strictEqual(await client.line(), expected ? `# ${expected}` : "#");
  strictEqual(await client.ask("PING e"), "OK e\r");
  strictEqual(await client.ask("FAULT OFF"), "OK off");
  strictEqual(await client.ask("PING f"), "OK f");
  strictEqual(await client.ask("FAULT off"), "OK off");
});

Deno.test("no reply to FAULT is struck, wherever it stands among others, and all others are", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  await client.send(
    "PING 1\nFAULT drop-reply\nPING 2\nFAULT\nPING 3\nFAULT crlf seed=1\nPING 4\nFAULT off\nPING 5\nFAULT cut\nPING 6\nPING 7\n",
  );
  const lines = (await client.rest()).filter((line) => !line.startsWith("#")).map((line) => line.replace(/seed=\d+/, "seed=S"));
  deepStrictEqual(lines, [
    "OK 1",
    "OK drop-reply=1 seed=S",
    "OK drop-reply=1 seed=S",
    "OK crlf=1 seed=S",
    "OK 4\r",
    "OK off",
    "OK 5",
    "OK cut=1 seed=S",
    "OK 6",
  ]);
});

Deno.test("to ask which faults there are does not begin them anew", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  await client.ask("FAULT cut=3");
  await client.send("PING 1\nFAULT\nPING 2\nFAULT\nPING 3\nPING 4\n");
  const lines = (await client.rest()).filter((line) => !line.startsWith("#"));
  strictEqual(lines.at(-1), "OK 3");
});

Deno.test("faults that can't be are refused with a reason, and those that were on stay on", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  await client.ask("FAULT crlf seed=1");
  const refused = {
    "FAULT dely=5": /^ERR bad-arguments "dely" is not a fault: did you mean delay\?\r$/,
    "FAULT delay=60001": /^ERR bad-arguments delay=MS takes an integer from 0 to 60000, .* not "60001"\r$/,
    "FAULT refuse": /^ERR bad-arguments refuse is for connections that do not exist yet: only a host's rule can have it\r$/,
    "FAULT rate=0.5 seed=3": /^ERR bad-arguments "rate=0.5 seed=3" names no fault: send FAULT alone for the list\r$/,
    "FUALT off": /^ERR unknown-command there is no command "FUALT": did you mean FAULT\? /,
    "CHAOS": /^ERR unknown-command there is no command "CHAOS": did you mean FAULT\? /,
  };
  for (const [request, reason] of Object.entries(refused)) match(await client.ask(request), reason);
});

Deno.test("FAULT needs no token, since it changes nothing", async () => {
  await using server = await startTestServer({ config: { token: "secret-token", hostToken: "host-token" } });
  using client = await RawClient.connect(server.tcp);
  strictEqual(await client.ask("FAULT chop seed=1"), "OK chop=1 seed=1");
});

Deno.test("what FAULT teaches fits into 80 columns, and has an example of each fault that works", async () => {
  const lines = faultHelp().map((line) => `# ${line}`);
  deepStrictEqual(lines.filter((line) => line.length > 80), []);
  await using server = await startTestServer();
  for (const [name, { example }] of Object.entries(LINE_FAULTS)) {
    using client = await RawClient.connect(server.tcp);
    ok(lines.some((line) => line.startsWith(`#   ${example} `)), name);
    if (name !== "refuse") match(await client.ask(`FAULT ${example}`), /^OK /);
  }
});

Deno.test("the specification has every fault, with its limits", () => {
  const rows = tableRows(section(readDocument("protocol/README.md"), "Faults"));
  const named = rows.map(([first]) => codeSpans(first));
  deepStrictEqual(
    named,
    Object.entries(LINE_FAULTS).map(([name, kind]) => {
      if (name === "refuse") return [name];
      return "varies" in kind ? [`${name}=MS`, `${name}=MS±MS`] : [`${name}=${kind.placeholder}`];
    }),
  );
  for (const [i, [name, { min, max, placeholder }]] of Object.entries(LINE_FAULTS).entries()) {
    if (placeholder === "1" || placeholder === "N" && name !== "merge") continue;
    match(rows[i][1], new RegExp(`\\b${min} to ${max}\\b`), name);
  }
});

Deno.test("the list of connections, the figures, the log and whoever watches tell of faults", async () => {
  await withFolder(async (folder) => {
    const clock = new FakeClock();
    const path = join(folder, "server.log");
    const file = fileLog(path, { clock });
    const messages = new MessageLog(file, { clock, messages: true });
    await using server = await startTestServer({ clock, log: { logger: getLogger("test"), messages } });
    using client = await RawClient.connect(server.tcp);
    using _neighbour = await RawClient.connect(server.tcp);
    await using tap = await EventReader.open(url(server, "/api/connections/1/lines"));
    strictEqual((await tap.next())?.type, "lines");
    await client.ask("FAULT drop-reply=2 crlf seed=4");
    await client.ask("PING a");
    await client.send("PING b\n");
    await client.ask("PING c");
    const { connections } = await (await fetch(url(server, "/api/connections"))).json();
    deepStrictEqual(connections.map(({ faults }: { faults?: string }) => faults), [undefined, "drop-reply=2 crlf=1 seed=4"]);
    match(
      await (await fetch(url(server, "/metrics"))).text(),
      /^app_faults_total\{kind="crlf"\} 3\napp_faults_total\{kind="drop-reply"\} 1$/m,
    );
    clock.advance(200);
    const { lines } = (await tap.next())?.data ?? {};
    ok(lines.some(({ text }: { text: string }) => text === "(fault drop-reply crlf on reply 2)"), JSON.stringify(lines));
    await file.close();
    const logged = Deno.readTextFileSync(path).split("\n").map((line) => line.replace(/^\S+ /, ""));
    deepStrictEqual(logged.filter((line) => /^#1 fault/.test(line)), [
      "#1 faults drop-reply=2 crlf=1 seed=4",
      "#1 fault drop-reply crlf on reply 2",
    ]);
  });
});

Deno.test("a long reply is struck as a whole", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using neighbour = await RawClient.connect(server.tcp);
  const values = Array.from({ length: 50_000 }, (_, i) => 1_000_000 + i);
  await neighbour.ask(`ADD ${values.join(" ")}`);
  const whole = `OK ${values.join(" ")}\n`;
  const of = async (faults: string) => {
    using line = await FaultyLine.open(server, { clock, neighbour, faults });
    await line.send("GET\nPING after\n");
    await line.until(() => line.ending !== "open" || line.text.split("\n").length === 3);
    return line.text;
  };
  strictEqual(await of("crlf"), `${whole.slice(0, -1)}\r\nOK after\r\n`);
  strictEqual(await of("drop-reply=1000"), `${whole}OK after\n`);
  strictEqual(await of("cut-mid"), whole.slice(0, 32));
  const garbled = (await of("garble seed=2")).split("\n")[0];
  const changed = [...whole.trimEnd()].flatMap((character, i) => character === garbled[i] ? [] : [i]);
  strictEqual(changed.length, 1);
  ok(changed[0] < 64);
  using dropping = await FaultyLine.open(server, { clock, neighbour, faults: "drop-reply=2" });
  await dropping.send("PING a\nGET\nPING after\n");
  await dropping.until(() => dropping.text.includes("after"));
  strictEqual(dropping.text, "OK a\nOK after\n");
});

Deno.test("a server that is slowed down by a fault stops reading, and holds little", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using neighbour = await RawClient.connect(server.tcp);
  using line = await FaultyLine.open(server, { clock, neighbour, faults: "delay=60000" });
  const request = `ECHO ${"x".repeat(1000)}\n`;
  const sent = line.send(request.repeat(20_000));
  const taken = async () => (await (await fetch(url(server, "/api/connections"))).json()).connections[0].bytesIn;
  let before = -1;
  for (let now = await taken(); now !== before; now = await taken()) {
    before = now;
    for (let i = 0; i < 20; i++) await line.settle();
  }
  ok(before < 600_000, String(before));
  strictEqual(line.text, "");
  await line.pass(50_000);
  strictEqual(line.ending, "open");
  strictEqual(line.text, "");
  await line.pass(15_000);
  ok(line.text.startsWith("OK xxx"));
  line[Symbol.dispose]();
  await sent;
});

for (const [fault, sent] of [["slow-read=1", `PING ${"x".repeat(5000)}`], ["delay=60000", "PING\n".repeat(1000)]] as const) {
  Deno.test(`of many clients whose input ${fault} holds up, those that began first are reset; a few are not`, async () => {
    const clock = new FakeClock();
    await using server = await startTestServer({ clock });
    const count = async () => (await (await fetch(url(server, "/api/connections?limit=1"))).json()).count;
    using stack = new DisposableStack();
    const begin = async () => {
      const client = stack.use(await RawClient.connect(server.tcp));
      match(await client.ask(`FAULT ${fault}`), /^OK /);
      await client.send(sent);
    };
    for (let i = 0; i < 100; i++) await begin();
    for (let i = 0; i < 40; i++) {
      clock.advance(1000);
      strictEqual(await count(), 100);
    }
    for (let i = 0; i < 3; i++) await begin();
    await eventually(async () => {
      clock.advance(500);
      return await count() === 100;
    });
  });
}

Deno.test("a server that stops sends at once what a fault holds back", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using neighbour = await RawClient.connect(server.tcp);
  using line = await FaultyLine.open(server, { clock, neighbour, faults: "delay=60000 stall=60000" });
  await line.sendEach(["PING a", "ADD 5"]);
  strictEqual(line.text, "");
  const stopped = server.stop();
  await eventually(() => line.ending !== "open", { within: 5000 });
  match(line.text, /^OK a\nOK 1\nERR shutting-down .*\n$/);
  line[Symbol.dispose]();
  neighbour[Symbol.dispose]();
  await stopped;
});

Deno.test("a client that goes away while a fault holds its replies back leaves nothing behind", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using neighbour = await RawClient.connect(server.tcp);
  for (const faults of ["delay=60000", "stall=60000", "chop=1", "slow-read=1", "half-close", "merge=1000"]) {
    const line = await FaultyLine.open(server, { clock, neighbour, faults });
    await line.sendEach(["PING a", "PING b"]);
    line[Symbol.dispose]();
    await neighbour.ask("PING");
    await new Promise((resolve) => setTimeout(resolve, 10));
    for (let i = 0; i < 300; i++) {
      clock.advance(250);
      if (/ connections=1 /.test(await neighbour.ask("INFO"))) break;
    }
    match(await neighbour.ask("INFO"), / connections=1 /, faults);
  }
});

Deno.test("a client that has closed its side gets all replies, however late", async () => {
  const clock = new FakeClock();
  await using server = await startTestServer({ clock });
  using neighbour = await RawClient.connect(server.tcp);
  using client = await RawClient.connect(server.tcp);
  await client.ask("FAULT delay=5000 seed=1");
  await client.send("PING a\nPING b\n");
  await client.end();
  for (let i = 0; i < 30; i++) {
    clock.advance(250);
    await neighbour.ask("PING");
  }
  deepStrictEqual(await client.rest(), ["OK a", "OK b"]);
});

Deno.test("over TLS faults are the same", () =>
  withFolder(async (folder) => {
    const { files, cert } = CertificateFiles.in(folder);
    using clock = new RunningClock();
    await using server = await startTestServer({ clock, config: { tls: files } });
    ok(server.tls);
    for (const end of ["cut", "reset"]) {
      using client = await RawClient.connectTls(server.tls, cert);
      await client.line();
      strictEqual(await client.ask(`FAULT chop=2 crlf ${end}=2 seed=1`), `OK chop=2 crlf=1 ${end}=2 seed=1`);
      strictEqual(await client.ask("PING a"), "OK a\r");
      strictEqual(await client.ask("PING b"), "OK b\r");
      ok(await client.isClosed());
    }
  }));
