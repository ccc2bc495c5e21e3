/**
 * What stands in the log that several servers share. Each message is one line of JSON that says what it is, and behind it bytes:
 * `["join",id,name]`, `["restore"]`, which only the first is, or `["batch",member,number,part,parts]` with a part of a batch. A batch is cut into parts that the log takes; it
 * counts from its last part on.
 */
import { z } from "@hono/zod-openapi";
import type { EncodedBatch } from "../journal/batch_codec.ts";
import { joined } from "../joined.ts";

/** A message of the log, read. */
export type Entry =
  | { readonly type: "join"; readonly id: string; readonly name: string }
  /** A snapshot that holds a backup comes behind it. */
  | { readonly type: "restore" }
  | {
    readonly type: "batch";
    /** Whose batch it is, and which of its batches. */
    readonly member: number;
    readonly number: number;
    /** Which of how many parts it is, from 1 on. */
    readonly part: number;
    readonly parts: number;
    readonly bytes: Uint8Array;
  };

const Head = z.union([
  z.tuple([z.literal("join"), z.string(), z.string()]),
  z.tuple([z.literal("restore")]),
  z.tuple([z.literal("batch"), z.int(), z.int(), z.int().min(1), z.int().min(1)]),
]);

const NEWLINE = 0x0a;
/** What the head of a message takes at most, in bytes. */
const HEAD_BYTES = 128;

export function encodeJoin(id: string, name: string): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(["join", id, name])}\n`);
}

export function encodeRestore(): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(["restore"])}\n`);
}

/** A batch as messages of at most `maxBytes`. It takes a copy of what was encoded. Cost: O(bytes) */
export function encodeBatchEntry(
  pieces: readonly EncodedBatch[],
  { member, number, maxBytes }: { member: number; number: number; maxBytes: number },
): Uint8Array[] {
  const bytes = joined(pieces.flatMap(({ changes, numbers }) => {
    const text = new TextEncoder().encode(changes);
    return [asBytes(Uint32Array.of(text.length, numbers.length)), text, numbers];
  }));
  const step = maxBytes - HEAD_BYTES;
  const parts = Math.max(1, Math.ceil(bytes.length / step));
  return Array.from({ length: parts }, (_, i) => {
    const head = new TextEncoder().encode(`${JSON.stringify(["batch", member, number, i + 1, parts])}\n`);
    return joined([head, bytes.subarray(i * step, (i + 1) * step)]);
  });
}

/** The pieces of a batch, whose parts were put together. @throws {Error} if it is none */
export function decodePieces(bytes: Uint8Array): EncodedBatch[] {
  const pieces: EncodedBatch[] = [];
  const lengths = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length;) {
    const middle = at + LENGTHS_BYTES + lengths.getUint32(at, true);
    const end = middle + lengths.getUint32(at + 4, true);
    if (end > bytes.length) throw new Error(`A batch ends after ${bytes.length} bytes, and should have ${end}`);
    const changes = new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(at + LENGTHS_BYTES, middle));
    pieces.push({ changes, numbers: bytes.subarray(middle, end) });
    at = end;
  }
  return pieces;
}

const LENGTHS_BYTES = 8;

/** Whether a batch of so many bytes has changes: of one without any there is at most an empty list. */
export function hasChanges(bytes: number): boolean {
  return bytes > LENGTHS_BYTES + "[]".length;
}

/** Reads a message of the log. @throws {Error} if it is none */
export function readEntry(message: Uint8Array): Entry {
  const end = message.indexOf(NEWLINE);
  const head = Head.parse(JSON.parse(new TextDecoder().decode(message.subarray(0, Math.max(0, end)))));
  if (head[0] === "join") return { type: "join", id: head[1], name: head[2] };
  if (head[0] === "restore") return { type: "restore" };
  const [, member, number, part, parts] = head;
  return { type: "batch", member, number, part, parts, bytes: message.subarray(end + 1) };
}

function asBytes({ buffer, byteOffset, byteLength }: Uint32Array<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
