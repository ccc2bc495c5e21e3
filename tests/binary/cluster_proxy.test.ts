/** HAProxy in front of servers that share one state: when one of them dies, those who play come back by themselves. */
import { deepStrictEqual } from "node:assert/strict";
import { join } from "node:path";
import { hasBrowser, TestBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { APP, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { hasNats, NatsNodes } from "../support/nats.ts";
import { freeProxyPorts, hasProxy, PROXY_HOST } from "../support/proxy.ts";
import { Tmux } from "../support/tmux.ts";

const SET = {
  title: "Behind a proxy",
  seconds: 0,
  questions: [
    { kind: "choice", text: "Which one is right?", choices: ["Wrong one", "Right one"], answer: 1 },
    { kind: "choice", text: "And this time?", choices: ["Good one", "Bad one"], answer: 0 },
    { kind: "boolean", text: "TCP keeps the order.", answer: true },
  ],
};

interface Room {
  phase: string;
  number: number;
  answered: number;
  players: { name: string; marks: number }[];
}

/** A configuration that brings everybody to the first server that is there. */
function configuration(servers: readonly RunningServer[], { https, lines }: { https: number; lines: number }): string {
  const section = (name: string, port: number, ports: readonly number[]) => [
    `listen ${name}`,
    `  bind ${PROXY_HOST}:${port}`,
    "  balance first",
    "  option redispatch 1",
    ...ports.map((port, i) => `  server s${i} 127.0.0.1:${port} check inter 200ms fall 1 rise 1`),
  ];
  return [
    "defaults",
    "  mode tcp",
    "  timeout connect 1s",
    "  timeout client 1h",
    "  timeout server 1h",
    ...section("pages", https, servers.map(({ http }) => Number(new URL(http).port))),
    ...section("lines", lines, servers.map(({ tcp }) => tcp.port)),
    "",
  ].join("\n");
}

Deno.test({
  name: "behind a proxy, the page and the terminal client keep their places when their server dies",
  ignore: !hasNats() || !hasBrowser() || !hasProxy("haproxy"),
  // What drives the browser has timers of its own, which outlive a test.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withFolder(async (folder) => {
      await using nats = await NatsNodes.start(folder);
      await using used = new AsyncDisposableStack();
      const [a, b, c] = await Promise.all(["a", "b", "c"].map(async (name) => {
        return used.use(await RunningServer.start(folder, ["--journal", nats.address(), "--server-name", name]));
      }));
      const ports = freeProxyPorts();
      const file = join(folder, "haproxy.conf");
      Deno.writeTextFileSync(file, configuration([b, a, c], ports));
      const proxy = new Deno.Command("/usr/sbin/haproxy", { args: ["-db", "-f", file], stdout: "null", stderr: "null" })
        .spawn();
      used.defer(async () => {
        proxy.kill("SIGTERM");
        await proxy.status;
      });
      const { id } = await a.api<{ id: string }>("/api/sets", { body: SET });
      const { pin } = await a.api<{ pin: string }>("/api/rooms", { body: { set: id } });
      const room = () => a.api<Room>(`/api/rooms/${pin}`);
      const act = (verb: "start" | "end") => a.api(`/api/rooms/${pin}/${verb}`, { method: "POST" });
      const next = (phase: string, number: number) => a.api(`/api/rooms/${pin}/next`, { body: { phase, number } });
      const reaches = (phase: string, number: number) =>
        eventually(async () => {
          const now = await room();
          return now.phase === phase && now.number === number;
        });

      const pages = `http://${PROXY_HOST}:${ports.https}`;
      await eventually(() => fetch(`${pages}/readyz`).then(({ ok, body }) => body?.cancel().then(() => ok) ?? ok, () => false));
      await using browser = await TestBrowser.start();
      const { page } = await browser.open(`${pages}/play?pin=${pin}`, { width: 360, height: 640, mayFail: () => true });
      await page.getByLabel("Your name").fill("Ada");
      await page.keyboard.press("Enter");
      await using terminal = await Tmux.start(
        `${APP} client --mode quiz --host ${PROXY_HOST} --port ${ports.lines} --room ${pin} --name Tess`,
      );
      await eventually(async () => (await room()).players.length === 2);
      const isOpen = async (number: number) => {
        const { text } = SET.questions[number - 1];
        await page.getByText(text).first().waitFor();
        await terminal.until(new RegExp(`${text.replace(/[?.]/g, "\\$&")}[^]*(Letter|A or B):`));
      };

      await act("start");
      await isOpen(1);
      await page.getByRole("button", { name: "Right one" }).click();
      await terminal.press("B", "Enter");
      await reaches("reveal", 1);
      await next("reveal", 1);
      await next("standings", 1);
      await isOpen(2);

      await page.getByRole("button", { name: "Good one" }).click();
      await eventually(async () => (await room()).answered === 1);
      await b.crash();
      // Tess had not answered yet.
      await terminal.press("A", "Enter");
      await eventually(async () => (await room()).answered === 2);
      await next("question", 2);
      await reaches("reveal", 2);
      await next("reveal", 2);
      await next("standings", 2);
      await isOpen(3);
      await page.getByRole("button", { name: "True" }).click();
      await terminal.press("B", "Enter");
      await eventually(async () => (await room()).answered === 2);
      await act("end");
      await page.getByText(/\b3 marks/).first().waitFor();
      await terminal.until(/1\.75 marks/);
      const { players } = await room();
      deepStrictEqual(players.map(({ name, marks }) => [name, marks]), [["Ada", 3], [
        "Tess",
        1.75,
      ]]);
    }),
});
