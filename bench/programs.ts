/** The programs that the measurements need: whether they are installed, and in which version. */
const decoder = new TextDecoder();

/** How each says its version; without a version, it is not installed. */
const ASKED = {
  cc: ["cc", "--version"],
  "redis-server": ["redis-server", "--version"],
  nginx: ["/usr/sbin/nginx", "-v"],
  webdis: ["dpkg-query", "--show", "--showformat=${Version}", "webdis"],
  wrk: ["wrk", "--version"],
  "python3-flask and python3-sortedcontainers": [
    "python3",
    "-c",
    "import flask, sortedcontainers, importlib.metadata as m; print('Flask', m.version('flask'))",
  ],
};

/** A program, by the name of what has to be installed. */
export type Program = keyof typeof ASKED;

/** The versions of those that are installed. */
export async function installedPrograms(): Promise<Map<Program, string>> {
  const versions = await Promise.all(
    Object.entries(ASKED).map(async ([program, command]) => {
      return [program, await version(command)] as const;
    }),
  );
  return new Map(versions.flatMap(([program, version]) => isProgram(program) && version !== null ? [[program, version]] : []));
}

/** All of them. */
export const PROGRAMS: readonly Program[] = Object.keys(ASKED).filter(isProgram);

function isProgram(name: string): name is Program {
  return name in ASKED;
}

async function version([file, ...args]: string[]): Promise<string | null> {
  try {
    const { stdout, stderr } = await new Deno.Command(file, { args, stdout: "piped", stderr: "piped" }).output();
    const said = `${decoder.decode(stdout)}${decoder.decode(stderr)}`;
    if (/Traceback|no packages found/.test(said)) return null;
    return said.split("\n")[0].replace(/ \[epoll\].*| sha=.*/, "").trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
