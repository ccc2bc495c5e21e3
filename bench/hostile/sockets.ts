/** Sockets that do what no well-behaved client does. */
import { connect, type Socket } from "node:net";

export const HOST = "127.0.0.1";
const encoder = new TextEncoder();

export interface Target {
  readonly tcp: number;
  readonly http: number;
}

/** How a socket is opened. */
export interface Opening {
  /** From which of this computer's addresses. */
  from?: string;
  /** What it sends first. */
  hello?: string | Uint8Array;
}

/** The bytes of a text. */
export function bytes(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The `i`th of many addresses: each may have a thousand connections. */
export function address(i: number): string {
  return `127.0.1.${1 + Math.floor(i / 900)}`;
}

/** Connects. What happens to the socket later is of no interest. */
export function open(port: number, { from = "127.0.0.1", hello }: Opening = {}): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port, localAddress: from });
    socket.on("error", () => resolve(socket));
    socket.on("connect", () => {
      if (hello === undefined) resolve(socket);
      else socket.write(hello, () => resolve(socket));
    });
  });
}

/** Opens many, some at a time. */
export async function openMany(count: number, openOne: (i: number) => Promise<Socket>): Promise<Socket[]> {
  const sockets: Socket[] = [];
  const atATime = 100;
  for (let i = 0; i < count; i += atATime) {
    sockets.push(...await Promise.all(Array.from({ length: Math.min(atATime, count - i) }, (_, j) => openOne(i + j))));
  }
  return sockets;
}

/** Sends the same again and again, as fast as it goes, and takes what comes, or leaves it. */
export async function flood(
  port: number,
  { data, reads = true, until, ...opening }: Opening & { data: Uint8Array; reads?: boolean; until: Promise<void> },
): Promise<void> {
  const socket = await open(port, opening);
  if (reads) socket.resume();
  else socket.pause();
  const go = () => {
    while (!socket.destroyed && socket.write(data));
  };
  socket.on("drain", go);
  go();
  await Promise.race([until, new Promise((resolve) => socket.on("close", resolve))]);
  socket.destroy();
}

/** A request that opens a WebSocket. */
export const UPGRADE = `GET /ws HTTP/1.1\r\nhost: ${HOST}\r\nupgrade: websocket\r\nconnection: Upgrade\r\n` +
  "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n";

/** A frame of a WebSocket from a client (RFC 6455, 5.2), its mask zero. @param length what it says its length is */
export function frame(opcode: number, payload: Uint8Array, length = payload.length): Uint8Array {
  const head = new DataView(new ArrayBuffer(14));
  head.setUint8(0, opcode);
  head.setUint8(1, 0xff);
  head.setBigUint64(2, BigInt(length));
  const all = new Uint8Array(14 + payload.length);
  all.set(new Uint8Array(head.buffer));
  all.set(payload, 14);
  return all;
}
