/**
 * The server's log: its life (LogTape records) and what its connections say (see {@linkcode MessageLog}), in the order in which they
 * happen, in a file, on standard error, or both. If all of it is not shown on standard error, errors are: the disk may be what is
 * wrong. Without a file, warnings are, too.
 */
import { configureSync, getLogger, type Logger, type LogLevel, type LogRecord, resetSync, withFilter } from "@logtape/logtape";
import type { Clock } from "../clock.ts";
import { LogFile } from "./log_file.ts";
import { LOG_FORMAT, type LogFormatName } from "./log_format.ts";
import { LogStream, type Send } from "./log_stream.ts";
import { LogWriter } from "./log_writer.ts";
import { MessageLog } from "./message_log.ts";

export interface Log extends AsyncDisposable {
  readonly logger: Logger;
  readonly messages: MessageLog;
  /** Writes what was gathered, to a new file if the old one was moved. */
  reopen(): void;
}

export interface LogOptions {
  /** Where the file is; `null` for none. */
  path: string | null;
  /** Writes to standard error. */
  send: Send;
  /** Whether all of the log goes to standard error. */
  all?: boolean;
  format?: LogFormatName;
  level: LogLevel;
  /** Whether each message is logged. */
  messages: boolean;
  clock: Clock;
}

/**
 * Opens the log. LogTape's configuration belongs to the process, so only one log may be open at a time.
 *
 * @throws where the file can't be opened
 */
export function openLog({ path, send, all = false, format: formatName = "text", level, messages, clock }: LogOptions): Log {
  const format = LOG_FORMAT[formatName];
  const missing = (bytes: number) => format.stamp(clock.now()) + format.note(`${bytes} bytes of log could not be written`);
  const file = path === null ? [] : [new LogFile(path, { missing })];
  const stream = new LogStream(send, { clock, missing });
  const problems = new LogWriter([stream], { clock });
  const targets = all ? [...file, stream] : file;
  const writer = targets.length > 0 ? new LogWriter(targets, { clock }) : null;
  const messageLog = new MessageLog(writer, { clock, messages, format });
  configureSync({
    sinks: {
      all(record) {
        messageLog.record(format.record(record));
        if (isError(record)) writer?.flush();
      },
      problems: withFilter((record) => {
        problems.out.utf8(format.record(record));
        problems.flush();
      }, writer ? "error" : "warning"),
    },
    loggers: [
      {
        category: "app",
        lowestLevel: writer ? level : "warning",
        sinks: [...(writer ? ["all"] : []), ...(all ? [] : ["problems"])],
      },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: [] },
    ],
  });
  return {
    logger: getLogger("app"),
    messages: messageLog,
    reopen: () => writer?.reopen(),
    async [Symbol.asyncDispose]() {
      resetSync();
      await Promise.all([writer?.close(), problems.close()]);
    },
  };
}

function isError({ level }: LogRecord): boolean {
  return level === "error" || level === "fatal";
}
