import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import type { Shell } from "../../cli/shell.ts";
import { run } from "../../commands/mod.ts";
import { codeSpans, readDocument, section, tableRows } from "../support/documents.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";
import { seededRandom } from "../../server/seeded_random.ts";
import { startTestServer, type TestServer } from "../support/test_server.ts";
import { TestShell } from "../support/test_shell.ts";
import { COMMANDS } from "../support/test_state.ts";

const readme = readDocument("README.md");
/** What is shown in them happens one after the other, with one server. */
const story = [readme, readDocument("docs/terminal-client.md")].join("\n");
const DEADLINE_MS = 10_000;

interface Example {
  readonly command: string;
  readonly output: string[];
}

/** The commands that the documents show, each with what it prints, in their order. */
function examples(): Example[] {
  const blocks = [...story.matchAll(/^```console\n([^]*?)\n```$/gm)].map(([, block]) => block);
  return blocks.flatMap((block) => block.split(/^\$ /m).slice(1)).map((example) => {
    const [command, ...output] = example.replace(/\n$/, "").split("\n");
    return { command, output };
  });
}

/** Types the requests of a transcript and compares the lines from the server. */
async function converse({ tcp }: TestServer, transcript: string[]): Promise<void> {
  using client = await RawClient.connectOnly(tcp);
  for (const line of transcript) {
    if (/^(OK|ERR|#|\*)( |$)/.test(line)) strictEqual(await client.line(), line);
    else await client.send(`${line}\n`);
  }
}

/** What a `curl` command prints. */
async function curl({ http }: TestServer, command: string): Promise<string[]> {
  const [, body, url] = command.match(/^curl (?:--json '(.*)' )?'?http:\/\/127\.0\.0\.1:8000(\/[^']*)'?$/) ?? [];
  ok(url, `${command} is written in another way: teach this test to run it`);
  const init = body === undefined ? {} : { method: "POST", headers: { "content-type": "application/json" }, body };
  const response = await fetch(`http://127.0.0.1:${http.port}${url}`, init);
  return (await response.text()).split("\n");
}

/** What someone types at the client's prompts. */
const TYPED: Record<string, [prompt: string, keys: string][]> = {
  quiz: [["(yes or no) ", "yes\r"], ["Your name: ", "Ada\r"], ["1/10", "12\r"]],
  counter: [["The counter", "c"]],
};

/** What a terminal shows after `app client`, up to the line that the README shows last. */
async function client({ tcp }: TestServer, { command, output }: Example): Promise<string[]> {
  const args = command.split(" ").slice(1);
  const typed = [...TYPED[args[2]] ?? []];
  const base = new TestShell({ isTerminal: true, env: { NO_COLOR: "1" } });
  const read = async () => {
    const next = typed.shift();
    if (!next) return await new Promise<null>((resolve) => base.signal.addEventListener("abort", () => resolve(null)));
    await base.stdout.has(next[0]);
    return new TextEncoder().encode(next[1]);
  };
  const shell: Shell = { ...base, stdin: { isTerminal: true, setRaw() {}, read } };
  const ended = run([...args, "--port", String(tcp.port)], shell);
  const shown = Promise.race([ended, base.stdout.has(output.at(-1)?.trim() ?? "")]);
  await deadline(shown, DEADLINE_MS).catch(() => {});
  const { text } = base.stdout;
  base.interrupt();
  ok([0, 130].includes(await ended), base.stderr.text);
  return text.replaceAll(`:${tcp.port}`, ":4000").replace(/--resume \S+/, "--resume 5nJvZkQ3u0yLh2aW")
    .replace(/[\d.]+ ms,/, "0.412 ms,").split("\n")
    .map((line) => line.split("\r\x1b[K").at(-1) ?? "").slice(0, output.length);
}

Deno.test("what the README shows of app serve is what it prints", () =>
  withFolder(async (folder) => {
    const [{ command, output }] = examples();
    strictEqual(command, "app serve");
    const data = join(folder, "app-data");
    const shell = new TestShell();
    const ended = run(["serve", "--tcp-port", "0", "--http-port", "0", "--data", data], shell);
    await deadline(Promise.race([ended, shell.stdout.has("Ctrl-C")]), DEADLINE_MS);
    shell.interrupt();
    strictEqual(await ended, 0);
    const printed = shell.stdout.text.replace(/(nc 127\.0\.0\.1) \d+/, "$1 4000")
      .replace(/(http:\/\/127\.0\.0\.1):\d+/g, "$1:8000").replace(data, "/home/ada/app-data");
    deepStrictEqual(printed.split("\n").slice(0, output.length), output);
  }));

Deno.test("what the README and the page on the terminal show of nc, curl and app client is what they print, one after the other", async () => {
  // The first question of the quiz is 7 + 5.
  await using server = await startTestServer({ random: seededRandom(39) });
  const ran: Record<string, number> = {};
  for (const example of examples().slice(1)) {
    const { command, output } = example;
    const [program] = command.split(" ");
    ran[program] = (ran[program] ?? 0) + 1;
    if (command === "nc 127.0.0.1 4000") await deadline(converse(server, output), DEADLINE_MS);
    else if (program === "curl") deepStrictEqual(await curl(server, command), output, command);
    else if (command.startsWith("app client ")) deepStrictEqual(await client(server, example), output, command);
    else throw new Error(`${command} is not run by this test: teach it`);
  }
  ok(ran.nc >= 1 && ran.curl >= 1 && ran.app >= 4, JSON.stringify(ran));
});

Deno.test("the README lists every request, and no others", () => {
  const listed = tableRows(section(readme, "The protocol")).flatMap(([, requests]) => codeSpans(requests));
  deepStrictEqual(listed.sort(), COMMANDS.entries.map(({ command }) => command.usage).sort());
});
