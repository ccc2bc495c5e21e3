/** Three NATS nodes, three servers and HAProxy, with the configurations and the commands that docs/several-servers.md shows. */
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { readDocument, section } from "../support/documents.ts";
import { eventually } from "../support/eventually.ts";
import { app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { freePorts, hasNats, NATS_SERVER } from "../support/nats.ts";
import { freeProxyPorts, hasProxy, makeCertificate, PROXY_HOST } from "../support/proxy.ts";
import { RawClient } from "../support/raw_client.ts";

const page = readDocument("docs/several-servers.md");
const NODES = [1, 2, 3];
/** How long a program may take to end, in milliseconds. */
const STOP_MS = 10_000;

/** The blocks of code in a language, in their order. */
function blocks(language: string, text = page): string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, "gm"))].map(([, block]) => block);
}

/** A text with some of its parts replaced, which have to be there. */
function replaced(text: string, pairs: [from: string | RegExp, to: string][]): string {
  return pairs.reduce((text, [from, to]) => {
    if (text.search(from) < 0) throw new Error(`The page does not have ${from}`);
    return text.replaceAll(from instanceof RegExp ? new RegExp(from, "g") : from, to);
  }, text);
}

/** A program that runs until it is disposed of. */
class Running implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;

  constructor(program: string, args: string[]) {
    this.#process = new Deno.Command(program, { args, stdout: "null", stderr: "null" }).spawn();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await deadline(this.#process.status, STOP_MS);
  }
}

/** A text with every number, and the hash, as a letter. */
function withoutNumbers(text: string): string {
  return text.replace(/\bhash [0-9a-f]{16}\b/, "hash H").replace(/\b\d+\b/g, "N");
}

Deno.test({
  name: "what the page on several servers shows works: three nodes, a proxy, a server that is lost, check, backup and restore",
  ignore: !hasNats() || !hasProxy("haproxy"),
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withFolder(async (folder) => {
      await using running = new AsyncDisposableStack();
      const ports = freePorts(9);
      const [clients, routes, monitors] = [ports.slice(0, 3), ports.slice(3, 6), ports.slice(6)];
      const [nats] = blocks("nats");
      for (const i of [0, 1, 2]) {
        const config = replaced(nats, [
          ["server_name: node1", `server_name: node${i + 1}`],
          ["listen: 0.0.0.0:4222", `listen: 127.0.0.1:${clients[i]}`],
          ["http: 127.0.0.1:8222", `http: 127.0.0.1:${monitors[i]}`],
          ["listen: 0.0.0.0:6222", `listen: 127.0.0.1:${routes[i]}`],
          ["/var/lib/nats", join(folder, `nats${i + 1}`)],
          ...NODES.map((node): [string, string] => [`nats://node${node}:6222`, `nats://127.0.0.1:${routes[node - 1]}`]),
        ]);
        const file = join(folder, `nats${i + 1}.conf`);
        Deno.writeTextFileSync(file, config);
        running.use(new Running(NATS_SERVER, ["-c", file]));
      }
      for (const port of monitors) {
        await eventually(async () => {
          try {
            return await (await fetch(`http://127.0.0.1:${port}/healthz`)).text() === '{"status":"ok"}';
          } catch {
            return false;
          }
        });
      }

      const address = clients.map((port) => `127.0.0.1:${port}`).join();
      const [environment, unit] = blocks("ini");
      const env = Object.fromEntries(
        replaced(environment, [["node1,node2,node3", address], ["192.0.2.10", "127.0.0.1"]])
          .trim().split("\n").map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
      );
      const [, flags] = unit.match(/^ExecStart=\/usr\/local\/bin\/app serve (.*)$/m) ?? [];
      const servers: RunningServer[] = [];
      for (const node of NODES) {
        const own = replaced(flags, [
          ["--host 0.0.0.0", "--host 127.0.0.1"],
          ["%H", `node${node}`],
          ["/var/lib/app", join(folder, `app${node}`)],
        ]);
        servers.push(running.use(await RunningServer.start(folder, own.split(" "), { env })));
      }
      for (const { http } of servers) strictEqual(await (await fetch(`${http}/readyz`)).text(), '{"status":"ready"}');

      const proxyPorts = freeProxyPorts();
      await makeCertificate(folder);
      const [haproxy] = blocks("haproxy");
      const file = join(folder, "haproxy.cfg");
      Deno.writeTextFileSync(
        file,
        replaced(haproxy, [
          ["/etc/ssl", folder],
          ["bind :443", `bind ${PROXY_HOST}:${proxyPorts.https}`],
          ["bind :4000", `bind ${PROXY_HOST}:${proxyPorts.lines}`],
          [" port 8000", ""],
          ...servers.flatMap(({ tcp, http }, i): [string | RegExp, string][] => [
            [`node${i + 1}:8000`, `127.0.0.1:${new URL(http).port}`],
            [`node${i + 1}:4000`, `127.0.0.1:${tcp.port} port ${new URL(http).port}`],
          ]),
        ]),
      );
      running.use(new Running("/usr/sbin/haproxy", ["-db", "-f", file]));
      const curl = async (...args: string[]) => {
        const through = ["--cacert", join(folder, "example.org.pem"), "--connect-to", `::${PROXY_HOST}:${proxyPorts.https}`];
        const { stdout } = await new Deno.Command("curl", { args: ["-s", "-m", "10", ...through, ...args] }).output();
        return new TextDecoder().decode(stdout);
      };
      const lines = () => RawClient.connect({ transport: "tcp", hostname: PROXY_HOST, port: proxyPorts.lines });
      await eventually(async () => await curl("https://example.org/healthz") === '{"status":"alive"}');
      strictEqual(await curl("--json", '{"values":[3,1,2]}', "https://example.org/api/array"), '{"added":[3,1,2],"count":3}');
      for (let i = 0; i < NODES.length; i++) {
        // Each comes to another server.
        using client = await lines();
        strictEqual(await client.ask("GET"), "OK 1 2 3");
      }

      await servers[0].crash();
      await eventually(async () => {
        const answers = await Promise.all(NODES.map(() => curl("https://example.org/api/array")));
        return answers.every((answer) => answer === '{"count":3,"offset":0,"values":[1,2,3]}');
      });
      await eventually(async () => {
        try {
          using client = await lines();
          return await client.ask("ADD 4") === "OK 1";
        } catch {
          return false;
        }
      });

      const typed = blocks("console", section(page, "Backup and restore")).flatMap((block) =>
        block.split(/^\$ app /m).slice(1)
      );
      strictEqual(typed.length, 3);
      const hashes = new Set<string>();
      for (const example of typed) {
        const [args, output] = replaced(example, [["node1,node2,node3", address]]).split("\n");
        const { code, out, err } = await app(folder, args.split(" "), { APP_NATS_TOKEN: env.APP_NATS_TOKEN });
        deepStrictEqual({ code, err }, { code: 0, err: "" });
        strictEqual(withoutNumbers(out.trim()), withoutNumbers(output));
        hashes.add(out.match(/hash (\w+)/)?.[1] ?? "");
      }
      strictEqual(hashes.size, 1);
      const back = await app(folder, ["restore", "friday.db", "new-data"]);
      match(back.out, /^Restored friday\.db to new-data: values 4, /);
    }),
});
