/** The servers to measure against: each runs on processor 0 while it is used, with what it needs in a folder of its own. */
import { join } from "node:path";
import { pinned, stop } from "./running_app.ts";

const HOSTNAME = "127.0.0.1";
const READY_WITHIN_MS = 10_000;
const HERE = import.meta.dirname ?? ".";

/** A peer that runs. */
export interface RunningPeer {
  readonly pid: number;
  readonly port: number;
}

/** Redis. @param flags how it keeps what it has */
export function withRedis<Result>(flags: readonly string[], use: (redis: RunningPeer) => Promise<Result>): Promise<Result> {
  return withPeer((folder, port) => {
    const address = ["--port", String(port), "--bind", HOSTNAME, "--protected-mode", "no"];
    return ["redis-server", ...address, "--save", "", "--dir", folder, ...flags];
  }, use);
}

/** nginx with one worker and one file, `/file`. */
export function withNginx<Result>(content: string, use: (nginx: RunningPeer) => Promise<Result>): Promise<Result> {
  return withPeer((folder, port) => {
    Deno.writeTextFileSync(join(folder, "file"), content);
    Deno.writeTextFileSync(join(folder, "nginx.conf"), nginxConfiguration(port));
    return ["/usr/sbin/nginx", "-p", folder, "-e", "stderr", "-c", join(folder, "nginx.conf")];
  }, use);
}

function nginxConfiguration(port: number): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((what) => `${what}_temp_path temporary;`);
  return `
    ${Deno.uid() === 0 ? "user root;" : ""}
    daemon off;
    worker_processes 1;
    pid nginx.pid;
    events { worker_connections 1024; }
    http {
      ${temporary.join("\n")}
      access_log off;
      sendfile on;
      tcp_nopush on;
      keepalive_requests 100000000;
      default_type application/json;
      server { listen ${HOSTNAME}:${port}; root .; }
    }`;
}

/** webdis with its own Redis behind it, on the same processor. @param use is given the ports of both */
export function withWebdis<Result>(use: (webdis: RunningPeer, redis: RunningPeer) => Promise<Result>): Promise<Result> {
  return withRedis(["--appendonly", "no"], (redis) =>
    withPeer((folder, port) => {
      const addresses = { redis_host: HOSTNAME, redis_port: redis.port, http_host: HOSTNAME, http_port: port };
      const quiet = { daemonize: false, verbosity: 0, logfile: join(folder, "webdis.log") };
      Deno.writeTextFileSync(join(folder, "webdis.json"), JSON.stringify({ ...addresses, ...quiet }));
      return ["webdis", join(folder, "webdis.json")];
    }, (webdis) => use(webdis, redis)));
}

/** The same service as a small Python script would do it, with Flask. */
export function withFlask<Result>(use: (flask: RunningPeer) => Promise<Result>): Promise<Result> {
  return withPeer((_folder, port) => {
    return ["python3", join(HERE, "peers/array_server.py"), String(freePort()), String(port)];
  }, use);
}

/** Runs a peer while it is used. @param commandIn what starts it, with a folder of its own */
async function withPeer<Result>(
  commandIn: (folder: string, port: number) => string[],
  use: (peer: RunningPeer) => Promise<Result>,
): Promise<Result> {
  const folder = await Deno.makeTempDir();
  const port = freePort();
  const child = pinned(0, commandIn(folder, port), { cwd: folder, stdout: "null" }).spawn();
  try {
    await untilListening(port);
    return await use({ pid: child.pid, port });
  } finally {
    await stop(child);
    await Deno.remove(folder, { recursive: true });
  }
}

function freePort(): number {
  using listener = Deno.listen({ hostname: HOSTNAME, port: 0 });
  return listener.addr.port;
}

async function untilListening(port: number): Promise<void> {
  for (const giveUpAt = performance.now() + READY_WITHIN_MS;;) {
    try {
      using _conn = await Deno.connect({ hostname: HOSTNAME, port });
      return;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
