/** The executable: arguments in, exit code out. Nothing else uses `Deno.args`, `Deno.env` or `Deno.exit`. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
// @ts-types="./std/delay.d.ts"
import { delay } from "@std/async/delay";
import { createColors } from "picocolors";
import { CannotJudge } from "./judge/cannot_judge.ts";
import { JUDGE_OPTIONS, parseJudgeConfig } from "./judge/config.ts";
import { CERT_OPTIONS, parseCertConfig } from "./cert/config.ts";
import { makeCertificate } from "./cert/mod.ts";
import { checkEnvironment } from "./cli/environment.ts";
import { type CommandOptions, helpText, unknownCommand } from "./cli/help.ts";
import { type Operands, operands } from "./cli/operands.ts";
import { type Environment, flagOf } from "./cli/options.ts";
import { UsageError } from "./cli/usage_error.ts";
import { parseClientConfig } from "./client/config.ts";
import { ConnectionError, ReplyError } from "./client/line_link.ts";
import { runClient } from "./client/mod.ts";
import { CLIENT_OPTIONS } from "./client/options.ts";
import type { Input, Terminal, Timing } from "./client/terminal.ts";
import { wrapWords } from "./client/wrap_words.ts";
import { formatAddress } from "./protocol/address.ts";
import { messageOf } from "./protocol/message_of.ts";
import { escapeControls } from "./protocol/quote.ts";
import { reachableAddresses, reachableHost } from "./server/tcp/addresses.ts";
import { systemClock } from "./server/clock.ts";
import type { Cluster } from "./server/cluster/mod.ts";
import type { UpkeepOptions } from "./server/cluster/upkeep.ts";
import {
  checkCredentials,
  LOG_OPTIONS,
  parseServerConfig,
  RESTORE_OPTIONS,
  SERVE_OPTIONS,
  type ServerConfig,
} from "./server/config.ts";
import { type ServiceState, shownHash, State } from "./server/engine/state.ts";
import { DataFolder } from "./server/journal/data_folder.ts";
import { backUpJournal, restoreJournal } from "./server/journal/backup.ts";
import { checkJournal, type Findings } from "./server/journal/check.ts";
import { MemoryJournal } from "./server/journal/memory.ts";
import { SqliteJournal } from "./server/journal/sqlite.ts";
import { type Log, openLog } from "./server/log/mod.ts";
import { LogAddress } from "./server/log_address.ts";
import { type Server, startServer } from "./server/mod.ts";
import { OperatorError } from "./server/operator_error.ts";
import { SERVICES } from "./server/services/mod.ts";
import { newToken } from "./server/token.ts";
import manifest from "./deno.json" with { type: "json" };

/** What the program has of the world around it. */
export interface Shell {
  env: Environment;
  stdin: Input;
  stdout: Output;
  stderr: Output;
  /** Aborted when the person, or the system, wants the program to end; `interrupt` is what does so. */
  signal: AbortSignal;
  interrupt(): void;
  /** Has SIGHUP call back from now on, unless it means that the terminal has gone: then it interrupts. */
  onHangup(callback: () => void): void;
}

export interface Output {
  /** Writes text. @returns `false` if its reader is gone, as with `app … | head` */
  write(text: string): boolean;
  readonly isTerminal: boolean;
  /** How many columns a line has. */
  columns(): number;
}

/** The commands that have help of their own, and options. */
const COMMANDS: ReadonlySet<string> = new Set(["serve", "client", "cert", "judge", "backup", "check", "restore"]);

/** The options of all commands. */
export const OPTIONS: CommandOptions = {
  serve: SERVE_OPTIONS,
  client: CLIENT_OPTIONS,
  cert: CERT_OPTIONS,
  judge: JUDGE_OPTIONS,
  log: LOG_OPTIONS,
  restore: RESTORE_OPTIONS,
};
const ALL_OPTIONS = [OPTIONS.serve, OPTIONS.cert, OPTIONS.judge, ...Object.values(OPTIONS.client)];

/** Where data is: a folder, or a log that several servers share. */
const PLACE = "DIR|nats://…";

/** Success; failure; usage error; the client or the judge was interrupted. */
type ExitCode = 0 | 1 | 2 | 130;

/** Runs the program with these arguments. */
export async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  try {
    return await runCommand(args, shell);
  } catch (error) {
    const expected = [UsageError, OperatorError, ConnectionError, ReplyError, CannotJudge].some((kind) =>
      error instanceof kind
    );
    const text = error instanceof Error ? expected ? error.message : error.stack ?? error.message : String(error);
    const line = `app: ${expected ? escapeControls(text) : text}`;
    const wraps = expected && shell.stderr.isTerminal;
    shell.stderr.write(`${wraps ? wrapWords(line, shell.stderr.columns()) : line}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function runCommand([command, ...args]: readonly string[], shell: Shell): Promise<ExitCode> {
  if (command !== undefined && COMMANDS.has(command)) {
    if (args.some((arg) => arg === "--help" || arg === "-h")) return print(helpText(command, OPTIONS), shell);
    checkEnvironment(shell.env, ALL_OPTIONS);
  }
  switch (command) {
    case "serve":
      return await serve(parseServerConfig(args, shell.env), shell);
    case "client":
      return await client(args, shell);
    case "cert":
      return print(makeCertificate(parseCertConfig(args, shell.env), thisComputer()), shell);
    case "judge":
      return await judgeServer(args, shell);
    case "backup":
      return await backup(operands(command, { names: [PLACE, "FILE"], options: LOG_OPTIONS, args, env: shell.env }), shell);
    case "check":
      return await check(operands(command, { names: [PLACE], options: LOG_OPTIONS, args, env: shell.env }), shell);
    case "restore":
      return await restore(
        operands(command, { names: ["FILE", PLACE], options: RESTORE_OPTIONS, args, env: shell.env }),
        shell,
      );
    case undefined:
    case "help":
    case "--help":
    case "-h":
      return print(helpText(args[0], OPTIONS), shell);
    case "--version":
      return print(`app ${manifest.version}`, shell);
    default:
      throw unknownCommand(command);
  }
}

function print(text: string, { stdout }: Shell): ExitCode {
  stdout.write(`${text}\n`);
  return 0;
}

async function serve(config: ServerConfig, shell: Shell): Promise<ExitCode> {
  using folder = config.memory || (config.journal && !config.keepsLog) ? null : DataFolder.take(resolve(config.data));
  using log = openServerLog(folder, config);
  const cluster = config.journal && await joinCluster(config.journal, config, log);
  const own = () => folder ? new SqliteJournal(folder.journal, { sync: config.sync, clock: systemClock }) : new MemoryJournal();
  await using server = await startServer(config, {
    version: manifest.version,
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
    journal: config.journal?.toString() ?? null,
    url: config.publicUrl?.href ?? null,
  };
  shell.stdout.write(
    config.json ? `${JSON.stringify(listening(server, place))}\n` : welcome(server, place),
  );
  shell.onHangup(() => server.reloadCertificate());
  // It ends by itself only if it can't go on.
  await Promise.race([aborted(shell.signal), server.finished]);
  if (!config.json) shell.stdout.write("stopping…\n");
  await server.stop();
  if (config.json) shell.stdout.write(`${JSON.stringify({ event: "stopped" })}\n`);
  return 0;
}

/** Connects to the log that several servers share. What that needs is loaded only here: it takes time. */
async function joinCluster(address: LogAddress, config: ServerConfig, { logger }: Log): Promise<Cluster> {
  const { openCluster } = await import("./server/cluster/mod.ts");
  const { replicas, serverName } = config;
  return await openCluster({
    address,
    replicas,
    credentials: credentialsOf(config),
    name: serverName ?? hostname() ?? "server",
    clock: systemClock,
    logger,
  });
}

/** How NATS lets this program in. @throws {UsageError} */
function credentialsOf({ natsCreds, natsToken }: { natsCreds: string | null; natsToken: string | null }) {
  checkCredentials({ natsCreds, natsToken });
  return { token: natsToken, creds: natsCreds === null ? null : readCreds(natsCreds) };
}

function readCreds(path: string): Uint8Array {
  try {
    return Deno.readFileSync(path);
  } catch (error) {
    throw new OperatorError(`can't read the credentials ${path} (${messageOf(error)}): name a file that this user can read`);
  }
}

async function backup(
  { given: [place, copy], values, flags }: Operands<[string, string], typeof LOG_OPTIONS>,
  shell: Shell,
): Promise<ExitCode> {
  const address = logAddressOf(place, flags);
  const findings = address
    ? await withLog(values, async ({ backUpLog }, options) => await backUpLog(copy, newServices, { ...options, address }))
    : await backUpJournal(DataFolder.journalIn(place), copy, { state: newState() });
  return print(`Backed up ${place} to ${copy}: ${summary(findings)}`, shell);
}

async function check(
  { given: [place], values, flags }: Operands<[string], typeof LOG_OPTIONS>,
  shell: Shell,
): Promise<ExitCode> {
  const address = logAddressOf(place, flags);
  const findings = address
    ? await withLog(values, async ({ checkLog }, options) => await checkLog(newServices(), { ...options, address }))
    : checkJournal(DataFolder.journalIn(place), newState());
  if (findings.problems.length === 0) return print(`No problems in ${place}: ${summary(findings)}`, shell);
  for (const problem of findings.problems) print(`Problem in ${place}: ${problem}`, shell);
  return 1;
}

async function restore(
  { given: [file, place], values, flags }: Operands<[string, string], typeof RESTORE_OPTIONS>,
  shell: Shell,
): Promise<ExitCode> {
  const address = logAddressOf(place, flags);
  const { replicas } = values;
  const findings = address
    ? await withLog(
      values,
      async ({ restoreLog }, options) => await restoreLog(file, newServices(), { ...options, address, replicas }),
    )
    : await restoreJournal(file, place, { state: newState() });
  return print(`Restored ${file} to ${place}: ${summary(findings)}`, shell);
}

/** The address that a place is; `null` for a folder. @throws {UsageError} */
function logAddressOf(place: string, flags: ReadonlySet<string>): LogAddress | null {
  if (LogAddress.isMeant(place)) {
    try {
      return LogAddress.parse(place);
    } catch (error) {
      throw new UsageError(`${JSON.stringify(place)} is not ${messageOf(error)}`);
    }
  }
  const [flag] = flags;
  if (flag !== undefined) throw new UsageError(`--${flagOf(flag)} needs nats://… in place of the folder ${place}`);
  return null;
}

type Upkeep = typeof import("./server/cluster/upkeep.ts");

/** Does something with a log that servers share. What that needs is loaded only here: it takes time. */
async function withLog<Result>(
  values: { natsCreds: string | null; natsToken: string | null },
  use: (upkeep: Upkeep, options: Omit<UpkeepOptions, "address">) => Promise<Result>,
): Promise<Result> {
  const credentials = credentialsOf(values);
  const upkeep = await import("./server/cluster/upkeep.ts");
  using log = openLog({ path: null, level: "warning", messages: false, clock: systemClock });
  return await use(upkeep, { credentials, clock: systemClock, logger: log.logger });
}

/** The state of a server that has not been started, to read data into. */
function newState(): State {
  return new State(newServices());
}

function newServices(): readonly ServiceState[] {
  return SERVICES.map((service) => service.create().state);
}

/** What was found. Data that is the same has the same hash. */
function summary({ summary, hash }: Findings): string {
  return [...Object.entries(summary).map((entry) => entry.join(" ")), `hash ${hash && shownHash(hash)}`].join(", ");
}

/** What a certificate for this computer has to name. */
function thisComputer() {
  return { hostname: hostname(), addresses: reachableAddresses("0.0.0.0", networkAddresses()), now: Date.now() };
}

/** This computer's name; `null` where it may not be asked for it. */
function hostname(): string | null {
  try {
    return Deno.hostname();
  } catch {
    return null;
  }
}

/** This computer's addresses; none where it may not be asked for them. */
function networkAddresses(): Deno.NetworkInterfaceInfo[] {
  try {
    return Deno.networkInterfaces();
  } catch {
    return [];
  }
}

/** Where what the browser is given was built: beside the bundle that the executable is made of, or in `dist` beside the source. */
function builtAssets(): string | null {
  const here = import.meta.dirname ?? ".";
  return [join(here, "web"), join(here, "dist", "web")].find((folder) => existsSync(join(folder, "index.html"))) ?? null;
}

function openServerLog(folder: DataFolder | null, { logLevel, logMessages }: ServerConfig): Log {
  const path = folder?.log ?? null;
  try {
    return openLog({ path, level: logLevel, messages: logMessages === "on", clock: systemClock });
  } catch (error) {
    throw new OperatorError(
      `can't write to the log ${path} (${messageOf(error)}): choose another folder with --data, or use --memory`,
    );
  }
}

/** Where a server keeps its data, its certificate, and at which URL people reach it; `null` for what was not given. */
interface Place {
  readonly folder: string | null;
  readonly journal: string | null;
  readonly cert: string | null;
  readonly url: string | null;
}

function listening({ tcp, tls, http, legacy, hostUrl }: Server, { folder, journal, url }: Place) {
  const host = hostUrl();
  const place = (address: Deno.NetAddr | null) => address && { host: address.hostname, port: address.port };
  return {
    event: "listening",
    tcp: place(tcp),
    tls: place(tls),
    http: { ...place(http), tls: tls !== null },
    ...(legacy ? { legacy: { quiz: place(legacy.quiz), counter: place(legacy.counter), sorter: place(legacy.sorter) } } : {}),
    data: folder,
    ...(journal === null ? {} : { journal }),
    ...(url === null ? {} : { url }),
    ...(host === null ? {} : { hostUrl: host }),
  };
}

function welcome({ tcp, tls, http, legacy, hostUrl }: Server, { folder, journal, cert, url }: Place): string {
  const web = `${tls ? "https" : "http"}://${formatAddress(reachable(http))}`;
  const lines = tcp && reachable(tcp);
  const host = hostUrl();
  return [
    `app ${manifest.version} is ready. Try it in another terminal, or open the page:`,
    "",
    ...lines ? [`  nc ${lines.hostname} ${lines.port}`] : [],
    ...tls ? [`  openssl s_client -quiet -connect ${formatAddress(reachable(tls))}`] : [],
    `  curl ${cert === null ? "" : `--cacert ${shellWord(cert)} `}${web}/api/array`,
    `  ${url ?? `${web}/`}`,
    "",
    ...legacy ? [`For the old programs: ${oldPrograms(legacy)}`, ""] : [],
    ...host === null ? [] : ["Open this link to be the host, and give it to nobody else:", `  ${host}`, ""],
    ...journal === null ? [] : [`Data, shared with other servers: ${journal}`],
    ...folder === null
      ? journal === null ? ["Nothing is saved (--memory)."] : []
      : [`${journal === null ? "Data and log" : "Log"}: ${folder}`],
    "Press Ctrl-C to stop.",
    "",
  ].join("\n");
}

/** Where the old programs connect to. */
function oldPrograms({ quiz, counter, sorter }: NonNullable<Server["legacy"]>): string {
  const ports = Object.entries({ quiz, counter, sorter });
  return ports.map(([program, address]) => `${program} ${formatAddress(reachable(address))}`).join(", ");
}

/** A word for a shell. */
function shellWord(text: string): string {
  return /^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** An address to connect to: a server that listens on all addresses is also at loopback. */
function reachable({ hostname, port }: Deno.NetAddr): { hostname: string; port: number } {
  return { hostname: reachableHost(hostname), port };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

async function client(args: readonly string[], { env, stdin, stdout, stderr, signal, interrupt }: Shell): Promise<ExitCode> {
  const config = parseClientConfig(args, env);
  let isRead = true;
  const write = (text: string) => {
    if (!isRead || stdout.write(text)) return;
    isRead = false;
    interrupt();
  };
  const terminal: Terminal = {
    write,
    print: (line) => write(`${line}\n`),
    progress(text) {
      if (stderr.isTerminal) stderr.write(`\r\x1b[K${text}`);
    },
    interactive: stdin.isTerminal && stdout.isTerminal,
    input: stdin,
    columns: stdout.columns,
    colors: createColors(hasColors(stdout, env)),
    signal,
    interrupt,
  };
  try {
    await runClient(config, { terminal, timing, random: Math.random });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return signal.aborted ? 130 : 0;
}

/** Judges a server. The judge is loaded only here: whoever starts a server does not wait for it. */
async function judgeServer(args: readonly string[], { env, stdout, signal, interrupt }: Shell): Promise<ExitCode> {
  const config = parseJudgeConfig(args, env);
  const { judge } = await import("./judge/mod.ts");
  const results = await judge(config, {
    random: Math.random,
    now: timing.now,
    pause: (ms) => delay(ms),
    signal,
    style: { colors: createColors(hasColors(stdout, env)), columns: stdout.columns() },
    write: (text) => void (stdout.write(text) || interrupt()),
  });
  if (signal.aborted) return 130;
  return results.some(({ outcome }) => outcome.status === "failed") ? 1 : 0;
}

function hasColors({ isTerminal }: Output, env: Environment): boolean {
  return isTerminal && !env.NO_COLOR && env.TERM !== "dumb";
}

const timing: Timing = {
  now: () => performance.now(),
  pause: (ms, signal) => delay(ms, { signal }),
  every: systemClock.every,
};

/** Standard input. */
function input(): Input {
  const buffer = new Uint8Array(4096);
  return {
    isTerminal: Deno.stdin.isTerminal(),
    setRaw: (raw) => Deno.stdin.setRaw(raw),
    async read() {
      const length = await Deno.stdin.read(buffer);
      return length === null ? null : buffer.slice(0, length);
    },
  };
}

/** How many columns a line has if nobody can tell. */
const DEFAULT_COLUMNS = 80;

/** A stream of this process. */
function output(stream: typeof Deno.stdout): Output {
  return {
    isTerminal: stream.isTerminal(),
    columns: () => stream.isTerminal() ? Deno.consoleSize().columns : DEFAULT_COLUMNS,
    write(text) {
      const bytes = new TextEncoder().encode(text);
      try {
        for (let written = 0; written < bytes.length;) written += stream.writeSync(bytes.subarray(written));
        return true;
      } catch (error) {
        if (error instanceof Deno.errors.BrokenPipe) return false;
        throw error;
      }
    },
  };
}

/** One Ctrl-C can come as several signals: from the terminal, and from each program in between. They are this close, in milliseconds. */
const SAME_WISH_MS = 100;

/** Aborts on the first wish to end; a second one ends the process at once. */
function interruption(leave: () => never): Pick<Shell, "signal" | "interrupt" | "onHangup"> {
  const controller = new AbortController();
  let firstAt = Infinity;
  const interrupt = () => {
    if (performance.now() - firstAt > SAME_WISH_MS) leave();
    firstAt = Math.min(firstAt, performance.now());
    controller.abort();
  };
  const windows = Deno.build.os === "windows";
  for (const signal of ["SIGINT", windows ? "SIGBREAK" : "SIGTERM"] as const) Deno.addSignalListener(signal, interrupt);
  // Deno resets what `nohup` has set, so the signal has to be ignored here if there is no terminal that could have hung up.
  const attended = [Deno.stdin, Deno.stdout, Deno.stderr].some((stream) => stream.isTerminal());
  let onHangup = attended ? interrupt : () => {};
  if (!windows) Deno.addSignalListener("SIGHUP", () => onHangup());
  return {
    signal: controller.signal,
    interrupt,
    onHangup(callback) {
      if (!attended) onHangup = callback;
    },
  };
}

if (import.meta.main) {
  const stdin = input();
  const leave = () => {
    if (stdin.isTerminal) stdin.setRaw(false);
    Deno.exit(1);
  };
  const shell: Shell = {
    env: Deno.env.toObject(),
    stdin,
    stdout: output(Deno.stdout),
    stderr: output(Deno.stderr),
    ...interruption(leave),
  };
  Deno.exit(await run(Deno.args, shell));
}
