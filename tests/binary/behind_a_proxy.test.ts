/** The executable behind real proxies, with the configurations that docs/behind-a-proxy.md shows. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { request } from "node:https";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
// @ts-types="@types/ws"
import { WebSocket } from "ws";
import { BANNER } from "../../protocol/help.ts";
import { hasBrowser, TestBrowser } from "../support/browser.ts";
import { eventually, inTime } from "../support/eventually.ts";
import { RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { documentedFlags, freeProxyPorts, hasProxy, PROXY_HOST, RunningProxy } from "../support/proxy.ts";

/** Where the client is: not where the proxy is. */
const CLIENT = "127.0.0.9";
const HOST = "example.org";
const HOST_TOKEN = "open for the host, please";
const AS_HOST = { authorization: `Bearer ${HOST_TOKEN}` };

interface World {
  readonly server: RunningServer;
  readonly proxy: RunningProxy;
  readonly folder: string;
}

/** Each proxy as it is documented, and with the path taken off, as the documentation says that it may. */
const PROXIES: { name: "nginx" | "haproxy"; what: string; change?: (config: string) => string }[] = [
  { name: "nginx", what: "nginx" },
  { name: "nginx", what: "nginx that removes the path", change: (text) => text.replace(/(proxy_pass http:[^;]*);/, "$1/;") },
  {
    name: "nginx",
    what: "nginx that keeps the host to itself",
    change: (text) => text.replace("proxy_set_header Host $host;", ""),
  },
  { name: "haproxy", what: "HAProxy" },
  {
    name: "haproxy",
    what: "HAProxy that removes the path, and sends version 1",
    change: (text) =>
      text.replace("send-proxy-v2", "send-proxy").replace(
        "option forwardfor",
        "$&\n  http-request replace-path /quiz/(.*) /\\1",
      ),
  },
];

for (const { name, what, change } of PROXIES) {
  const test = (title: string, body: (world: World) => Promise<void>) =>
    Deno.test({
      name: `behind ${what} ${title}`,
      ignore: !hasProxy(name),
      // A socket of node:tls may close after the test that has ended it.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: () =>
        withFolder(async (folder) => {
          const proxyPorts = freeProxyPorts();
          await using server = await RunningServer.start(folder, [...documentedFlags(proxyPorts), "--host-token", HOST_TOKEN]);
          const ports = { ...proxyPorts, serverHttp: Number(new URL(server.http).port), serverLines: server.tcp.port };
          await using proxy = await RunningProxy.start(name, { folder, ports, change });
          await body({ server, proxy, folder });
        }),
    });

  test("REST works under the path, and the client's address is logged, not one that it makes up", async ({ proxy, server, folder }) => {
    const info = await ask(proxy, "/quiz/api/server");
    strictEqual(JSON.parse(info.body).url, `https://${HOST}:${proxy.ports.https}/quiz/`);
    const { status, location } = await ask(proxy, "/quiz");
    ok([301, 308].includes(status) && location?.endsWith("/quiz/"), `${status} ${location}`);
    const own = { origin: `https://${HOST}:${proxy.ports.https}` };
    strictEqual((await ask(proxy, "/quiz/api/array", { method: "POST", headers: own })).status, 201);
    const evil = { origin: "https://evil.example" };
    strictEqual((await ask(proxy, "/quiz/api/array", { method: "POST", headers: evil })).status, 403);
    for (const header of [{ "x-forwarded-for": "8.8.8.8" }, { "x-forwarded-for": "8.8.8.8, 127.0.0.1" }]) {
      strictEqual((await ask(proxy, "/quiz/api/array?count=1", { headers: header })).status, 200);
    }
    // A client that makes up the header which the proxy does not write passes for the proxy, and for nobody else.
    strictEqual((await ask(proxy, "/quiz/api/array?count=2", { headers: { forwarded: "for=8.8.8.8" } })).status, 200);
    strictEqual(await server.stop("SIGTERM"), 0);
    const log = Deno.readTextFileSync(join(folder, "app-data", "server.log"));
    const from = (target: string) =>
      [...log.matchAll(/http (\S+):\d+ < GET (\S+)/g)].filter((line) => line[2].endsWith(target));
    deepStrictEqual(from("/api/array?count=1").map(([, address]) => address), [CLIENT, CLIENT]);
    deepStrictEqual(from("/api/array?count=2").map(([, address]) => address), ["127.0.0.1"]);
    ok(!log.includes("8.8.8.8"), log);
  });

  test("a WebSocket and the live feed work, with the client's address", async ({ proxy }) => {
    const { https } = proxy.ports;
    const events = await openEvents(proxy);
    match(await events.next(), /^event: hello/m);
    const options = { ...requestOptions(proxy, "/quiz/ws", {}), origin: `https://${HOST}:${https}` };
    const socket = new WebSocket(`wss://${PROXY_HOST}:${https}/quiz/ws`, options);
    const lines: string[] = [];
    socket.on("message", (data) => lines.push(...String(data).trimEnd().split("\n")));
    await inTime(new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject)));
    socket.send("ADD 5 3\n");
    await eventually(() => lines.length === 2);
    deepStrictEqual(lines, [BANNER, "OK 2"]);
    while (!(await events.next()).includes('"values":[5,3]'));
    deepStrictEqual(await addresses(proxy, "websocket"), [`${CLIENT}:0`]);
    socket.terminate();
    events.close();
  });

  test("lines have the client's address", async ({ proxy }) => {
    const socket = connect({ host: PROXY_HOST, port: proxy.ports.lines, localAddress: CLIENT });
    let received = "";
    socket.on("data", (data) => received += data);
    await eventually(() => received === `${BANNER}\n`);
    socket.write("PING a\nPING b\n");
    await eventually(() => received === `${BANNER}\nOK a\nOK b\n`);
    deepStrictEqual(await addresses(proxy, "tcp"), [`${CLIENT}:${socket.localPort}`]);
    const closed = new Promise((resolve) => socket.once("close", resolve));
    socket.end("QUIT\n");
    await inTime(closed);
    ok(received.endsWith("OK bye\n"), received);
  });

  test("the page is live in a browser, and its API pages can ask", async ({ proxy }) => {
    if (!hasBrowser()) return;
    const origin = `https://${HOST}:${proxy.ports.https}`;
    await using browser = await TestBrowser.start([
      "--ignore-certificate-errors",
      `--host-resolver-rules=MAP ${HOST} ${PROXY_HOST}`,
    ]);
    const { page, faults } = await browser.open(`${origin}/quiz/`);
    await page.getByText("Live", { exact: true }).waitFor();
    await page.getByRole("link", { name: `${origin}/quiz/` }).waitFor();
    await page.getByRole("img", { name: `QR code for ${origin}/quiz/` }).waitFor();
    await page.getByText(`nc ${HOST} ${proxy.ports.lines}`).waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "API", exact: true }).click();
    await page.getByText("What the server is and where it can be reached").click();
    await page.getByRole("button", { name: "Execute" }).click();
    await page.getByText(`"url": "${origin}/quiz/"`).first().waitFor();
    deepStrictEqual(faults, []);
  });
}

/** How a client that is not where the proxy is asks it. */
function requestOptions({ ports: { https }, certificate }: RunningProxy, path: string, headers: Record<string, string>) {
  const host = `${HOST}:${https}`;
  return {
    host: PROXY_HOST,
    port: https,
    servername: HOST,
    ca: certificate,
    localAddress: CLIENT,
    path,
    headers: { host, ...headers },
  };
}

async function ask(
  proxy: RunningProxy,
  path: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<{ status: number; location?: string; body: string }> {
  const length: Record<string, string> = method === "GET" ? {} : { "content-length": "0" };
  const asked = request({ ...requestOptions(proxy, path, { ...headers, ...length, connection: "close" }), method });
  return await inTime(
    new Promise((resolve, reject) => {
      asked.once("error", reject);
      asked.once(
        "response",
        (response) =>
          text(response).then(
            (body) => resolve({ status: response.statusCode ?? 0, location: response.headers.location, body }),
            reject,
          ),
      );
      asked.end();
    }),
  );
}

/** Reads the live feed, one event after the other. */
async function openEvents(proxy: RunningProxy): Promise<{ next(): Promise<string>; close(): void }> {
  const asked = request(requestOptions(proxy, "/quiz/api/events", {}));
  let received = "";
  await inTime(
    new Promise<void>((resolve, reject) => {
      asked.once("error", reject);
      asked.once("response", (response) => {
        response.on("data", (data) => received += data);
        response.on("error", () => {});
        resolve();
      });
      asked.end();
    }),
  );
  return {
    async next() {
      await eventually(() => received.includes("\n\n"));
      const end = received.indexOf("\n\n");
      const event = received.slice(0, end);
      received = received.slice(end + 2);
      return event;
    },
    close: () => asked.destroy(),
  };
}

/** The addresses of the connections of one transport; those that only looked whether the proxy is there have gone. */
async function addresses(proxy: RunningProxy, transport: string): Promise<string[]> {
  const { connections } = JSON.parse((await ask(proxy, "/quiz/api/connections", { headers: AS_HOST })).body);
  return connections.filter((connection: { transport: string }) => connection.transport === transport)
    .map(({ address }: { address: string }) => address)
    .filter((address: string) => !address.startsWith("127.0.0.1:"));
}
