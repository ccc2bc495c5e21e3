import { dirname, join } from "node:path";

const PREFIX = "app-snapshot-";
/** Nobody writes or reads one for this long, in milliseconds: whoever made it was killed. */
const LEFT_OVER_MS = 3_600_000;

/** A file for a snapshot on its way, which only this user can read. It is removed at the end. */
export class TemporaryFile implements Disposable {
  readonly path: string;

  constructor() {
    this.path = Deno.makeTempFileSync({ prefix: PREFIX, suffix: ".db" });
    removeLeftOver(dirname(this.path));
  }

  [Symbol.dispose](): void {
    for (const suffix of ["", "-wal", "-shm", "-journal"]) remove(this.path + suffix);
  }
}

/** Removes what processes have left that were killed. */
function removeLeftOver(folder: string): void {
  for (const { name, isFile } of Deno.readDirSync(folder)) {
    if (!isFile || !name.startsWith(PREFIX)) continue;
    try {
      const { mtime } = Deno.lstatSync(join(folder, name));
      if (mtime && Date.now() - mtime.getTime() > LEFT_OVER_MS) remove(join(folder, name));
    } catch {
      // It is another user's, or gone.
    }
  }
}

function remove(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
