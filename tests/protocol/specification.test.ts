import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { type Command, COMMANDS, SECTIONS, VERBS } from "../../protocol/command.ts";
import { helpOverview } from "../../protocol/help.ts";
import { ERROR_CODES } from "../../protocol/request_error.ts";
import { RawClient } from "../support/raw_client.ts";
import { startTestServer } from "../support/test_server.ts";

const specification = Deno.readTextFileSync(join(import.meta.dirname ?? ".", "../../protocol/README.md"));

/** The first cells of the tables under a heading. */
function firstCells(heading: string): string[] {
  const [, section] = specification.match(new RegExp(`\n## ${heading}\n([^]*?)(?=\n## |$)`)) ?? [];
  return [...section.matchAll(/^\| `(.*?)` +\|/gm)].map(([, cell]) => cell);
}

Deno.test("the specification and the command table list the same requests, in the same words", () => {
  for (const section of SECTIONS) {
    const usages = VERBS.map((verb): Command => COMMANDS[verb]).filter((command) => command.section === section).map((
      { usage },
    ) => usage);
    deepStrictEqual(firstCells(section), usages);
  }
});

Deno.test("the specification lists the error codes that there are", () => {
  deepStrictEqual(firstCells("Error codes").sort(), [...ERROR_CODES].sort());
});

/** What is no part of the API, and so not of its document. */
const OTHER_ROUTES = ["GET /", "GET /docs", "GET /openapi.json", "GET /metrics", "GET /ws"];

Deno.test("the specification lists the routes that there are", async () => {
  await using server = await startTestServer();
  const { paths } = await (await fetch(`http://127.0.0.1:${server.http.port}/openapi.json`)).json();
  const routes = Object.keys(paths).flatMap((path) =>
    Object.keys(paths[path]).map((method) => `${method.toUpperCase()} ${path}`)
  );
  const listed = [...specification.matchAll(/`((?:GET|POST|DELETE) \/[^`?]*)/g)].map(([, route]) => route);
  for (const route of routes) ok(listed.includes(route), `${route} is missing in the specification`);
  for (const route of new Set(listed)) {
    ok(routes.includes(route) || OTHER_ROUTES.includes(route), `${route} is in the specification only`);
  }
});

Deno.test("what the README shows of nc is what the server says", async () => {
  const readme = Deno.readTextFileSync(join(import.meta.dirname ?? ".", "../../README.md"));
  const [, transcript] = readme.match(/\n\$ nc 127\.0\.0\.1 4000\n([^]*?)\n```/) ?? [];
  const [banner, ...lines] = transcript.split("\n");
  ok(lines.length >= 8);
  await using server = await startTestServer();
  using client = await RawClient.connectOnly(server.tcp);
  strictEqual(await client.line(), banner);
  for (let i = 0; i < lines.length; i += 2) strictEqual(await client.ask(lines[i]), lines[i + 1]);
});

Deno.test("HELP lists every request", () => {
  const lines = helpOverview();
  for (const verb of VERBS) ok(lines.some((line) => line.startsWith(`  ${COMMANDS[verb].usage} `)), verb);
});
