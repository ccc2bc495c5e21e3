/** nginx and HAProxy in front of a server, with the configurations that the documentation shows. */
// @ts-types="../../std/deadline.d.ts"
import { deadline } from "@std/async/deadline";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readDocument, section } from "./documents.ts";
import { eventually } from "./eventually.ts";

/** Where proxies listen in tests: no other connection takes a port there. */
export const PROXY_HOST = "127.0.0.3";
/** How long a proxy may take to end, in milliseconds. */
const STOP_MS = 10_000;

/** Where a proxy listens, and where the server behind it does. */
export interface ProxyPorts {
  readonly https: number;
  readonly lines: number;
  readonly serverHttp: number;
  readonly serverLines: number;
}

type ProxyName = "nginx" | "haproxy";

const HEADINGS: Record<ProxyName, string> = { nginx: "nginx", haproxy: "HAProxy" };
const PROGRAMS: Record<ProxyName, string> = { nginx: "/usr/sbin/nginx", haproxy: "/usr/sbin/haproxy" };
const STREAM_MODULE = "/usr/lib/nginx/modules/ngx_stream_module.so";

const page = readDocument("docs/behind-a-proxy.md");

/** Whether a proxy is installed, with the modules that it needs. */
export function hasProxy(name: ProxyName): boolean {
  return existsSync(PROGRAMS[name]) && (name !== "nginx" || existsSync(STREAM_MODULE));
}

/** The flags with which the documentation starts the server, with the ports of the proxy, and without its own port for lines. */
export function documentedFlags({ https, lines }: Pick<ProxyPorts, "https" | "lines">): string[] {
  const [, flags] = page.match(/^app serve ([^]*?)\n```/m) ?? [];
  const replaced = flags.replace("https://example.org/", `https://example.org:${https}/`).replace(" 4000 ", ` ${lines} `);
  return replaced.replace("--tcp-port 4001", "").split(/[\s\\]+/);
}

/** Two ports for a proxy that nobody has. */
export function freeProxyPorts(): Pick<ProxyPorts, "https" | "lines"> {
  using https = Deno.listen({ hostname: PROXY_HOST, port: 0 });
  using lines = Deno.listen({ hostname: PROXY_HOST, port: 0 });
  return { https: https.addr.port, lines: lines.addr.port };
}

/** A configuration as the documentation has it, but for ports and files. */
function configuration(name: ProxyName, { folder, ports }: { folder: string; ports: ProxyPorts }): string {
  const [, documented] = section(page, HEADINGS[name]).match(/```\w+\n([^]*?)```/) ?? [];
  const replaced: [string | RegExp, string][] = [
    ["127.0.0.1:8000", `127.0.0.1:${ports.serverHttp}`],
    ["127.0.0.1:4001", `127.0.0.1:${ports.serverLines}`],
    [/(listen|bind) :?443/, `$1 ${PROXY_HOST}:${ports.https}`],
    [/(listen|bind) :?4000/, `$1 ${PROXY_HOST}:${ports.lines}`],
    [/\/etc\/ssl/g, folder],
  ];
  const text = replaced.reduce((text, [from, to]) => {
    if (text.search(from) < 0) throw new Error(`The configuration of ${name} does not have ${from}`);
    return text.replace(from, to);
  }, documented);
  if (name === "haproxy") return text;
  const files = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${folder}/${kind};`);
  return [
    `load_module ${STREAM_MODULE};`,
    `pid ${folder}/nginx.pid;`,
    `error_log ${folder}/nginx.log;`,
    "daemon off;",
    "user root;",
    text.replace("http {\n", `http {\naccess_log off;\n${files.join("\n")}\n`),
  ].join("\n");
}

/** Makes a certificate for `example.org`. */
export async function makeCertificate(folder: string): Promise<void> {
  const [certificate, key] = ["pem", "key"].map((ending) => join(folder, `example.org.${ending}`));
  const subject = ["-subj", "/CN=example.org", "-addext", "subjectAltName=DNS:example.org"];
  const { success, stderr } = await new Deno.Command("openssl", {
    args: ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", ...subject, "-keyout", key, "-out", certificate],
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  const both = Deno.readTextFileSync(certificate) + Deno.readTextFileSync(key);
  Deno.writeTextFileSync(join(folder, "example.org.both.pem"), both, { mode: 0o600 });
}

/** A proxy that runs until it is disposed. */
export class RunningProxy implements AsyncDisposable {
  readonly ports: ProxyPorts;
  /** The certificate of `example.org`, in PEM. */
  readonly certificate: string;
  readonly #process: Deno.ChildProcess;

  private constructor(process: Deno.ChildProcess, { ports, certificate }: { ports: ProxyPorts; certificate: string }) {
    this.#process = process;
    this.ports = ports;
    this.certificate = certificate;
  }

  /** Starts one in a folder, and waits until it accepts connections. @param change changes the documented configuration */
  static async start(
    name: ProxyName,
    { folder, ports, change = (text) => text }: { folder: string; ports: ProxyPorts; change?: (text: string) => string },
  ): Promise<RunningProxy> {
    await makeCertificate(folder);
    const file = join(folder, `${name}.conf`);
    Deno.writeTextFileSync(file, change(configuration(name, { folder, ports })));
    const args = name === "nginx" ? ["-p", folder, "-e", join(folder, "nginx.log"), "-c", file] : ["-db", "-f", file];
    const process = new Deno.Command(PROGRAMS[name], { args, stdout: "null", stderr: "null" }).spawn();
    const proxy = new RunningProxy(process, { ports, certificate: Deno.readTextFileSync(join(folder, "example.org.pem")) });
    try {
      for (const port of [ports.https, ports.lines]) await eventually(() => accepts(port));
    } catch (error) {
      await proxy[Symbol.asyncDispose]();
      throw error;
    }
    return proxy;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#process.kill("SIGTERM");
    } catch {
      // It has ended.
    }
    await deadline(this.#process.status, STOP_MS);
  }
}

async function accepts(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: PROXY_HOST, port })).close();
    return true;
  } catch {
    return false;
  }
}
