/** A live game as a class plays it: in real terminals. */
import { match, ok, strictEqual } from "node:assert/strict";
import { CuttableProxy } from "../support/cuttable_proxy.ts";
import { eventually } from "../support/eventually.ts";
import { APP, app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { Tmux } from "../support/tmux.ts";

const SMALL = { columns: 80, rows: 24 };

/** The PIN that a host's screen shows. */
async function pinOf(host: Tmux): Promise<string> {
  const [, pin = ""] = (await host.until(/--room \d{6}/)).match(/--room (\d{6})/) ?? [];
  return pin;
}

/** Presses space until it counts: just after a change it does not. */
async function goOn(host: Tmux, wanted: RegExp): Promise<void> {
  await eventually(async () => {
    await host.press("Space");
    return await eventually(async () => wanted.test(await host.screen()), { within: 1000 }).then(() => true, () => false);
  });
}

Deno.test("a host and two players go through a game in terminals, and bots play along", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    await using proxy = new CuttableProxy(server.tcp.port);
    const client = `${APP} client --port ${server.tcp.port}`;
    await using host = await Tmux.start(`${client} --mode host --set network`, SMALL);
    const pin = await pinOf(host);
    await using ada = await Tmux.start(`${APP} client --port ${proxy.port} --mode quiz --room ${pin} --name Ada`, SMALL);
    await ada.until(/1 player, waiting for the host…/);
    await using ben = await Tmux.start(`${client} --mode quiz --room ${pin}`, { columns: 40, rows: 24 });
    await ben.until(/Your name:/);
    await ben.press("Ben", "Enter");
    await ada.until(/2 players, waiting for the host…/);
    const bots = app(folder, [
      "client",
      "--port",
      `${server.tcp.port}`,
      "--mode",
      "quiz",
      "--room",
      pin,
      "--bots",
      "3",
      "--json",
    ]);
    await host.until(/5 players · Enter starts/);
    match(await host.screen(), /█[^]*Ada[^]*Ben/);
    await ada.until(/5 players, waiting for the host…/);

    await host.press("Enter");
    await ben.until(/1\/20 {2}Which system turns names[^]*\d+ s {2}Answer:/);
    await ada.until(/ 30 s {2}Answer:[^]*$|29 s {2}Answer:/);
    await ada.until(/2\d s {2}Answer:/);
    await ada.press("dns", "Enter");
    await ada.until(/answered, waiting for the others…/);
    await ben.press("Not DNS", "Enter");
    await ada.until(/✓ right: DNS\n[^]*1 of 5 right, you have 1 mark\n[^]*Domain Name System/);
    await ben.until(/✗ wrong, the answer is DNS/);
    await host.until(/✓ DNS\n[^]*1 of 5 right[^]*Enter goes on/);
    proxy.cut();
    await ada.until(/Connection lost[^]*Connected again/);
    await goOn(host, /The best ten\n +1 {2}Ada, 1 mark\n/);
    await ada.until(/rank 1 of 5, 1 mark/);

    await host.press("e");
    await host.until(/End the game for everybody\?/);
    await host.press("y");
    await host.until(/The podium\n +1 {2}Ada, 1 mark\n[^]*Enter leaves/);
    await ben.until(/What went wrong\n +1 {2}Which system[^]*→ DNS[^]*\(you:\s+Not DNS\)[^]*Play again\? PIN:/);
    await ben.press("Enter");
    match(await ben.until(/exit code \d+[^]* echo /), /exit code 0/);
    await ada.until(/Play again\? PIN:/);
    await ada.press("C-c");
    await ada.until(/exit code 130/);
    await goOn(host, /exit code/);
    const last = await host.until(/exit code \d+[^]* echo /);
    match(last, /exit code 0/);
    ok(/ icanon/.test(last) && / echo /.test(last), "the terminal is not as it was");
    const { code, out, err } = await bots;
    strictEqual(code, 0, err);
    match(out, /"bots":3,"finished":3,.*"differences":0/);
  }));

Deno.test("a player whose terminal is gone resumes the game in another", () =>
  withFolder(async (folder) => {
    await using server = await RunningServer.start(folder, ["--memory"]);
    const client = `${APP} client --port ${server.tcp.port}`;
    await using host = await Tmux.start(`${client} --mode host`, SMALL);
    const pin = await pinOf(host);
    let token = "";
    {
      await using ada = await Tmux.start(`${client} --mode quiz --room ${pin} --name Ada`, SMALL);
      [, token = ""] = (await ada.until(/--resume \S+/)).match(/--resume (\S+)/) ?? [];
      await host.until(/1 player/);
      await host.press("Enter");
      await ada.until(/Number:/);
    }
    await host.until(/Ada has left/);
    await using again = await Tmux.start(`${client} --mode quiz --resume ${token}`, SMALL);
    await again.until(/as Ada\.[^]*1\/10[^]*Number:/);
    await host.until(/Ada has joined/);
    await again.press("7", "Enter");
    await again.until(/✓ right|✗ wrong/);
  }));
