import { ok, strictEqual } from "node:assert/strict";
import { readDocument } from "../support/documents.ts";
import { picture } from "../support/rooms.ts";

const contributing = readDocument("CONTRIBUTING.md");

Deno.test("the picture of the architecture is drawn from the rules that its test enforces", () => {
  const [, drawn] = contributing.match(/^```mermaid\n(.*?)^```/ms) ?? [];
  strictEqual(drawn, `${picture()}\n`);
});

Deno.test("the walk-through shows the source of the service that its test runs", () => {
  const blocks = [...contributing.matchAll(/^ {3}```ts\n {3}\/\/ (\S+)\n(.*?)^ {3}```/gms)];
  for (const [, file, block] of blocks) {
    const shown = block.replaceAll(/^ {3}/gm, "");
    ok(readDocument(`tests/support/key_value/${file}`).includes(shown), `${file} does not have this:\n${shown}`);
  }
  strictEqual(blocks.length, 5);
});
