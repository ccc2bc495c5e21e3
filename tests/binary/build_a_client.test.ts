/** What the page for those who write a client shows is what they see, and stands in the examples. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { readDocument, ROOT, section } from "../support/documents.ts";
import { eventually } from "../support/eventually.ts";
import { RunningClient } from "../support/example_client.ts";
import { RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { ScriptedServer } from "../support/scripted_server.ts";

const EXAMPLES = join(ROOT, "examples");
const page = readDocument("docs/build-a-client.md");
const [first, ...snippets] = [...page.matchAll(/^```python\n([^]*?)^```$/gm)].map(([, code]) => code);

/** Runs a shell command in the folder of the examples. */
function start(command: string, env: Record<string, string> = {}): RunningClient {
  const script = new Deno.Command("/bin/sh", {
    args: ["-c", `exec ${command}`],
    cwd: EXAMPLES,
    env: { PYTHONDONTWRITEBYTECODE: "1", ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  });
  return new RunningClient(script.spawn());
}

/** Runs a Python program that is given as text. */
async function python(program: string): Promise<string> {
  await using running = start("python3 -");
  await running.type(program);
  return (await running.end()).out;
}

/** Runs `keep_going.py`. @param heartbeatSeconds how often it sends PING */
function keepGoing(
  args: string[],
  { port, heartbeatSeconds = 15 }: { port: number; heartbeatSeconds?: number },
): RunningClient {
  const program = `import keep_going as k, sys; k.HEARTBEAT_SECONDS = ${heartbeatSeconds}; sys.exit(k.main(sys.argv[1:]))`;
  return start(`python3 -c '${program}' ${args.join(" ")}`, { APP_PORT: String(port) });
}

/** Lines without the indentation that all of them have. */
function dedented(lines: readonly string[]): string {
  const least = Math.min(...lines.filter((line) => line !== "").map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(least)).join("\n");
}

/** Whether lines stand in a program, one after the other, perhaps further to the right. */
function standsIn(program: readonly string[], lines: readonly string[]): boolean {
  return program.some((_, at) =>
    at + lines.length <= program.length && dedented(program.slice(at, at + lines.length)) === dedented(lines)
  );
}

Deno.test("each snippet of the page stands in an example", () => {
  const programs = ["client.py", "keep_going.py"].map((name) => readDocument(`examples/${name}`).split("\n"));
  ok(snippets.length >= 12, `${snippets.length} snippets`);
  for (const snippet of snippets) {
    ok(programs.some((program) => standsIn(program, snippet.trimEnd().split("\n"))), snippet);
  }
});

Deno.test("the first client prints the greeting, and one byte of it from a server that chops", () =>
  withFolder(async (folder) => {
    for (const [args, printed] of [[[], "# app/1 ready, type HELP"], [["--fault", "chop=1"], "#"]] as const) {
      await using server = await RunningServer.start(folder, ["--memory", ...args]);
      const out = await python(first.replace("4000", String(server.tcp.port)));
      ok(out.startsWith(printed), out);
    }
  }));

Deno.test("what the page shows of client.py is what it prints", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    const shown = [...page.matchAll(/^```console\n([^]*?)^```$/gm)].flatMap(([, block]) => block.split(/^\$ /m).slice(1));
    strictEqual(shown.length, 4);
    for (const example of shown) {
      const [command, ...output] = example.trimEnd().split("\n");
      const [, assignment = "", rest] = command.match(/^(APP_PORT=\d+ )?(python3 .*)$/) ?? [];
      await using client = start(assignment ? `env ${command}` : rest, { APP_PORT: String(server.tcp.port) });
      const { out, err } = await client.end();
      deepStrictEqual((out + err).trimEnd().split("\n"), output, command);
    }
  }));

Deno.test("the page's faults and flags are those of app serve", () =>
  withFolder(async (folder) => {
    const flags = [...section(page, "Step 7: test it on bad days").matchAll(/`(?:app serve )?(--[^`]+)`/g)].map(([, args]) =>
      args
    );
    ok(flags.length >= 7, flags.join());
    for (const args of flags) {
      const words = [...args.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);
      await using _ = await RunningServer.start(folder, ["--memory", ...words]);
    }
  }));

Deno.test("keep_going.py counts on, and plays on, when the server has crashed and is there again", () =>
  withFolder(async (folder) => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr;
    listener.close();
    let server = await RunningServer.start(folder, [], { tcpPort: port });
    try {
      await using counter = keepGoing(["counter", "42"], { port });
      await using player = keepGoing(["quiz", "Ada"], { port });
      await counter.until(/^1\n2\n/);
      await player.until(/^1\/10 .* = $/m);
      await player.type("\n");
      await player.until(/^2\/10 .* = $/m);

      await server.crash();
      await player.type("\n");
      server = await RunningServer.start(folder, [], { tcpPort: port });
      await counter.until(/^1\n2\n3\n4\n5\n6\n/);
      match(counter.err, /^(No connection, trying again: .+\n)+$/);
      for (let number = 2; number <= 10; number++) {
        await player.until(new RegExp(`^${number}/10 .* = (?:\n|${number}/10 .* = )?$`, "m"));
        await player.type("\n");
      }
      const { code, out } = await player.end();
      strictEqual(code, 0);
      match(out, /^result marks=0 correct=0 wrong=0 skipped=10 /m);
    } finally {
      await server[Symbol.asyncDispose]();
    }
  }));

Deno.test("keep_going.py sends heartbeats while the player thinks, and does not come back after taken-over", async () => {
  let beats = 0;
  await using server = new ScriptedServer((line) => {
    if (line.startsWith("QUIZ")) return ["OK token=abc questions=10 name=Ada", "* question 1/10 7 + 5"];
    if (line !== "PING heartbeat") return ["OK"];
    return ++beats < 3 ? ["OK heartbeat"] : ["ERR taken-over another connection continues this quiz"];
  });
  await using client = keepGoing(["quiz", "Ada"], { port: server.port, heartbeatSeconds: 0.05 });
  await client.until(/= $/);
  await eventually(() => beats === 3);
  await client.type("12\n");
  const { code, err } = await client.end();
  deepStrictEqual({ code, err }, { code: 1, err: "The server refused: taken-over another connection continues this quiz\n" });
  deepStrictEqual(server.received.filter((line) => !line.startsWith("PING")), ["QUIZ Ada"]);
});

Deno.test("keep_going.py comes back with its token when the server ended the connection for a reason that passes", async () => {
  await using server = new ScriptedServer((line, connection) => {
    if (line.startsWith("COUNTER")) return [`OK id=42 value=${connection * 10} increment=1 token=abc`];
    return connection === 1 ? ["ERR shutting-down the server is stopping"] : [`OK ${line.split(" ")[1]}`];
  });
  await using client = keepGoing(["counter", "42"], { port: server.port });
  await client.until(/^21\n22\n/);
  match(client.err, /^No connection, trying again: shutting-down the server is stopping\n$/);
  deepStrictEqual(server.received.slice(0, 4), ["COUNTER 42", "VALUE 11", "COUNTER 42 abc", "VALUE 21"]);
});
