/** A file system of its own, in memory, that is soon full. Making one takes the right to mount. */
export class SmallDisk implements Disposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Mounts one at an empty folder; `null` where this may not be done. */
  static mount(path: string, { bytes }: { bytes: number }): SmallDisk | null {
    const args = ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", path];
    try {
      return new Deno.Command("mount", { args, stderr: "null" }).outputSync().success ? new SmallDisk(path) : null;
    } catch {
      return null;
    }
  }

  /** Whether one can be mounted here. */
  static canMount(): boolean {
    const path = Deno.makeTempDirSync();
    const disk = SmallDisk.mount(path, { bytes: 65_536 });
    disk?.[Symbol.dispose]();
    Deno.removeSync(path);
    return disk !== null;
  }

  [Symbol.dispose](): void {
    const { success } = new Deno.Command("umount", { args: [this.path] }).outputSync();
    if (!success) throw new Error(`Cannot unmount ${this.path}`);
  }
}
