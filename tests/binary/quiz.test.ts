/** The quiz as a person plays it: in a real terminal. */
import { match, ok, strictEqual } from "node:assert/strict";
import { CuttableProxy } from "../support/cuttable_proxy.ts";
import { eventually } from "../support/eventually.ts";
import { APP, app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { solve } from "../support/quiz_player.ts";
import { ScriptedServer } from "../support/scripted_server.ts";
import { Tmux } from "../support/tmux.ts";

/** Starts a server and the client in a terminal. */
async function inTerminal(
  use: (parts: { terminal: Tmux; server: RunningServer; proxy: CuttableProxy; folder: string }) => Promise<void>,
  args: string[] = [],
): Promise<void> {
  await withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    await using proxy = new CuttableProxy(server.tcp.port);
    await using terminal = await Tmux.start(`${APP} client --mode quiz --port ${proxy.port} ${args.join(" ")}`);
    await use({ terminal, server, proxy, folder });
  });
}

/** Waits for a question, and gives its answer. */
async function question(terminal: Tmux, number: number): Promise<number> {
  const pattern = new RegExp(`${number}/10 .* s +(\\d [-+*/] \\d) = *$`, "m");
  return solve((await terminal.until(pattern)).match(pattern)?.[1] ?? "");
}

async function players(server: RunningServer): Promise<{ name: string; away: boolean }[]> {
  return (await (await fetch(`${server.http}/api/quiz/players`)).json()).players;
}

Deno.test("a whole game is played in a terminal", async () => {
  await inTerminal(async ({ terminal }) => {
    await terminal.until(/Are you ready\? \(yes or no\)/);
    await terminal.press("maybe", "Enter");
    await terminal.until(/Type yes or no/);
    await terminal.press("yes", "Enter");
    await terminal.until(/Your name:/);
    await terminal.press("Enter");
    await terminal.until(/A name is missing/);
    await terminal.press("Adx", "BSpace", "a", "Enter");
    for (let number = 1; number <= 10; number++) {
      const answer = await question(terminal, number);
      if (number === 2) await terminal.press(`${answer + 1}`, "Enter", "Enter");
      else if (number === 3) await terminal.press("s", "Enter");
      else if (number === 4) {
        await terminal.press("twelve", "Enter");
        await terminal.until(/Type an integer, or just press Enter/);
        await terminal.press("99", "C-u", `${answer}`, "Enter");
      } else await terminal.press(`${answer}`, "Enter");
    }
    await terminal.until(/Play again\? \(yes or no\)/);
    await terminal.press("n", "Enter");
    const screen = await terminal.until(/exit code \d+[^]* echo /);
    strictEqual(screen.match(/✓ right/g)?.length, 8);
    match(screen, /✗ wrong, the answer is -?\d+/);
    match(screen, /– skipped, the answer is -?\d+/);
    match(screen, /You did great! 7\.75 marks in \d+\.\d s, rank 1 of 1/);
    match(screen, /8 right, 1 wrong, 1 skipped/);
    match(screen, /1 {2}Ada +7\.75 +\d+\.\d s {2}<- you/);
    match(screen, /What went wrong\n +2 {2}\d [-+*/] \d → -?\d+ \(you: -?\d+\)\n +3 {2}.* \(no answer\)\n/);
    match(screen, /exit code 0/);
    ok(/ icanon/.test(screen) && / echo /.test(screen), "the terminal is not as it was");
  });
});

Deno.test("who is not ready is sent off kindly", async () => {
  await inTerminal(async ({ terminal, server }) => {
    await terminal.until(/Are you ready\?/);
    await terminal.press("no", "Enter");
    const screen = await terminal.until(/exit code \d+/);
    match(screen, /Maybe another time\. Goodbye!/);
    match(screen, /exit code 0/);
    strictEqual((await players(server)).length, 0);
  });
});

Deno.test("Ctrl-C leaves the game, and the terminal as it was", async () => {
  await inTerminal(async ({ terminal, server }) => {
    await terminal.until(/Are you ready\?/);
    await terminal.press("y", "Enter");
    await question(terminal, 1);
    strictEqual((await players(server)).length, 1);
    await terminal.press("4", "C-c");
    const screen = await terminal.until(/exit code \d+[^]* echo /);
    match(screen, /exit code 130/);
    ok(/ icanon/.test(screen), "the terminal is not as it was");
    await eventually(async () => (await players(server)).length === 0);
  }, ["--name", "Ada"]);
});

Deno.test("a connection that is cut comes back, with the same question", async () => {
  await inTerminal(async ({ terminal, server, proxy }) => {
    await terminal.until(/Are you ready\?/);
    await terminal.press("y", "Enter");
    await terminal.press(`${await question(terminal, 1)}`, "Enter");
    const answer = await question(terminal, 2);
    proxy.cut();
    await terminal.until(/Connection lost/);
    await terminal.until(/Connected again/);
    strictEqual((await players(server))[0].away, false);
    await terminal.until(/Connected again[^]* 2\/10 /);
    strictEqual(await question(terminal, 2), answer);
    for (let number = 2; number <= 10; number++) await terminal.press(`${await question(terminal, number)}`, "Enter");
    await terminal.until(/Play again\?/);
    await terminal.press("n", "Enter");
    match(await terminal.until(/exit code \d+/), /Bravo! 10 marks/);
  }, ["--name", "Ada"]);
});

Deno.test("a connection that goes silent is noticed, and the answer on its way is sent again", async () => {
  await inTerminal(async ({ terminal, proxy }) => {
    await terminal.until(/Are you ready\?/);
    await terminal.press("y", "Enter");
    const answer = await question(terminal, 1);
    proxy.silence();
    await terminal.press(`${answer}`, "Enter");
    await terminal.until(/Connection lost[^]*Connected again[^]*Sending your answer\.[^]*✓ right/);
    await terminal.press("C-c");
    await terminal.until(/exit code 130/);
  }, ["--name", "Ada"]);
});

Deno.test("what is typed when the quiz is over does not come to the shell", async () => {
  // The leaderboard never comes, which leaves the time to type.
  await using server = new ScriptedServer((line) => {
    if (line.startsWith("QUIZ")) return ["OK token=t questions=1 name=Ada", "* question 1/10 1 + 1"];
    if (!line.startsWith("ANSWER")) return [];
    return ["OK correct marks=1", "* result marks=1 correct=1 wrong=0 skipped=0 seconds=1.000 rank=1 games=1 message=Bravo!"];
  });
  await using terminal = await Tmux.start(`${APP} client --mode quiz --name Ada --port ${server.port}`);
  await terminal.until(/Are you ready\?/);
  await terminal.press("y", "Enter");
  await terminal.press(`${await question(terminal, 1)}`, "Enter");
  await terminal.until(/✓ right/);
  await terminal.press("x", "Enter");
  await terminal.until(/^x/m);
  await terminal.press("leaked");
  await terminal.until(/Play again\? \(yes or no\) *$/m);
  await terminal.press("n", "Enter");
  await terminal.until(/Bravo![^]*exit code 0[^]* echo /);
  await terminal.press("typed", "Enter");
  match(await terminal.until(/the shell got: .*\./), /the shell got: typed\./);
});

Deno.test("200 bots play at once, and their totals are the server's", async () => {
  await withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    const { code, out, err } = await app(folder, [
      "client",
      "--mode",
      "quiz",
      "--port",
      `${server.tcp.port}`,
      "--bots",
      "200",
      "--json",
    ]);
    strictEqual(err, "");
    strictEqual(code, 0);
    const { bots, finished, answers, differences } = JSON.parse(out);
    ok(bots === 200 && finished === 200 && answers === 2000 && differences === 0, out);
    strictEqual((await (await fetch(`${server.http}/api/quiz/leaderboard`)).json()).count, 200);
  });
});
