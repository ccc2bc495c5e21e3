import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { aborted } from "../cli/aborted.ts";
import type { Command } from "../cli/command.ts";
import type { ExitCode, Shell } from "../cli/shell.ts";
import { messageOf } from "../protocol/message_of.ts";
import { systemClock } from "../server/clock.ts";
import { parseServerConfig, SERVE_OPTIONS, type ServerConfig } from "../server/config.ts";
import { DataFolder } from "../server/journal/data_folder.ts";
import { MemoryJournal } from "../server/journal/memory.ts";
import { SqliteJournal } from "../server/journal/sqlite.ts";
import { type Log, openLog } from "../server/log/mod.ts";
import { startServer } from "../server/mod.ts";
import { OperatorError } from "../server/operator_error.ts";
import { newToken } from "../server/token.ts";
import { joinCluster } from "./cluster.ts";
import { networkAddresses } from "./computer.ts";
import { version } from "./version.ts";
import { listening, welcome } from "./welcome.ts";

export const serve: Command = {
  usage: ["serve [flags]"],
  overview: { "serve": "starts the server" },
  about: [
    "Starts the server: lines over TCP, to type with nc, and over HTTP a live page,",
    "REST and the same lines over WebSocket. Ctrl-C stops it.",
  ],
  options: { "": SERVE_OPTIONS },
  run: async (args, shell) => await runServer(parseServerConfig(args, shell.env), shell),
};

async function runServer(config: ServerConfig, shell: Shell): Promise<ExitCode> {
  using folder = config.memory || (config.journal && !config.keepsLog) ? null : DataFolder.take(resolve(config.data));
  await using log = openServerLog(folder, config, shell);
  const cluster = config.journal && await joinCluster(config.journal, config, log);
  const own = () => folder ? new SqliteJournal(folder.journal, { sync: config.sync, clock: systemClock }) : new MemoryJournal();
  await using server = await startServer(config, {
    version,
    journal: cluster?.journal ?? own(),
    cluster,
    clock: systemClock,
    random: Math.random,
    newToken,
    log,
    networkAddresses,
    assets: builtAssets(),
  });
  const place = {
    cert: config.tlsCert,
    folder: folder?.path ?? null,
    keepsLog: config.logTo !== "stderr",
    journal: config.journal?.toString() ?? null,
    url: config.publicUrl?.href ?? null,
    seed: config.seed,
  };
  shell.stdout.write(
    config.json ? `${JSON.stringify(listening(server, place))}\n` : welcome(server, place),
  );
  shell.onHangup(() => {
    log.reopen();
    server.reloadCertificate();
  });
  // It ends by itself only if it can't go on.
  await Promise.race([aborted(shell.signal), server.finished]);
  if (!config.json) shell.stdout.write("stopping…\n");
  await server.stop();
  if (config.json) shell.stdout.write(`${JSON.stringify({ event: "stopped" })}\n`);
  return 0;
}

/** Where what the browser is given was built: beside the bundle that the executable is made of, or in `dist` with the source. */
function builtAssets(): string | null {
  const here = import.meta.dirname ?? ".";
  return [join(here, "web"), join(here, "..", "dist", "web")].find((folder) => existsSync(join(folder, "index.html"))) ?? null;
}

function openServerLog(
  folder: DataFolder | null,
  { logTo, logFormat, logLevel, logMessages }: ServerConfig,
  { stderr }: Pick<Shell, "stderr">,
): Log {
  const path = logTo === "stderr" ? null : folder?.log ?? null;
  try {
    return openLog({
      path,
      send: (bytes) => stderr.send(bytes),
      all: logTo !== "file",
      format: logFormat,
      level: logLevel,
      messages: logMessages === "on",
      clock: systemClock,
    });
  } catch (error) {
    throw new OperatorError(
      `can't write to the log ${path} (${messageOf(error)}): choose another folder with --data, or use --memory`,
    );
  }
}
