/**
 * The server's log: its life (LogTape records) and what its connections say (see {@linkcode MessageLog}), in one file, in the
 * order in which they happen. Errors are shown on standard error as well: the disk may be what is wrong. Without a folder there is
 * no file, and warnings are shown there, too.
 */
import {
  configureSync,
  getConsoleSink,
  getLogger,
  getTextFormatter,
  type Logger,
  type LogLevel,
  resetSync,
  withFilter,
} from "@logtape/logtape";
import type { Clock } from "../clock.ts";
import { LogFile } from "./log_file.ts";
import { MessageLog } from "./message_log.ts";

export interface Log extends Disposable {
  readonly logger: Logger;
  readonly messages: MessageLog;
}

export interface LogOptions {
  /** Where the file is; `null` for none. */
  path: string | null;
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
export function openLog({ path, level, messages, clock }: LogOptions): Log {
  const file = path === null ? null : new LogFile(path, { clock });
  const messageLog = new MessageLog(file, { clock, messages });
  const format = getTextFormatter({ timestamp: "rfc3339", level: "full", category: ".", lineEnding: "lf" });
  configureSync({
    sinks: {
      file(record) {
        messageLog.record(format(record));
      },
      console: withFilter(getConsoleSink({ formatter: format }), file ? "error" : "warning"),
    },
    loggers: [
      { category: "app", lowestLevel: file ? level : "warning", sinks: file ? ["file", "console"] : ["console"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: [] },
    ],
  });
  return {
    logger: getLogger("app"),
    messages: messageLog,
    [Symbol.dispose]() {
      resetSync();
      file?.close();
    },
  };
}
