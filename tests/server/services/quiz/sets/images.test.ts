import { deepStrictEqual, match, strictEqual, throws } from "node:assert/strict";
import { MemoryJournal } from "../../../../../server/journal/memory.ts";
import { imageOf, Images, MAX_IMAGE_BYTES, MAX_IMAGES_BYTES } from "../../../../../server/services/quiz/sets/images.ts";
import { startTestServer } from "../../../../support/test_server.ts";

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A picture that is none but begins like one, with so many bytes. */
function picture(beginning: readonly number[], length = 32, last = 0): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  bytes.set(beginning);
  bytes[length - 1] = last;
  return bytes;
}

Deno.test("a picture is known by its bytes, whatever it is called", () => {
  const bytes = (text: string) => [...text].map((sign) => sign.charCodeAt(0));
  const formats = [PNG, [0xff, 0xd8, 0xff, 0xe0], bytes("GIF89a"), bytes("RIFF1234WEBP")].map((beginning) =>
    imageOf(picture(beginning)).format
  );
  deepStrictEqual(formats, ["image/png", "image/jpeg", "image/gif", "image/webp"]);
  for (const text of ["<svg xmlns='http://www.w3.org/2000/svg'>", "", "MZ"]) {
    throws(() => imageOf(new TextEncoder().encode(text)), { code: "bad-arguments" });
  }
  throws(() => imageOf(picture(PNG, MAX_IMAGE_BYTES + 1)), { code: "line-too-long" });
});

Deno.test("the same picture is kept once, and all together are limited", () => {
  const images = new Images();
  const add = (last: number) => images.apply(imageOf(picture(PNG, MAX_IMAGE_BYTES, last)));
  strictEqual(add(1), add(1));
  strictEqual(images.toRecord().length, 1);
  const most = Math.floor(MAX_IMAGES_BYTES / (images.toRecord()[0][1].base64.length * 3 / 4));
  for (let i = 2; i <= most; i++) add(i);
  throws(() => add(most + 1), { code: "too-many-values" });
  images.apply({ type: "remove", name: add(1) });
  add(most + 1);
  const restored = new Images();
  restored.restore(JSON.parse(JSON.stringify(images.toRecord())));
  deepStrictEqual(restored.toRecord(), images.toRecord());
});

Deno.test("a picture is added, shown and removed over REST", async () => {
  await using server = await startTestServer({ journal: new MemoryJournal() });
  const url = `http://127.0.0.1:${server.http.port}/api/images`;
  const body = picture(PNG);
  const added = await fetch(url, { method: "POST", body, headers: { "content-type": "image/png" } });
  strictEqual(added.status, 201);
  const { name } = await added.json();
  match(name, /^[0-9a-f]{16}$/);
  const shown = await fetch(`${url}/${name}`);
  deepStrictEqual(new Uint8Array(await shown.arrayBuffer()), body);
  strictEqual(shown.headers.get("content-type"), "image/png");
  match(shown.headers.get("cache-control") ?? "", /immutable/);
  match(shown.headers.get("content-security-policy") ?? "", /sandbox/);
  const removed = await fetch(`${url}/${name}`, { method: "DELETE" });
  strictEqual(removed.status, 204);
  const gone = await fetch(`${url}/${name}`);
  strictEqual((await gone.json()).code, "no-set");
  const refused = await fetch(url, { method: "POST", body: "<svg/>", headers: { "content-type": "image/svg+xml" } });
  strictEqual((await refused.json()).detail, "this is no picture that browsers show: send PNG, JPEG, GIF or WebP");
});
