/** The counter as a person runs it: in a real terminal. */
import { match, ok, strictEqual } from "node:assert/strict";
import { eventually } from "../support/eventually.ts";
import { APP, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { Tmux } from "../support/tmux.ts";

async function counter(server: RunningServer) {
  return await (await fetch(`${server.http}/api/counters/42`)).json();
}

/** Waits until no connection has the counter. */
async function free(server: RunningServer): Promise<void> {
  await eventually(async () => !(await counter(server)).connected);
}

Deno.test("c counts, s stops, c goes on from the server's value, q quits and leaves the terminal as it was", async () => {
  await withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    await using terminal = await Tmux.start(`${APP} client --mode counter --id 42 --port ${server.tcp.port}`);
    await terminal.until(/c connects, s disconnects, q quits/);
    await terminal.press("c");
    await terminal.until(/connected as counter 42, value 0, increment 1/);
    await terminal.until(/value 3 {2}\+1 {2}▁/);
    await terminal.press("s");
    await terminal.until(/disconnected at value \d+/);
    await free(server);
    const { value } = await counter(server);
    ok(value >= 3);
    await terminal.press("c");
    await terminal.until(new RegExp(`connected as counter 42, value ${value}, increment 1`));
    await terminal.until(new RegExp(`value ${value + 2} `));
    await terminal.press("q");
    const screen = await terminal.until(/exit code \d+[^]* echo /);
    match(screen, /exit code 0/);
    ok(/ icanon/.test(screen), "the terminal is not as it was");
    await free(server);
    strictEqual((await counter(server)).value >= value + 2, true);
  });
});

Deno.test("a counter that is killed and started again goes on from the last acknowledged value", async () => {
  await withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    const start = () =>
      new Deno.Command(APP, {
        args: ["client", "--mode", "counter", "--id", "42", "--connect", "--json", "--port", String(server.tcp.port)],
        stdin: "piped",
        stdout: "piped",
      }).spawn();
    const linesOf = async (child: Deno.ChildProcess, count: number) => {
      const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      while (text.split("\n").length <= count) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`The client ended with ${JSON.stringify(text)}`);
        text += value;
      }
      child.kill("SIGKILL");
      await child.stdin.close();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) text += piece.value;
      await child.status;
      return text.trim().split("\n").map((line) => JSON.parse(line));
    };
    const first = await linesOf(start(), 4);
    await free(server);
    const { value } = await counter(server);
    ok(value >= first.at(-1).value, "an acknowledged value is lost");
    const [connected] = await linesOf(start(), 1);
    strictEqual(connected.value, value);
  });
});
