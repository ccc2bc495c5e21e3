/** A server that is new to its folder, a million integers in one line, SIGKILL, and the same folder again. */
import { type Case, median, type Result } from "../case.ts";
import { ask } from "../line.ts";
import { withApp } from "../running_app.ts";

/** A start is short, so that one alone says little. */
const LIVES = 3;

async function life(executable: string): Promise<Result> {
  const folder = await Deno.makeTempDir();
  try {
    const times = await withApp(
      { executable, folder, flags: ["--log-messages", "off", "--max-line", "16777216"], signal: "SIGKILL" },
      async ({ tcpPort, ms }) => ({ start_ms: ms, ...await million(tcpPort) }),
    );
    return { ...times, restart_ms: await withApp({ executable, folder }, ({ ms }) => Promise.resolve(ms)) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** How long a million random integers take until they are acknowledged, and until they are read back. */
async function million(port: number): Promise<{ add_ms: number; get_ms: number }> {
  const line = `ADD ${Array.from({ length: 1_000_000 }, () => Math.floor(Math.random() * 1e9)).join(" ")}`;
  const took = async (request: string) => {
    const sentAt = performance.now();
    await ask(port, request, { banner: true });
    return performance.now() - sentAt;
  };
  return { add_ms: await took(line), get_ms: await took("GET") };
}

async function measure(executable: string): Promise<Result> {
  const lives: Result[] = [];
  for (let i = 0; i < LIVES; i++) lives.push(await life(executable));
  return Object.fromEntries(Object.keys(lives[0]).map((key) => [key, median(lives.map((life) => life[key]))]));
}

export const LIFE: readonly Case[] = [{
  work: "an empty folder",
  figures: [
    { key: "start_ms", name: "start to ready, ms" },
    { key: "add_ms", name: "a million integers in one line, ms" },
    { key: "get_ms", name: "read back, ms" },
    { key: "restart_ms", name: "start to ready after SIGKILL, ms" },
  ],
  peers: [],
  goals: { start_ms: "at most 80" },
  measure,
}];
