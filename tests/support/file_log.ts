import type { Clock } from "../../server/clock.ts";
import { LogFile } from "../../server/log/log_file.ts";
import { LogWriter } from "../../server/log/log_writer.ts";

/** A log in a file. */
export function fileLog(path: string, { clock, maxBytes }: { clock: Clock; maxBytes?: number }): LogWriter {
  return new LogWriter([new LogFile(path, { missing: (bytes) => `# ${bytes} bytes are missing\n`, maxBytes })], { clock });
}
