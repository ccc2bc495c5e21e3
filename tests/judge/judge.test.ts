import { deepStrictEqual, match, ok, rejects, strictEqual } from "node:assert/strict";
import { createColors } from "picocolors";
import { CannotJudge } from "../../judge/cannot_judge.ts";
import { placeOf, type Result, SECTIONS } from "../../judge/check.ts";
import { CHECKS } from "../../judge/checks/mod.ts";
import { parseJudgeConfig } from "../../judge/config.ts";
import { judge } from "../../judge/mod.ts";
import { BROKEN_SERVERS } from "../support/broken_servers/mod.ts";
import { SmallServer } from "../support/broken_servers/small_server.ts";
import { CertificateFiles } from "../support/certificate_files.ts";
import { readDocument, section } from "../support/documents.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer, type TestServer } from "../support/test_server.ts";
import { textWidth } from "../../client/text_width.ts";

/** How long a reply may take, in milliseconds: less than people wait, since many checks fail here. */
const REPLY_MS = 2000;

interface Verdict {
  readonly text: string;
  readonly results: readonly Result[];
  /** The names of the checks that failed. */
  readonly failed: readonly string[];
}

/** Judges a server as `app judge` does. */
async function verdict(
  port: number,
  args: string[] = [],
  { until = null }: { /** Interrupts the judge when it has written this. */ until?: string | null } = {},
): Promise<Verdict> {
  const interruption = new AbortController();
  let text = "";
  const results = await judge(parseJudgeConfig([`127.0.0.1:${port}`, ...args], {}), {
    random: Math.random,
    now: () => performance.now(),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    signal: interruption.signal,
    style: { colors: createColors(false), columns: 80 },
    write(part) {
      text += part;
      if (until !== null && text.includes(until)) interruption.abort();
    },
    replyMs: REPLY_MS,
  });
  const failed = results.filter(({ outcome }) => outcome.status === "failed").map(({ check }) => check.name);
  return { text, results, failed };
}

Deno.test("a small server that somebody else wrote passes every level of the array", async () => {
  await using server = new SmallServer();
  const { text, results, failed } = await verdict(server.port);
  deepStrictEqual(failed, [], text);
  ok(results.length > 50);
  ok(results.every(({ outcome }) => outcome.status === "passed"), text);
});

for (const [what, { Server, foundBy, also = [], level }] of Object.entries(BROKEN_SERVERS)) {
  Deno.test(`a server that ${what} is found out by ${foundBy}`, async () => {
    await using server = new Server();
    const { text, failed } = await verdict(server.port, ["--level", String(level)]);
    ok(failed.includes(foundBy), text);
    deepStrictEqual(failed.filter((name) => name !== foundBy && !also.includes(name)), [], text);
  });
}

const NAMES = CHECKS.map(({ name }) => name);

Deno.test("each check has a name of its own, and a rule that stands in the specification", () => {
  strictEqual(new Set(NAMES).size, NAMES.length);
  const specification = readDocument("protocol/README.md");
  for (const heading of Object.keys(SECTIONS)) ok(section(specification, heading).length > 0);
  for (const { section: heading, because, hint, title } of CHECKS) {
    match(placeOf(heading), /^protocol\/README\.md#[a-z-]+$/);
    for (const text of [because, hint]) match(text, /^[^a-z].*[.!]$/, text);
    ok(title.length <= 72, title);
  }
});

Deno.test("each level checks what the levels below it do, and more", async () => {
  await using server = new SmallServer();
  const counts: number[] = [];
  for (const level of ["1", "2", "3"]) counts.push((await verdict(server.port, ["--level", level])).results.length);
  ok(counts[0] > 10 && counts[1] > counts[0] && counts[2] > counts[1], counts.join());
});

Deno.test("the project's own server passes level 4 of every service", async () => {
  await using server = await startTestServer();
  const { failed, text } = await verdict(server.tcp.port, ["--service", "all", "--level", "4"]);
  deepStrictEqual(failed, [], text);
});

const KEPT = "-3 5 5 9 10 999999";

async function arrayOf({ tcp }: TestServer): Promise<string> {
  using client = await RawClient.connect(tcp);
  return await client.ask("GET");
}

Deno.test("the judge leaves the array as it was, even one that is large", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  await client.ask(`ADD ${KEPT}`);
  deepStrictEqual((await verdict(server.tcp.port, ["--level", "3"])).failed, []);
  strictEqual(await arrayOf(server), `OK ${KEPT}`);
  strictEqual(await client.ask(`ADD ${Array(12_000).fill(7).join(" ")}`), "OK 12000");
  const before = await arrayOf(server);
  deepStrictEqual((await verdict(server.tcp.port, ["--level", "4"])).failed, []);
  ok(before === await arrayOf(server));
});

Deno.test("several judges of one server do not disturb each other", async () => {
  await using server = await startTestServer();
  const verdicts = await Promise.all([1, 2, 3].map(() => verdict(server.tcp.port, ["--level", "4"])));
  for (const { failed, text } of verdicts) deepStrictEqual(failed, [], text);
  strictEqual(await arrayOf(server), "OK");
});

Deno.test("a judge that is interrupted takes what it added away, and gives no verdict", async () => {
  await using server = await startTestServer();
  using client = await RawClient.connect(server.tcp);
  await client.ask(`ADD ${KEPT}`);
  const { text, results } = await verdict(server.tcp.port, [], { until: "Level 4" });
  ok(!text.includes("passed"), text);
  ok(results.length < 40);
  strictEqual(await arrayOf(server), `OK ${KEPT}`);
});

Deno.test("a limit of the server that is in the judge's way is named", async () => {
  await using server = await startTestServer({ config: { maxConnections: 30 } });
  const { failed, text } = await verdict(server.tcp.port, ["--level", "4"]);
  deepStrictEqual(failed, ["crowd.connections"], text);
  match(
    text,
    /\n {8}hint {6}The server limits connections to fewer than the judge needs:\n {18}judge it with a higher limit\.\n/,
  );
});

const TOKEN = "open sesame, please";

Deno.test("a server with a token is judged with it, and without it the judge says what is missing", async () => {
  await using server = await startTestServer({ config: { token: TOKEN } });
  await rejects(verdict(server.tcp.port), /the server needs its token for changes: give it with --token-file or --token/);
  await rejects(verdict(server.tcp.port, ["--token", "another token, please"]), /the server refuses this token/);
  deepStrictEqual((await verdict(server.tcp.port, ["--level", "3", "--token", TOKEN])).failed, []);
});

Deno.test("where CLEAR is for hosts only, the judge needs no host", async () => {
  await using server = await startTestServer({ config: { hostToken: TOKEN } });
  deepStrictEqual((await verdict(server.tcp.port, ["--level", "3"])).failed, []);
});

/** A server that answers whatever comes with a text, and closes. */
function saying(text: string): Deno.TcpListener {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  (async () => {
    for await (const conn of listener) {
      await conn.read(new Uint8Array(1000)).catch(() => {});
      await conn.write(new TextEncoder().encode(text)).catch(() => {});
      conn.close();
    }
  })();
  return listener;
}

const OTHERS: Record<string, [says: string, message: RegExp]> = {
  Redis: ["+PONG\r\n", /does not speak app\/1: it is a Redis server$/],
  "Redis with a password": ["-NOAUTH Authentication required.\r\n", /a Redis server$/],
  nginx: ["<html>\r\n<head><title>400 Bad Request", /a web server; give the port for lines, not the one for HTTP$/],
  ssh: ["SSH-2.0-OpenSSH_9.6\r\n", /an SSH server$/],
  mail: ["220 mail.example.org ESMTP\r\n", /a mail or FTP server$/],
  memcached: ["ERROR\r\n", /a memcached server$/],
};

for (const [name, [says, message]] of Object.entries(OTHERS)) {
  Deno.test(`pointed at ${name} by mistake, the judge says so`, async () => {
    using listener = saying(says);
    const error = await verdict(listener.addr.port).catch((error: unknown) => error);
    ok(error instanceof CannotJudge);
    match(error.message, message);
  });
}

Deno.test("pointed at the HTTP port, at a TLS port or at nothing, the judge says so", () =>
  withFolder(async (folder) => {
    await using server = await startTestServer();
    await rejects(verdict(server.http.port), /it is a web server; give the port for lines/);
    CertificateFiles.in(folder);
    const [cert, key] = ["cert.pem", "key.pem"].map((file) => Deno.readTextFileSync(`${folder}/${file}`));
    const listener = Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key });
    const accepting = (async () => {
      for (let i = 0; i < 3; i++) {
        const conn = await listener.accept();
        await conn.read(new Uint8Array(1)).catch(() => {});
        conn.close();
      }
    })();
    await rejects(verdict(listener.addr.port), /it is a port for TLS; give one without/);
    listener.close();
    await accepting.catch(() => {});
    await rejects(verdict(listener.addr.port), /nothing listens at 127\.0\.0\.1:\d+: start the server, or look at its port$/);
  }));

Deno.test("a server that says nothing at all is judged, and a check that fails stops no other", async () => {
  using listener = saying("");
  const { results, failed, text } = await verdict(listener.addr.port, ["--level", "2"]);
  strictEqual(failed.length, results.length, text);
  match(text, /\n0 passed, 26 failed, in .* s\nLevel 1 is not passed yet\. Begin with hello\.greeting\.\n$/);
});

const { Server } = BROKEN_SERVERS["answers errors as OK"];

Deno.test("a failure says what was sent, expected and why, what came, and where to look, within 80 columns", async () => {
  await using server = new Server();
  const { text } = await verdict(server.port, ["--level", "3"]);
  for (const line of text.split("\n")) ok(textWidth(line) <= 80, line);
  const [, failure] = text.match(/ {2}FAIL {2}an unknown verb .*\n\n([^]*?)\n\n/) ?? [];
  deepStrictEqual(failure.split("\n"), [
    "        check     errors.unknown",
    '        sent      "FROBNICATE 1 2\\n"',
    "        expected  ERR unknown-command and what to send instead",
    "        came      OK error: unknown-command there is no command FROBNICATE: send",
    "                  HELP for the list",
    "        because   A request that failed gets ERR, a code for programs, and a",
    "                  message that says what is wrong and what to send.",
    "        hint      Answer every line that is not empty; one without a reply",
    "                  leaves the client waiting.",
    "        see       protocol/README.md#error-codes",
  ]);
});

Deno.test("with --json there is one object per line", async () => {
  await using server = new Server();
  const { text, results } = await verdict(server.port, ["--level", "3", "--json"]);
  const [begin, ...lines] = text.trimEnd().split("\n").map((line) => JSON.parse(line));
  const end = lines.pop();
  const { server: where, ...plan } = begin;
  strictEqual(where, `127.0.0.1:${server.port}`);
  deepStrictEqual(plan, { event: "begin", services: ["array"], level: 3, checks: results.length });
  deepStrictEqual(lines.map(({ name }) => name), results.map(({ check }) => check.name));
  const failure = lines.find(({ status }) => status === "failed");
  deepStrictEqual(
    Object.keys(failure),
    ["event", "name", "level", "service", "status", "seconds", "title", "sent", "expected", "came", "hint", "because", "see"],
  );
  strictEqual(end.event, "end");
  deepStrictEqual([end.passed + end.failed, end.level], [results.length, 2]);
});

Deno.test("the results can be had in TAP", async () => {
  await using server = new Server();
  const { text, results } = await verdict(server.port, ["--level", "3", "--format", "tap"]);
  const lines = text.split("\n");
  deepStrictEqual(lines.slice(0, 2), ["TAP version 14", `1..${results.length}`]);
  strictEqual(lines[2], "ok 1 - hello.greeting: the first line is \\# app/1 ready");
  strictEqual(lines.filter((line) => /^(not )?ok \d+ - /.test(line)).length, results.length);
  match(text, /\nnot ok \d+ - errors\.unknown: .*\n {2}---\n {2}duration_ms: \d+\n {2}sent: "\\"FROBNICATE 1 2\\\\n\\""\n/);
});

Deno.test("the results can be had as JUnit's XML", async () => {
  await using server = new Server();
  const { text, results, failed } = await verdict(server.port, ["--level", "3", "--format", "junit"]);
  match(text, /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<testsuites name="app judge" tests="\d+" failures="\d+" /);
  strictEqual([...text.matchAll(/<testsuite /g)].length, 3);
  strictEqual([...text.matchAll(/<testcase /g)].length, results.length);
  strictEqual([...text.matchAll(/<failure message="/g)].length, failed.length);
  match(text, /sent: &quot;FROBNICATE 1 2\\n&quot;\n/);
  // Every element that begins also ends.
  for (const name of ["testsuites", "testsuite", "testcase", "failure"]) {
    const begun = [...text.matchAll(new RegExp(`<${name}[ >](?:[^>]*[^/])?>`, "g"))].length;
    strictEqual([...text.matchAll(new RegExp(`</${name}>`, "g"))].length, begun, name);
  }
});

Deno.test("what a small server leaves out is skipped up to level 4, and asked for at level 5", async () => {
  await using server = new (class extends SmallServer {
    protected override answer(verb: string, text: string): string | Promise<string> {
      return super.answer(["HELP", "STATS"].includes(verb) ? "MISSING" : verb, text);
    }
  })();
  const { results, failed, text } = await verdict(server.port);
  deepStrictEqual(failed, ["complete.connection", "complete.array"], text);
  const skipped = results.filter(({ outcome }) => outcome.status === "skipped").map(({ check }) => check.name);
  deepStrictEqual(skipped, ["hello.help", "array.stats"]);
  match(text, / {2}skip {2}STATS describes the array\n {8}the server does not have STATS\n/);
  match(text, /, 2 failed, 2 skipped, in .* s\nLevel 4 is passed\. Begin with complete\.connection\.\n$/);
});
