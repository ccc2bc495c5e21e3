import type { MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { RequestError } from "../../protocol/request_error.ts";

/**
 * Refuses a body of more than `maxBytes`. One that tells its length is refused before it is read; one that does not is read up
 * to the limit, and what is left of it is given up. (Hono's own body limit leaves such a body open.)
 */
export function boundedBody({ maxBytes }: { maxBytes: number }): MiddlewareHandler {
  return async (c, next) => {
    const { body, headers } = c.req.raw;
    const length = headers.get("content-length");
    if (Number(length) > maxBytes) throw tooLarge(maxBytes);
    if ((body === null || length === "0") && headers.has("content-type")) c.req.raw = withoutContentType(c.req.raw);
    if (body !== null && (length === null || headers.has("transfer-encoding"))) {
      c.req.raw = new Request(c.req.raw, { body: await readWhole(body, maxBytes) });
    }
    await next();
  };
}

/** Some clients tell of what type a body is that they do not send. */
function withoutContentType(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete("content-type");
  return new Request(request, { headers });
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
  const detail = `a body may have ${maxBytes} bytes: send less at once, or have the server started with a larger --max-line`;
  return new RequestError("line-too-long", detail);
}
