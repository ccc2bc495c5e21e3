import type { HonoRequest, MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { RequestError } from "../../protocol/request_error.ts";
import type { Turns } from "../turns.ts";
import { SAFE_METHODS } from "../services/rest/http_env.ts";

/** A body of this many bytes and more is read in a turn of its own. */
const LARGE_BYTES = 16_384;

/**
 * Refuses a body of more than `maxBytes`. One that tells its length is refused before it is read; one that does not is read up
 * to the limit, and what is left of it is given up. (Hono's own body limit leaves such a body open.)
 */
export function boundedBody({ maxBytes, turns }: { maxBytes: number; turns: Turns }): MiddlewareHandler {
  return async (c, next) => {
    const length = c.req.header("content-length");
    let size = Number(length ?? 0);
    if (size > maxBytes) throw tooLarge(maxBytes);
    if (length === undefined && !SAFE_METHODS.has(c.req.method) && c.req.raw.body !== null) {
      const body = await readWhole(c.req.raw.body, maxBytes);
      size = body.size;
      c.req.raw = new Request(c.req.raw, { body });
    } else if (size >= LARGE_BYTES) await readCached(c.req);
    if (size === 0 && c.req.header("content-type")) c.req.raw = withoutContentType(c.req.raw);
    // What is large takes long to look at.
    if (size >= LARGE_BYTES) await turns.own();
    await next();
  };
}

/** Reads a body so that it can be read again. */
async function readCached(request: HonoRequest): Promise<void> {
  try {
    await request.arrayBuffer();
  } catch (error) {
    throw new HTTPException(400, { cause: error });
  }
}

/** Some clients tell the type of a body that they do not send. */
function withoutContentType(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete("content-type");
  return new Request(request.url, { method: request.method, headers });
}

async function readWhole(body: ReadableStream<Uint8Array<ArrayBuffer>>, maxBytes: number): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  try {
    for await (const piece of body) {
      size += piece.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof RequestError) throw error;
    // It broke off, or was not what it said it was.
    throw new HTTPException(400, { cause: error });
  }
  return new Blob(pieces);
}

function tooLarge(maxBytes: number): RequestError {
  const detail = `a body can have at most ${maxBytes} bytes: send less, or start the server with a higher --max-line`;
  return new RequestError("line-too-long", detail);
}
