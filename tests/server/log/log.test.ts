import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { formatAddress } from "../../../protocol/address.ts";
import { MessageLog } from "../../../server/log/message_log.ts";
import { openLog } from "../../../server/log/mod.ts";
import { EventReader } from "../../support/event_reader.ts";
import { FakeClock } from "../../support/fake_clock.ts";
import { fileLog } from "../../support/file_log.ts";
import { RawClient } from "../../support/raw_client.ts";
import { withFolder } from "../../support/folder.ts";
import { startTestServer } from "../../support/test_server.ts";

const STAMP = "2026-01-02T03:04:05.000Z";
/** As long as the tokens that the program makes. */
const TOKEN = "token1abcdefghij";

/** Standard error, of which nothing is kept. */
const unseen = (bytes: Uint8Array) => Promise.resolve(bytes.length);

function linesOf(path: string): string[] {
  const lines = Deno.readTextFileSync(path).split("\n");
  strictEqual(lines.pop(), "", "the last line does not end");
  return lines;
}

/** Runs a server with a log, and gives the log's lines when it has stopped. */
async function logOf(
  { messages = true, token = null }: { messages?: boolean; token?: string | null },
  talk: (client: RawClient, http: string) => Promise<void>,
): Promise<string[]> {
  return await withFolder(async (folder) => {
    const clock = new FakeClock();
    const path = join(folder, "server.log");
    {
      await using log = openLog({ path, send: unseen, level: "info", messages, clock });
      await using server = await startTestServer({ clock, log, config: { token }, newToken: () => TOKEN });
      using client = await RawClient.connect(server.tcp);
      await talk(client, `http://${formatAddress(server.http)}`);
      await client.ask("QUIT");
      await client.rest();
    }
    return linesOf(path).map((line) => line.replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:0"));
  });
}

/** The lines of what connections say, and those of the server's own life: the end of one may come before or after the other's. */
function apart(lines: string[]): { said: string[]; life: string[] } {
  return { said: lines.filter((line) => !line.includes("[info]")), life: lines.filter((line) => line.includes("[info]")) };
}

Deno.test("each message is a line with its time, connection and direction, beside the life of the server", async () => {
  const { said, life } = apart(
    await logOf({}, async (client, http) => {
      await client.ask("SORT 5 3");
      await client.ask("ADD x");
      await (await fetch(`${http}/api/array?count=1`)).body?.cancel();
    }),
  );
  const expectedLife = [/listening for lines on "127\.0\.0\.1:0", for HTTP on "127\.0\.0\.1:0"$/, /stopping$/, /stopped$/];
  strictEqual(life.length, expectedLife.length);
  for (const [i, expected] of expectedLife.entries()) match(life[i], expected);
  const expectedSaid = [
    /^#1 opened tcp 127\.0\.0\.1:0$/,
    /^#1 > # app\/1 ready, type HELP$/,
    /^#1 < SORT 5 3$/,
    /^#1 > OK 3 5$/,
    /^#1 < ADD x$/,
    /^#1 > ERR not-an-integer "x" is not an integer .*$/,
    /^http 127\.0\.0\.1:0 < GET \/api\/array\?count=1$/,
    /^http 127\.0\.0\.1:0 > 200$/,
    /^#1 < QUIT$/,
    /^#1 > OK bye$/,
    /^#1 closed after 3 requests, 20 bytes in, \d+ bytes out$/,
  ];
  strictEqual(said.length, expectedSaid.length);
  for (const [i, expected] of expectedSaid.entries()) {
    ok(said[i].startsWith(`${STAMP} `));
    match(said[i].slice(STAMP.length + 1), expected);
  }
});

Deno.test("no client can forge a line of the log, or hide in it", async () => {
  const lines = await logOf({}, async (client) => {
    await client.send("ECHO a\rb\u001b[31mred\u0007\u0000 \\x0a \u0085 \u009b ü€😀 2026-01-02 #9 < CLEAR\n");
    await client.line();
  });
  const escaped = "a\\x0db\\x1b[31mred\\x07\\x00 \\\\x0a \\x85 \\x9b ü€😀 2026-01-02 #9 < CLEAR";
  deepStrictEqual(lines.filter((line) => line.includes("red")), [
    `${STAMP} #1 < ECHO ${escaped}`,
    `${STAMP} #1 > OK ${escaped}`,
  ]);
  // deno-lint-ignore no-control-regex -- that none is there is what is tested
  ok(lines.every((line) => !/[\u0000-\u001f\u007f-\u009f]/.test(line)));
});

Deno.test("a token is never logged", async () => {
  const lines = await logOf({ token: "open sesame" }, async (client, http) => {
    await client.ask("RESUME sometoken");
    await client.ask("\tAUTH: open sesame");
    await client.ask("AUTH open sesame");
    await client.send("QUIZ Ada\n");
    strictEqual(await client.line(), `OK token=${TOKEN} questions=10 name=Ada`);
    await client.ask("auth  guess");
    await client.ask("RESUME sometoken");
    await (await fetch(`${http}/api/array`, { method: "POST", headers: { authorization: "Bearer open sesame" } })).body
      ?.cancel();
  });
  ok(lines.includes(`${STAMP} #1 < AUTH (not shown)`));
  ok(lines.includes(`${STAMP} #1 > OK token=(not shown) questions=10 name=Ada`));
  ok(lines.every((line) => !/sesame|guess|sometoken|token\d/.test(line)));
});

Deno.test("the host token is never logged, nor told to whoever watches a wire", () =>
  withFolder(async (folder) => {
    const [clock, path] = [new FakeClock(), join(folder, "server.log")];
    const hostToken = "staple-the-battery-to-a-horse";
    const told: string[] = [];
    {
      await using log = openLog({ path, send: unseen, level: "info", messages: true, clock });
      await using server = await startTestServer({ clock, log, config: { hostToken } });
      const http = `http://${formatAddress(server.http)}`;
      const headers = { authorization: `Bearer ${hostToken}` };
      using client = await RawClient.connect(server.tcp);
      await using wire = await EventReader.open(`${http}/api/connections/1/lines`, headers);
      await wire.next();
      for (const line of [`AUTH ${hostToken}`, `AUHT ${hostToken}`, `ECHO <${hostToken}>`, hostToken, `QUIZ ${hostToken}`]) {
        await client.ask(line);
      }
      clock.advance(100);
      told.push(JSON.stringify((await wire.next())?.data));
      for (const path of [`/host?${hostToken}`, `/${hostToken}`, `/api/server?token=${hostToken.replaceAll("-", "%2d")}`]) {
        await (await fetch(`${http}${path}`, { headers })).body?.cancel();
      }
    }
    const lines = linesOf(path);
    ok(lines.some((line) => line.endsWith("#1 < AUTH (not shown)")));
    ok(told[0].includes("AUTH (not shown)"));
    for (const text of [...lines, ...told]) ok(!text.includes("staple"), text);
  }));

Deno.test("a known token is not shown wherever it stands, in both directions, nor in a watched line", () =>
  withFolder(async (folder) => {
    const token = "aB3-_xyz01234567";
    const clock = new FakeClock();
    const path = join(folder, "server.log");
    const watched: string[] = [];
    const lines = [
      token,
      `REUSME ${token}`,
      `RESUME${token}`,
      `ECHO <${token}>,${token}`,
      `ECHO ${"x".repeat(1010)} ${token}`,
      `ECHO ${"x".repeat(1010)} ${token} more`,
      `${token}${"x".repeat(2000)}`,
      `HELP ${token}`,
    ];
    {
      await using log = openLog({ path, send: unseen, level: "info", messages: true, clock });
      await using server = await startTestServer({ clock, log, newToken: () => token });
      using player = await RawClient.connect(server.tcp);
      match(await player.ask("QUIZ Ada"), new RegExp(`token=${token} `));
      using client = await RawClient.connect(server.tcp);
      log.messages.watch("#2", { full: false, take: (_direction, text) => watched.push(text), skip() {} });
      for (const line of lines) await client.ask(line);
      await client.ask("ECHO 1234567890123456 aB3-_xyz01234568");
    }
    const said = linesOf(path).filter((line) => line.includes(" #2 "));
    for (const text of [...linesOf(path), ...watched]) ok(!text.includes(token.slice(0, 5)) || text.includes("68"), text);
    ok(said.some((line) => line.endsWith("< HELP (not shown)")));
    ok(said.some((line) => line.endsWith("> OK <(not shown)>,(not shown)")));
    ok(said.some((line) => line.endsWith("> OK 1234567890123456 aB3-_xyz01234568")));
    ok(watched.length >= 2 * lines.length + 2);
  }));

Deno.test("what follows a misspelt AUTH or RESUME, or what people send in their place, is neither logged nor quoted", async () => {
  const verbs = [
    "AUHT",
    "AUTHH",
    "AUTH:",
    "auth=",
    "LOGIN",
    "login:",
    "PASS",
    "PASSWORD",
    "TOKEN",
    "token:",
    "BEARER",
    "RESMUE",
  ];
  const lines = await logOf({ token: "open sesame, please" }, async (client) => {
    for (const verb of verbs) {
      for (const separator of [" ", "\t", ""]) {
        // Where one word ends and the other begins can be told only if the first is spelt right.
        if (separator === "" && /^(AUHT|RESMUE)/.test(verb)) continue;
        const reply = await client.ask(`${verb}${separator}hunter-2-hunter`);
        ok(!/hunter/i.test(reply), reply);
        match(reply, /^ERR unknown-command /);
      }
    }
  });
  ok(lines.every((line) => !/hunter/i.test(line)));
});

Deno.test("a token in the URL of a request is not logged", async () => {
  const token = "open=sesame, pl+ase-1";
  const encoded = encodeURIComponent(token);
  const lines = await logOf({ token }, async (_client, http) => {
    for (
      const target of [
        `/api/array?x=${encoded}`,
        `/api/array?x=${encoded.replaceAll("%20", "+")}`,
        `/api/${encoded.replaceAll("-", "%2d").replaceAll("s", "%73")}%zz`,
        `/api/array?token=guess-1&count=2&my_api%2dkey=guess-2`,
      ]
    ) await (await fetch(http + target)).body?.cancel();
  });
  deepStrictEqual(lines.filter((line) => line.includes(" < GET ")).map((line) => line.split(" < ")[1]), [
    "GET (not shown)",
    "GET (not shown)",
    "GET (not shown)",
    "GET /api/array?token=(not shown)&count=2&my_api%2dkey=(not shown)",
  ]);
  ok(lines.every((line) => !/sesame|guess/.test(line)));
});

Deno.test("of a long message the beginning and the length are logged", async () => {
  const lines = await logOf({}, async (client) => {
    await client.ask(`ADD ${"1 ".repeat(9000)}2`);
    await client.ask(`ECHO ${"ä".repeat(2000)}`);
    await client.ask("GET");
  });
  const find = (part: string) => lines.find((line) => line.includes(part)) ?? "";
  match(find("< ADD"), /^\S+ #1 < ADD (1 ){510} … 18005 bytes$/);
  match(find("< ECHO"), /^\S+ #1 < ECHO ä{509} … 4005 bytes$/);
  match(find("> OK 1 1 1"), /^\S+ #1 > OK( 1){511} … 18004 bytes$/);
});

Deno.test("with messages off, who comes and goes is still logged", async () => {
  const lines = await logOf({ messages: false }, async (client, http) => {
    await client.ask("ADD 5");
    await (await fetch(`${http}/api/array`)).body?.cancel();
  });
  deepStrictEqual(apart(lines).said.map((line) => line.replace(/\d+ bytes out/, "n bytes out")), [
    `${STAMP} #1 opened tcp 127.0.0.1:0`,
    `${STAMP} #1 closed after 2 requests, 11 bytes in, n bytes out`,
  ]);
});

Deno.test("lines are written when some have come together, or when a while has passed", async () => {
  await withFolder(async (folder) => {
    const clock = new FakeClock();
    const path = join(folder, "server.log");
    const file = fileLog(path, { clock });
    const log = new MessageLog(file, { clock, messages: true });
    log.event("#1", "opened");
    strictEqual(Deno.statSync(path).size, 0);
    clock.advance(200);
    deepStrictEqual(linesOf(path), [`${STAMP} #1 opened`]);
    for (let i = 0; i < 3000; i++) log.event("#2", "x".repeat(40));
    ok(Deno.statSync(path).size > 65_536);
    await file.close();
    strictEqual(linesOf(path).length, 3001);
  });
});

Deno.test("a file that has become large is set aside, four of them are kept, and no line is lost or cut between them", async () => {
  await withFolder(async (folder) => {
    const clock = new FakeClock();
    const path = join(folder, "server.log");
    const file = fileLog(path, { clock, maxBytes: 1000 });
    const log = new MessageLog(file, { clock, messages: true });
    for (let i = 0; i < 100; i++) {
      for (let j = 0; j < 10; j++) log.event("#1", `event ${10 * i + j}`);
      file.flush();
    }
    await file.close();
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    deepStrictEqual(names, ["server.log", "server.log.1", "server.log.2", "server.log.3", "server.log.4"]);
    const kept = names.toReversed().flatMap((name) => linesOf(join(folder, name))).map((line) =>
      Number(line.split(" ").at(-1))
    );
    deepStrictEqual(kept, Array.from({ length: kept.length }, (_, i) => 1000 - kept.length + i));
    ok(kept.length > 100);
  });
});

Deno.test("a log goes on at the end of the file that is there", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "server.log");
    for (const text of ["one\n", "two\n"]) {
      const file = fileLog(path, { clock: new FakeClock() });
      file.out.ascii(text);
      file.written();
      await file.close();
    }
    deepStrictEqual(linesOf(path), ["one", "two"]);
  });
});

Deno.test("where the file can't be set aside it is written on, and what was set aside before is kept", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "server.log");
    // A folder in the way of the new file.
    Deno.mkdirSync(`${path}.new`);
    Deno.writeTextFileSync(`${path}.1`, "kept\n");
    const file = fileLog(path, { clock: new FakeClock(), maxBytes: 10 });
    for (let i = 0; i < 20; i++) {
      file.out.ascii(`line ${i}\n`);
      file.flush();
    }
    await file.close();
    deepStrictEqual(linesOf(path), Array.from({ length: 20 }, (_, i) => `line ${i}`));
    deepStrictEqual(linesOf(`${path}.1`), ["kept"]);
  });
});

Deno.test(
  "a path that leads to a device is never set aside",
  { ignore: Deno.build.os === "windows" },
  () =>
    withFolder(async (folder) => {
      const path = join(folder, "server.log");
      Deno.symlinkSync("/dev/null", path);
      const file = fileLog(path, { clock: new FakeClock(), maxBytes: 10 });
      for (let i = 0; i < 20; i++) {
        file.out.ascii("twenty bytes of log\n");
        file.flush();
      }
      await file.close();
      deepStrictEqual([...Deno.readDirSync(folder)].map(({ name, isSymlink }) => [name, isSymlink]), [["server.log", true]]);
    }),
);

for (
  const [what, away] of [
    ["moved", (path: string) => Deno.renameSync(path, `${path}-2026-01-02`)],
    ["deleted", (path: string) => Deno.removeSync(path)],
    [
      "replaced by a new one",
      (path: string) => (Deno.renameSync(path, `${path}-2026-01-02`), Deno.writeTextFileSync(path, "")),
    ],
  ] as const
) {
  Deno.test(`a file that was ${what} is opened anew, and no line that comes then is lost`, () =>
    withFolder(async (folder) => {
      const path = join(folder, "server.log");
      const clock = new FakeClock();
      const file = fileLog(path, { clock });
      const log = new MessageLog(file, { clock, messages: true });
      log.event("#1", "before");
      clock.advance(200);
      // Gathered before, written after.
      log.event("#2", "meanwhile");
      away(path);
      clock.advance(200);
      log.event("#3", "after");
      await file.close();
      deepStrictEqual(linesOf(path).map((line) => line.split(" ").at(-1)), ["meanwhile", "after"]);
      if (what !== "deleted") deepStrictEqual(linesOf(`${path}-2026-01-02`).map((line) => line.split(" ").at(-1)), ["before"]);
      if (Deno.build.os !== "windows") {
        strictEqual((Deno.statSync(path).mode ?? 0) & 0o077, what.startsWith("replaced") ? 0o044 : 0);
      }
    }));
}

Deno.test("a file that can't be opened anew is tried again, and the lines until then are counted", () =>
  withFolder(async (folder) => {
    const path = join(folder, "logs", "server.log");
    Deno.mkdirSync(join(folder, "logs"));
    const clock = new FakeClock();
    const file = fileLog(path, { clock });
    Deno.removeSync(join(folder, "logs"), { recursive: true });
    file.out.ascii("lost\n");
    file.flush();
    Deno.mkdirSync(join(folder, "logs"));
    file.out.ascii("kept\n");
    await file.close();
    deepStrictEqual(linesOf(path), ["# 5 bytes are missing", "kept"]);
  }));
