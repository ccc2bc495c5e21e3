/** The pictures of questions. Pure: the same changes in the same order give the same pictures. */
import { z } from "@hono/zod-openapi";
import { createHash } from "node:crypto";
import { RequestError } from "../../../../protocol/request_error.ts";

/** How large one picture is at most, in bytes, and all of them together. A journal is replayed with the latter. */
export const MAX_IMAGE_BYTES = 256 * 1024;
export const MAX_IMAGES_BYTES = 8 * 1_048_576;

/** The formats that are taken, and how their files begin. SVG is none of them: it can have scripts in it. */
const FORMATS: Readonly<Record<string, RegExp>> = {
  "image/png": /^\x89PNG\r\n/,
  "image/jpeg": /^\xff\xd8\xff/,
  "image/gif": /^GIF8[79]a/,
  "image/webp": /^RIFF....WEBP/s,
};
const NAME_LENGTH = 16;
const LOOKED_AT = 16;

const ImageChange = z.discriminatedUnion("type", [
  z.object({ type: z.literal("add"), name: z.string(), format: z.string(), base64: z.string() }),
  z.object({ type: z.literal("remove"), name: z.string() }),
]);

/** Something that happens to a picture. */
export type ImageChange = z.infer<typeof ImageChange>;

/** Reads a change as it was kept. @throws where it can't have been */
export function readImageChange(kept: unknown): ImageChange {
  return ImageChange.parse(kept);
}

/** A picture, in the format that its bytes are in. */
export interface Image {
  readonly format: string;
  readonly base64: string;
}

/** The pictures as they stand, to be written down. */
export type ImagesRecord = readonly (readonly [name: string, image: Image])[];

/**
 * The change that adds a picture. Its name follows from its bytes, so that the same picture is there once.
 *
 * @throws {RequestError} if it is no picture, or too large
 */
export function imageOf(bytes: Uint8Array): ImageChange & { type: "add" } {
  if (bytes.length > MAX_IMAGE_BYTES) {
    throw new RequestError(
      "line-too-long",
      `a picture has at most ${MAX_IMAGE_BYTES} bytes, and this one has ${bytes.length}: make it smaller`,
    );
  }
  const beginning = String.fromCharCode(...bytes.subarray(0, LOOKED_AT));
  const format = Object.keys(FORMATS).find((format) => FORMATS[format].test(beginning));
  if (!format) throw new RequestError("bad-arguments", "this is no picture that browsers show: send PNG, JPEG, GIF or WebP");
  const name = createHash("sha256").update(bytes).digest("hex").slice(0, NAME_LENGTH);
  return { type: "add", name, format, base64: bytes.toBase64() };
}

/** About how many bytes it stands for. */
function bytesOf(base64: string): number {
  return base64.length * 3 / 4;
}

export class Images {
  readonly #images = new Map<string, Image>();
  #bytes = 0;

  /** A picture by its name. @throws {RequestError} `no-set` if there is none */
  find(name: string): Image {
    const image = this.#images.get(name);
    if (!image) {
      throw new RequestError(
        "no-set",
        "there is no picture with this name: POST /api/images answers with the name of a new one",
      );
    }
    return image;
  }

  /** @throws {RequestError} if it can't be done; then nothing has changed. @returns the name of the picture */
  apply(change: ImageChange): string {
    const { name } = change;
    if (change.type === "remove") {
      this.#bytes -= bytesOf(this.find(name).base64);
      this.#images.delete(name);
    } else if (!this.#images.has(name)) {
      const { format, base64 } = change;
      if (this.#bytes + bytesOf(base64) > MAX_IMAGES_BYTES) {
        throw new RequestError(
          "too-many-values",
          `all pictures together have at most ${MAX_IMAGES_BYTES} bytes: remove some first`,
        );
      }
      this.#images.set(name, { format, base64 });
      this.#bytes += bytesOf(base64);
    }
    return name;
  }

  toRecord(): ImagesRecord {
    return [...this.#images];
  }

  /** Makes these pictures, new ones, as they were written down. */
  restore(record: ImagesRecord): void {
    for (const [name, image] of record) this.apply({ type: "add", name, ...image });
  }
}
