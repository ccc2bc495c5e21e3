/** Asks a server of lines for one thing. */
const LINE_FEED = 10;

export interface LineOptions {
  /** Whether the server sends a line before it is asked. */
  banner: boolean;
}

/** Sends a line, and reads until the line that replies has ended. @returns the last piece of the reply, at most a megabyte */
export async function ask(port: number, line: string, { banner }: LineOptions): Promise<string> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  const buffer = new Uint8Array(1 << 20);
  const endOfLine = async () => {
    for (;;) {
      const length = await conn.read(buffer);
      if (length === null) throw new Error(`The connection was closed instead of a reply to ${line.slice(0, 40)}`);
      if (buffer[length - 1] === LINE_FEED) return new TextDecoder().decode(buffer.subarray(0, length)).trimEnd();
    }
  };
  if (banner) await endOfLine();
  const bytes = new TextEncoder().encode(`${line}\n`);
  for (let sent = 0; sent < bytes.length;) sent += await conn.write(bytes.subarray(sent));
  return await endOfLine();
}
