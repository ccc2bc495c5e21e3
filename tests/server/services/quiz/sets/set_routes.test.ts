import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { formatAddress } from "../../../../../protocol/address.ts";
import type { Server } from "../../../../../server/mod.ts";
import { exportGift } from "../../../../../server/services/quiz/sets/gift_export.ts";
import { NETWORK_SET } from "../../../../../server/services/quiz/sets/network_set.ts";
import { SqliteJournal } from "../../../../../server/journal/sqlite.ts";
import { withFolder } from "../../../../support/folder.ts";
import { startTestServer } from "../../../../support/test_server.ts";

const SET = { title: "Planets", questions: [{ kind: "boolean", text: "The sun is a star.", answer: true }] };
const FULL = { title: "Planets", seconds: 20, marks: { right: 1, wrong: -0.25 }, questions: SET.questions };

async function ask(server: Server, method: string, path: string, { body, type }: { body?: BodyInit; type?: string } = {}) {
  const response = await fetch(`http://${formatAddress(server.http)}${path}`, {
    method,
    body,
    headers: type === undefined ? {} : { "content-type": type },
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : null };
}

const addJson = (server: Server, set: unknown) =>
  ask(server, "POST", "/api/sets", { body: JSON.stringify(set), type: "application/json" });

Deno.test("a set is added, listed, read, replaced and removed", async () => {
  await using server = await startTestServer();
  const added = await addJson(server, SET);
  strictEqual(added.status, 201);
  const { id } = added.body;
  match(id, /^[a-z0-9]{4}$/);
  deepStrictEqual(added.body, { id, title: "Planets", questions: 1 });
  deepStrictEqual((await ask(server, "GET", "/api/sets")).body, {
    sets: [
      { id: "arithmetic", title: "Arithmetic", questions: 10, builtIn: true },
      { id: "network", title: "How clients and servers talk", questions: 20, builtIn: true },
      { id, title: "Planets", questions: 1, builtIn: false },
    ],
  });
  deepStrictEqual((await ask(server, "GET", `/api/sets/${id}.json`)).body, FULL);
  const replaced = await ask(server, "PUT", `/api/sets/${id}`, {
    body: JSON.stringify({ ...SET, title: "Stars" }),
    type: "application/json",
  });
  deepStrictEqual([replaced.status, replaced.body], [200, { id, title: "Stars", questions: 1 }]);
  deepStrictEqual((await ask(server, "GET", `/api/sets/${id}`)).body, { ...FULL, title: "Stars" });
  const removed = await ask(server, "DELETE", `/api/sets/${id}`);
  deepStrictEqual([removed.status, removed.body], [200, { id, title: "Stars", questions: 1 }]);
  const gone = await ask(server, "GET", `/api/sets/${id}`);
  deepStrictEqual([gone.status, gone.body.code, gone.body.detail], [
    404,
    "no-set",
    `there is no set "${id}": there are arithmetic, network`,
  ]);
});

Deno.test("a set comes in every format, with a title of its own", async () => {
  await using server = await startTestServer();
  const texts: [type: string, text: string][] = [
    ["text/x-gift", "// stars\n\nThe sun is a star. {T}\n"],
    ["text/x-gift; charset=utf-8", exportGift(NETWORK_SET)],
    ["text/x-aiken", "Which planet is the largest?\nA. Mars\nB. Jupiter\nANSWER: B\n"],
    ["text/csv", "\ufeffquestion;kind;answer\r\nThe sun is a star.;boolean;true\r\n"],
    ["Application/JSON", JSON.stringify(SET)],
  ];
  for (const [type, body] of texts) {
    const { status, body: added } = await ask(server, "POST", "/api/sets?title=Planets%20%26%20stars", { body, type });
    deepStrictEqual([status, added.title], [201, "Planets & stars"], type);
  }
});

Deno.test("a set is downloaded as a file, as JSON and in GIFT", async () => {
  await using server = await startTestServer();
  const json = await ask(server, "GET", "/api/sets/network.json");
  deepStrictEqual(json.body, NETWORK_SET);
  strictEqual(json.headers.get("content-type"), "application/json");
  strictEqual(json.headers.get("content-disposition"), 'attachment; filename="network.json"');
  const gift = await ask(server, "GET", "/api/sets/network.gift");
  strictEqual(gift.text, exportGift(NETWORK_SET));
  strictEqual(gift.headers.get("content-type"), "text/x-gift; charset=utf-8");
  strictEqual(gift.headers.get("content-disposition"), 'attachment; filename="network.gift"');
  strictEqual((await ask(server, "GET", "/api/sets/network")).headers.get("content-disposition"), null);
});

Deno.test("what is no set is refused with its line, and nothing is kept", async () => {
  await using server = await startTestServer();
  const refusals: [
    request: [method: string, path: string, type: string | undefined, body: BodyInit | undefined],
    answer: unknown[],
  ][] = [
    [["POST", "/api/sets", "text/x-gift", "Is it?\n\nAn essay {}\n"], [
      422,
      "bad-arguments",
      "line 1: this question has no answers: add them in braces, as in {=right ~wrong}",
    ]],
    [["POST", "/api/sets", "application/json", '{\n"title": "a",\n"questions": [{"kind": "boolean", "text": "b"}]}'], [
      422,
      "bad-arguments",
      "line 3: questions.0.answer must be true or false",
    ]],
    [["POST", "/api/sets", "text/plain", "a"], [
      415,
      "bad-arguments",
      "the content type of a set must be application/json, text/x-gift, text/x-aiken, text/csv: send it in the header content-type",
    ]],
    [["POST", "/api/sets", undefined, undefined], [
      415,
      "bad-arguments",
      "the content type of a set must be application/json, text/x-gift, text/x-aiken, text/csv: send it in the header content-type",
    ]],
    [["PUT", "/api/sets/network", "text/csv", "a"], [
      415,
      "bad-arguments",
      "the content type of a set must be application/json: send it in the header content-type",
    ]],
    [["PUT", "/api/sets/network", "application/json", JSON.stringify(SET)], [
      422,
      "bad-arguments",
      "the set network is built in and stays as it is: add a set of your own with POST",
    ]],
    [["PUT", "/api/sets/none", "application/json", JSON.stringify(SET)], [
      404,
      "no-set",
      'there is no set "none": there are arithmetic, network',
    ]],
    [["DELETE", "/api/sets/arithmetic", undefined, undefined], [
      422,
      "bad-arguments",
      "the set arithmetic is built in and stays as it is: add a set of your own with POST",
    ]],
    [["POST", "/api/sets", "text/csv", new Uint8Array([0x47, 0xfc, 0x6e])], [
      400,
      "not-utf8",
      "the text is not UTF-8: save it as UTF-8, in a spreadsheet as “CSV UTF-8”, and send it again",
    ]],
    [["POST", "/api/sets", "text/csv", "a".repeat(300_001)], [
      413,
      "line-too-long",
      "the text of a set can have at most 300000 bytes, and this one has 300001: make two sets of it",
    ]],
    [["PUT", "/api/sets/x", "application/json", " ".repeat(300_001)], [
      413,
      "line-too-long",
      "the text of a set can have at most 300000 bytes, and this one has 300001: make two sets of it",
    ]],
    [["POST", "/api/sets?name=a", "text/csv", "a"], [
      422,
      "bad-arguments",
      'there is no query key "name" here: use title, so nothing was changed',
    ]],
    [["POST", "/api/sets?title=", "application/json", JSON.stringify(SET)], [
      422,
      "bad-arguments",
      "the title must not be empty",
    ]],
  ];
  for (const [[method, path, type, body], answer] of refusals) {
    const { status, body: problem } = await ask(server, method, path, { body, type });
    deepStrictEqual([status, problem.code, problem.detail], answer);
  }
  strictEqual((await ask(server, "GET", "/api/sets")).body.sets.length, 2);
});

Deno.test("sets outlive the server", () =>
  withFolder(async (folder) => {
    const start = () => startTestServer({ journal: new SqliteJournal(join(folder, "app.db"), { sync: "full" }) });
    let id: string;
    {
      await using server = await start();
      ({ id } = (await addJson(server, SET)).body);
    }
    for (let round = 0; round < 2; round++) {
      await using server = await start();
      deepStrictEqual((await ask(server, "GET", `/api/sets/${id}`)).body, FULL);
    }
  }));
