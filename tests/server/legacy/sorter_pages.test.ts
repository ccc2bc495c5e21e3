import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { type LegacyServer, startLegacyServer } from "../../support/old_client.ts";
import { startTestServer } from "../../support/test_server.ts";

const HOST_TOKEN = "open sesame, please";

async function page({ http }: Pick<LegacyServer, "http">, path: string, init: RequestInit = {}): Promise<[number, string]> {
  const response = await fetch(`http://127.0.0.1:${http.port}${path}`, init);
  return [response.status, await response.text()];
}

Deno.test("the old pages add to the array, show it and empty it", async () => {
  await using server = await startLegacyServer();
  deepStrictEqual(await page(server, "/get_array"), [200, "[]\n"]);
  deepStrictEqual(await page(server, "/add_value?value=5"), [200, "5 was added: there are 1 values\n"]);
  deepStrictEqual(await page(server, "/add_value", { method: "POST", body: "-3" }), [
    200,
    "-3 was added: there are 2 values\n",
  ]);
  const form = { method: "POST", body: new URLSearchParams({ value: "4" }) };
  deepStrictEqual(await page(server, "/add_value", form), [200, "4 was added: there are 3 values\n"]);
  deepStrictEqual(await page(server, "/get_array"), [200, "[-3, 4, 5]\n"]);
  match((await page(server, "/add_value"))[1], /^\d+ was added: there are 4 values\n$/);
  deepStrictEqual(await page(server, "/clean_array"), [200, "4 values were removed: there are 0 values\n"]);
  deepStrictEqual(await page(server, "/clean_array", { method: "DELETE" }), [
    200,
    "0 values were removed: there are 0 values\n",
  ]);
});

Deno.test("the old pages refuse what the API refuses, and say why", async () => {
  await using server = await startLegacyServer({ config: { hostToken: HOST_TOKEN, maxValues: 1 } });
  const [status, text] = await page(server, "/clean_array");
  strictEqual(status, 401);
  match(text, /^only a host can do this/);
  const authorization = `Bearer ${HOST_TOKEN}`;
  strictEqual((await page(server, "/clean_array", { headers: { authorization } }))[0], 200);
  strictEqual((await page(server, "/add_value?value=x"))[0], 422);
  strictEqual((await page(server, "/add_value", { method: "POST", body: "1".repeat(2000) }))[0], 413);
  strictEqual((await page(server, "/get_array", { method: "POST" }))[0], 405);
  strictEqual((await page(server, "/add_value?value=1"))[0], 200);
  strictEqual((await page(server, "/add_value?value=1"))[0], 507);
});

const OTHERS: Record<string, Record<string, string>> = {
  "an image": { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" },
  "a link": { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", referer: "http://evil.example/" },
  "a page of another port": { "sec-fetch-site": "same-site" },
  "a page that says where it is": { referer: "http://evil.example/" },
  "a script": { origin: "http://evil.example" },
  "a page that was opened as a file": { origin: "null" },
  "a browser that says nothing": { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0)" },
};

for (const [what, headers] of Object.entries(OTHERS)) {
  Deno.test(`${what} can't have a browser change the array by GET`, async () => {
    await using server = await startLegacyServer();
    for (const path of ["/add_value?value=1", "/clean_array"]) strictEqual((await page(server, path, { headers }))[0], 403);
    strictEqual((await page(server, "/get_array", { headers }))[0], 200);
    strictEqual((await server.rest("/api/array")).count, 0);
  });
}

Deno.test("a person who types the address, and a page of this server, may change the array by GET", async () => {
  await using server = await startLegacyServer();
  const own = `http://127.0.0.1:${server.http.port}/`;
  const comings: Record<string, string>[] = [{ "sec-fetch-site": "none" }, { "sec-fetch-site": "same-origin", referer: own }, {
    referer: own,
  }];
  for (const headers of comings) {
    strictEqual((await page(server, "/add_value?value=1", { headers: { "user-agent": "Mozilla/5.0", ...headers } }))[0], 200);
  }
});

Deno.test("a form on a page of this server may add to the array", async () => {
  await using server = await startLegacyServer();
  const headers = { origin: `http://127.0.0.1:${server.http.port}`, "sec-fetch-site": "same-origin" };
  const form = { method: "POST", body: new URLSearchParams({ value: "4" }), headers };
  deepStrictEqual(await page(server, "/add_value", form), [200, "4 was added: there are 1 values\n"]);
});

Deno.test("the page of another site can't add by POST either, and HEAD changes nothing", async () => {
  await using server = await startLegacyServer();
  const headers = { origin: "http://evil.example" };
  strictEqual((await page(server, "/add_value", { method: "POST", body: "1", headers }))[0], 403);
  strictEqual((await page(server, "/clean_array", { method: "DELETE", headers }))[0], 403);
  strictEqual((await page(server, "/add_value", { method: "HEAD" }))[0], 405);
  strictEqual((await server.rest("/api/array")).count, 0);
});

Deno.test("without --legacy there are neither pages nor ports for old programs", async () => {
  await using server = await startTestServer();
  strictEqual(server.legacy, null);
  strictEqual((await page(server, "/get_array"))[0], 404);
});
