/** PROXY headers as proxies send them. */

/** `PROXY TCP4 …`, with its line end. */
export function proxyV1({ from, to = "127.0.0.1", fromPort, toPort = 4000 }: {
  from: string;
  to?: string;
  fromPort: number;
  toPort?: number;
}): Uint8Array<ArrayBuffer> {
  const family = from.includes(":") ? "TCP6" : "TCP4";
  return new TextEncoder().encode(`PROXY ${family} ${from} ${to} ${fromPort} ${toPort}\r\n`);
}

/** A header of version 2. @param body addresses, ports and extra data */
export function proxyV2(
  { command = 1, version = 2, family, body }: { command?: number; version?: number; family: number; body: readonly number[] },
): Uint8Array<ArrayBuffer> {
  const signature = new TextEncoder().encode("\r\n\r\n\0\r\nQUIT\n");
  return Uint8Array.from([...signature, version << 4 | command, family, body.length >> 8, body.length & 0xff, ...body]);
}

/** The addresses and ports of TCP over IPv4, as version 2 has them. */
export function tcp4Body(from: string, fromPort: number): number[] {
  return [...from.split(".").map(Number), 127, 0, 0, 1, fromPort >> 8, fromPort & 0xff, 15, 160];
}
